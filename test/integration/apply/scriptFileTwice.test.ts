import assert from 'node:assert/strict';
import type { RecoveryError } from '../../../src/core/errors';
import { IncidentFolder } from '../../../src/files/incidentFolder';
import { applyScript, one, ownScript, rehearseScript, saveFile, small } from './fileScene';
import { appointments, apply, refusedWith, removeFolders, scene } from './scene';

describe('A script and the plan of one incident', () => {
  after(removeFolders);

  it('stand beside each other: what the one wrote, the other finds', async () => {
    const incident = await scene(appointments);
    await saveFile(incident, ownScript(incident));
    await rehearseScript(incident);
    assert.equal((await applyScript(incident)).outcome, 'applied');
    assert.equal((await apply(incident)).outcome, 'already-applied');
  });

  it('keep each other out while they write', async () => {
    const incident = await scene(small);
    await saveFile(incident, one);
    await rehearseScript(incident);
    const results = await Promise.allSettled([applyScript(incident), applyScript(incident)]);
    const said = results.map((each) =>
      each.status === 'fulfilled' ? each.value.outcome : (each.reason as RecoveryError).code,
    );
    assert.ok(said.includes('applied'), said.join());
    assert.ok(
      said.some((each) => each === 'in-use' || each === 'already-applied'),
      said.join(),
    );
  });

  it('keep each other out also while the one that is committed records that it is', async () => {
    const incident = await scene(small);
    await saveFile(incident, one);
    await rehearseScript(incident);
    const [holdsTurn, waitsForTurn, looked] = [gate(), gate(), gate()];
    const store = await IncidentFolder.open(incident.folder);
    const first = Object.create(store) as IncidentFolder;
    const second = Object.create(store) as IncidentFolder;
    let isCommitted = false;
    first.recordOutcome = async (outcome) => {
      holdsTurn.open();
      await waitsForTurn.opened;
      await store.recordOutcome(outcome);
    };
    first.concludeOutcome = async (outcome) => {
      isCommitted = true;
      await looked.opened;
      await store.concludeOutcome(outcome);
    };
    second.note = async (entry) => {
      if (entry.step === 'begun') {
        await holdsTurn.opened;
        waitsForTurn.open();
      }
      await store.note(entry);
    };
    const concluded = applyScript(incident, undefined, { incident: first });
    second.entries = async () => {
      const read = await store.entries();
      if (isCommitted) {
        looked.open();
        await concluded;
      }
      return read;
    };
    const refused = assert
      .rejects(applyScript(incident, undefined, { incident: second }), refusedWith('in-use'))
      .finally(looked.open);
    assert.equal((await concluded).outcome, 'applied');
    await refused;
  });
});

interface Gate {
  readonly opened: Promise<void>;
  readonly open: () => void;
}

function gate(): Gate {
  const event = new EventTarget();
  const opened = new Promise<void>((resolve) => {
    event.addEventListener('open', () => {
      resolve();
    });
  });
  return { opened, open: () => event.dispatchEvent(new Event('open')) };
}

import assert from 'node:assert/strict';
import path from 'node:path';
import { confirmPlan } from '../../../src/core/correction/confirmation';
import { type LockWait, lockWaitSentences } from '../../../src/core/incident/lockWait';
import { scriptFile } from '../../../src/engine/scriptFiles';
import { IncidentFolder } from '../../../src/files/incidentFolder';
import { PostgresCorrectionTarget } from '../../../src/postgres/correction/target';
import { applyCorrection } from '../../../src/recovery/correct/applyCorrection';
import { applyFile } from '../../../src/recovery/correct/applyFile';
import type { Correcting } from '../../../src/recovery/correct/correcting';
import { rehearseCorrection } from '../../../src/recovery/correct/rehearse';
import { rehearseFile } from '../../../src/recovery/correct/rehearseFile';
import { undoCorrection } from '../../../src/recovery/correct/undoCorrection';
import type { Work } from '../../../src/recovery/work';
import { holding, releasedAfter } from '../../support/heldRow';
import { connected, quiet, testServer } from '../../support/postgres';
import { ownScript, saveFile } from './fileScene';
import {
  appointments,
  apply,
  correcting,
  removeFolders,
  type Scene,
  scene,
  shortPatience,
} from './scene';

const held = `update metier.rdv set nom = nom || ' secret-de-ligne' where id = 30`;
/** Milliseconds that the row is waited for. */
const holds = 1000;

function waitingLong(incident: Scene): Promise<Correcting> {
  return correcting(incident, { ...shortPatience, lock: 5000 });
}

/** Another application holds row 30 for a while, and then lets it be as it was. */
async function whileHeld<T>(
  { live }: Pick<Scene, 'live'>,
  use: (holder: string, work: Work) => Promise<T>,
): Promise<{ readonly result: T; readonly phases: readonly string[] }> {
  return connected(live, async (other) => {
    const pid = await holding(other, held);
    const released = releasedAfter(other, holds);
    const phases: string[] = [];
    const progress: Work['progress'] = ({ phase }) => phases.push(phase);
    const result = await use(pid, { ...quiet, progress });
    await released;
    return { result, phases };
  });
}

/** In which steps the journal says that somebody was waited for. */
async function notedIn({ folder }: Scene): Promise<readonly string[]> {
  const entries = await (await IncidentFolder.open(folder)).entries();
  return entries.flatMap((entry) => (entry.step === 'waited' ? [entry.during] : []));
}

/** One wait, of about the time that the row was held. */
function assertNamed(waits: readonly LockWait[], pid: string): void {
  const [wait, ...others] = waits;
  assert.ok(wait);
  assert.deepEqual(others, []);
  assert.deepEqual(
    [wait.pid, wait.application, wait.prepared],
    [Number(pid), 'lot-nuit', undefined],
  );
  assert.match(wait.since ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.ok(wait.seconds > 0.3 && wait.seconds < 5, String(wait.seconds));
}

describe('a wait for a lock in production', () => {
  after(removeFolders);

  it('is named by a rehearsal, while it lasts and afterwards, without a word of what the other does', async () => {
    const incident = await scene(appointments);
    const { result, phases } = await whileHeld(incident, async (pid, work) => {
      const rehearsal = await rehearseCorrection(
        incident.stored,
        await waitingLong(incident),
        work,
      );
      return { pid, waits: rehearsal.lockWaits ?? [] };
    });
    assertNamed(result.waits, result.pid);
    const said = new RegExp(
      `process ${result.pid}, user \\w+, lot-nuit, since [\\dTZ:-]+, idle in transaction`,
    );
    assert.ok(phases.some((phase) => phase.startsWith('waiting for ') && said.test(phase)));
    assert.match(
      lockWaitSentences(result.waits)[0] ?? '',
      /^Waited \d\.\d s for a lock of process \d+/,
    );
    const entries = await (await IncidentFolder.open(incident.folder)).entries();
    const noted = entries.filter(({ step }) => step === 'waited');
    assert.deepEqual(
      noted.map((entry) => entry.step === 'waited' && [entry.during, String(entry.pid)]),
      [['rehearsal', result.pid]],
    );
    assert.doesNotMatch(JSON.stringify(entries), /secret|update/i);
  });

  it('is named by an apply', async () => {
    const incident = await scene(appointments);
    await rehearseCorrection(incident.stored, await correcting(incident), quiet);
    const confirmed = {
      ...incident.stored,
      plan: confirmPlan(incident.stored.plan, incident.table),
    };
    const { result } = await whileHeld(incident, async (pid, work) => ({
      pid,
      applied: await applyCorrection(confirmed, await waitingLong(incident), work),
    }));
    assert.ok(result.applied.outcome === 'applied');
    assertNamed(result.applied.lockWaits, result.pid);
  });

  it('is named by a rehearsal and an apply of a file', async () => {
    const incident = await scene(appointments);
    await saveFile(incident, ownScript(incident));
    const { stored, table } = incident;
    const steps = await waitingLong(incident);
    const file = path.join(incident.folder, 'correction.sql');
    const script = await scriptFile(file, await IncidentFolder.open(incident.folder), stored);
    const rehearsed = await whileHeld(incident, async (pid, work) => ({
      pid,
      waits: (await rehearseFile({ script, plan: stored.plan }, steps, work)).lockWaits ?? [],
    }));
    assertNamed(rehearsed.result.waits, rehearsed.result.pid);
    const confirmed = { ...stored, plan: confirmPlan(stored.plan, table), script };
    const { result } = await whileHeld(incident, async (pid, work) => ({
      pid,
      applied: await applyFile(confirmed, steps, work),
    }));
    assert.ok(result.applied.outcome === 'applied');
    assertNamed(result.applied.lockWaits, result.pid);
    assert.deepEqual(await notedIn(incident), ['file-rehearsal', 'file']);
  });

  it('is named by an undo', async () => {
    const incident = await scene(appointments);
    await apply(incident);
    const request = { ...incident.stored, confirmedTable: incident.table };
    const steps = await waitingLong(incident);
    const { result } = await whileHeld(incident, async (pid, work) => ({
      pid,
      undone: await undoCorrection(request, steps, work),
    }));
    assert.ok(result.undone.outcome === 'undone');
    assertNamed(result.undone.lockWaits, result.pid);
    assert.deepEqual(await notedIn(incident), ['undo']);
  });

  it('names who was in the way where it was in vain', async () => {
    const incident = await scene(appointments);
    await connected(incident.live, async (other) => {
      const pid = await holding(other, held);
      const steps = await correcting(incident, { ...shortPatience, lock: 900 });
      await assert.rejects(rehearseCorrection(incident.stored, steps, quiet), {
        code: 'lock-timeout',
        message: new RegExp(
          `^Other sessions hold what is to be written: process ${pid}, user \\w+, lot-nuit, since \\S+, idle in transaction\\.$`,
        ),
      });
      await other.query(`prepare transaction 'lot 9'`);
      try {
        await assert.rejects(rehearseCorrection(incident.stored, steps, quiet), {
          code: 'lock-timeout',
          message: /: prepared transaction lot 9, user \w+, since \S+\.$/,
        });
      } finally {
        await other.query(`rollback prepared 'lot 9'`);
      }
    });
  });

  it('is named without its time and state to a role that may not see them', async () => {
    const incident = await scene(appointments);
    const role = await (await testServer()).createRole('attend', 'nosuperuser');
    const agent = { ...role, database: incident.live.database };
    await connected(incident.live, (session) =>
      session.query(`
        grant usage on schema metier to ${agent.user};
        grant select, insert, update, delete on all tables in schema metier to ${agent.user};
        grant usage on all sequences in schema metier to ${agent.user}`),
    );
    const target = new PostgresCorrectionTarget(agent, { ...shortPatience, lock: 5000 });
    const { result } = await whileHeld(incident, async (pid, work) => {
      const steps = { ...(await correcting(incident)), target };
      return { pid, waits: (await rehearseCorrection(incident.stored, steps, work)).lockWaits };
    });
    const [wait] = result.waits ?? [];
    assert.deepEqual(
      [wait?.pid, wait?.since, wait?.state],
      [Number(result.pid), undefined, undefined],
    );
  });

  it('is none where nobody is in the way', async () => {
    const incident = await scene(appointments);
    const { lockWaits } = await rehearseCorrection(
      incident.stored,
      await correcting(incident),
      quiet,
    );
    assert.deepEqual(lockWaits, []);
  });
});

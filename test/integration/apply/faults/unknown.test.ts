import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { IncidentFolder } from '../../../../src/files/incidentFolder';
import type { Fate } from '../../../support/faultProxy';
import { removeFolders, type Scene, shortPatience } from '../scene';
import { FaultyIncident } from './faultyIncident';
import { plainTable } from './tables';

describe('Whether COMMIT took place is not known', function () {
  this.timeout(120_000);
  let incident: FaultyIncident;

  before(async () => {
    incident = await FaultyIncident.make(plainTable);
  });

  after(async () => {
    await incident.remove();
    await removeFolders();
  });

  /** Fulfilled once COMMIT, or its answer, is held back. */
  function heldCommit(fate: Fate): Promise<void> {
    const commit = incident.statements.apply.indexOf('commit') + 1;
    return new Promise((resolve) => {
      incident.proxy.expect(({ number }) => (number === commit ? fate : 'pass'), resolve);
    });
  }

  async function stateOf({ folder }: Scene): Promise<string | undefined> {
    return (await (await IncidentFolder.open(folder)).outcome('apply'))?.state;
  }

  it('where the network swallows it, or its answer: it is settled by itself', async () => {
    for (const [fate, told, found] of [
      ['hold', 'not-done', 'damaged'],
      ['hold-answer', 'done', 'corrected'],
    ] as const) {
      const scene = await incident.scene();
      void heldCommit(fate);
      const impatient = { ...shortPatience, statement: 700, idle: 500 };
      assert.equal(await incident.told('apply', scene, impatient), told);
      assert.equal(await incident.found(), found);
      await incident.complete('apply', scene);
      await incident.complete('undo', scene);
    }
  });

  it('while the server is away: “unknown” is said, and which it was when it is back', async () => {
    const scene = await incident.scene();
    const held = heldCommit('hold-answer');
    const telling = incident.told('apply', scene, { ...shortPatience, settle: 1_500 });
    await held;
    await incident.server.crash();
    incident.proxy.cutAll();
    assert.equal(await telling, 'unknown');
    assert.equal(await stateOf(scene), 'unknown');
    await incident.server.start();
    await incident.complete('apply', scene);
    await incident.complete('undo', scene);
  });

  it('while the old session still holds the transaction: nothing is decided, and nothing done twice', async () => {
    const scene = await incident.scene();
    const held = heldCommit('hold');
    const impatient = { ...shortPatience, statement: 500, settle: 300, idle: 60_000 };
    const telling = incident.told('apply', scene, impatient);
    await held;
    // The tool gives its connection up, and the network does not tell the server.
    const said = await telling;
    assert.ok(said === 'unknown' || said === 'not-done', said);
    incident.proxy.cutAll();
    await pause(50);
    assert.equal(await incident.settled('damaged'), 'damaged');
    await incident.complete('apply', scene);
    await incident.complete('undo', scene);
  });
});

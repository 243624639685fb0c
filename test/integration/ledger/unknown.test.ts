import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { IncidentFolder } from '../../../src/files/incidentFolder';
import { appointments, apply, removeFolders, type Scene, scene, sql, undo } from '../apply/scene';
import { cutAtCommit, overwritten } from './cutAtCommit';
import { createLedger, dropLedger, entries } from './keeping';

describe('Where COMMIT was not answered, and the server forgot the transaction', () => {
  let incident: Scene;

  beforeEach(async () => {
    incident = await scene(appointments);
  });

  after(removeFolders);

  async function cutAndForgotten(fate: 'cut' | 'cut-unanswered'): Promise<void> {
    await cutAtCommit(incident, fate);
    await forget();
  }

  /** As after a failover: the number of the transaction says nothing any more. */
  async function forget(): Promise<void> {
    const file = join(incident.folder, 'outcome.json');
    const outcome = JSON.parse(await readFile(file, 'utf8')) as object;
    await writeFile(file, JSON.stringify({ ...outcome, timeline: '0000FFFF' }));
  }

  async function stateOfApply(): Promise<string | undefined> {
    return (await (await IncidentFolder.open(incident.folder)).outcome('apply'))?.state;
  }

  async function ask(): Promise<string> {
    try {
      return (await apply(incident)).outcome;
    } catch (error) {
      return error instanceof Error ? error.message : '';
    }
  }

  it('production’s ledger tells that it took place', async () => {
    await createLedger(incident.live);
    await cutAndForgotten('cut-unanswered');
    await sql(incident.live, overwritten);
    assert.equal(await ask(), 'already-applied');
    assert.equal(await stateOfApply(), 'applied');
    assert.equal((await entries(incident.live)).length, 1);
  });

  it('and that it did not', async () => {
    await createLedger(incident.live);
    await cutAndForgotten('cut');
    await sql(incident.live, `update metier.rdv set statut = 'PRIS' where id = 30`);
    assert.match(await ask(), /1 changed since/);
    assert.deepEqual(await entries(incident.live), []);
    await sql(incident.live, `update metier.rdv set statut = 'ANNULE' where id = 30`);
    assert.equal(await ask(), 'applied');
    assert.equal((await undo(incident)).outcome, 'undone');
  });

  it('it stays unknown without a ledger, and where another took its place', async () => {
    await cutAndForgotten('cut-unanswered');
    await sql(incident.live, overwritten);
    assert.equal(await ask(), 'unknown');
    await createLedger(incident.live);
    assert.equal(await ask(), 'unknown');
  });

  it('it stays unknown where the ledger was dropped since, and made anew', async () => {
    await createLedger(incident.live);
    await cutAndForgotten('cut-unanswered');
    await sql(incident.live, overwritten);
    await dropLedger(incident.live);
    assert.equal(await ask(), 'unknown');
    await createLedger(incident.live);
    assert.equal(await ask(), 'unknown');
  });
});

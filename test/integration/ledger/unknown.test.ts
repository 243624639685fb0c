import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { IncidentFolder } from '../../../src/files/incidentFolder';
import { FaultProxy } from '../../support/faultProxy';
import {
  appointments,
  apply,
  removeFolders,
  type Scene,
  scene,
  shortPatience,
  sql,
  undo,
} from '../apply/scene';
import { createLedger, dropLedger, entries } from './keeping';

/** Every planned row is another's by now: what they hold tells nothing of who wrote them before. */
const overwritten = `
  delete from metier.rdv where id between 10 and 19 or id > 200;
  update metier.rdv set statut = 'PRIS', vu = null where id between 30 and 49`;

describe('Where COMMIT was not answered, and the server forgot the transaction', () => {
  let proxy: FaultProxy;
  let incident: Scene;

  beforeEach(async () => {
    incident = await scene(appointments);
    proxy = await FaultProxy.start(incident.live);
  });

  afterEach(() => proxy.close());
  after(removeFolders);

  /** Cuts the connection at the COMMIT of the apply; the tool cannot ask what became of it. */
  async function cutAtCommit(fate: 'cut' | 'cut-unanswered'): Promise<void> {
    let isOver = false;
    proxy.expect(({ text }) => {
      const isCommit = !isOver && text === 'commit';
      isOver ||= isCommit;
      return isCommit ? fate : isOver ? 'cut' : 'pass';
    });
    const through = { ...incident, live: proxy.settings };
    const patience = { ...shortPatience, settle: 300 };
    assert.equal((await apply(through, { patience })).outcome, 'unknown');
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
    await cutAtCommit('cut-unanswered');
    await sql(incident.live, overwritten);
    assert.equal(await ask(), 'already-applied');
    assert.equal(await stateOfApply(), 'applied');
    assert.equal((await entries(incident.live)).length, 1);
  });

  it('and that it did not', async () => {
    await createLedger(incident.live);
    await cutAtCommit('cut');
    await sql(incident.live, `update metier.rdv set statut = 'PRIS' where id = 30`);
    assert.match(await ask(), /1 changed since/);
    assert.deepEqual(await entries(incident.live), []);
    await sql(incident.live, `update metier.rdv set statut = 'ANNULE' where id = 30`);
    assert.equal(await ask(), 'applied');
    assert.equal((await undo(incident)).outcome, 'undone');
  });

  it('it stays unknown without a ledger, and where another took its place', async () => {
    await cutAtCommit('cut-unanswered');
    await sql(incident.live, overwritten);
    assert.equal(await ask(), 'unknown');
    await createLedger(incident.live);
    assert.equal(await ask(), 'unknown');
  });

  it('it stays unknown where the ledger was dropped since, and made anew', async () => {
    await createLedger(incident.live);
    await cutAtCommit('cut-unanswered');
    await sql(incident.live, overwritten);
    await dropLedger(incident.live);
    assert.equal(await ask(), 'unknown');
    await createLedger(incident.live);
    assert.equal(await ask(), 'unknown');
  });
});

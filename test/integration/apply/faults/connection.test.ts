import assert from 'node:assert/strict';
import { removeFolders, sql } from '../scene';
import { FaultyIncident } from './faultyIncident';
import { connectionFaults, promised, seed } from './points';
import { assertAllStruck, Striker } from './strike';
import { plainTable, tableWithLedger, tableWithTriggers } from './tables';

describe(`The connection breaks while 2 000 rows are corrected (seed ${seed})`, function () {
  this.timeout(600_000);
  let incident: FaultyIncident;

  afterEach(async () => {
    await incident.remove();
    await removeFolders();
  });

  it('at any message of any statement: all or nothing is written, it is said which, and undone to the byte', async () => {
    incident = await FaultyIncident.make(plainTable);
    const { apply, undo } = incident.statements;
    const faults = { apply: connectionFaults(apply), undo: connectionFaults(undo) };
    const striker = new Striker(incident);
    await striker.strikeAll(faults);
    assertAllStruck(striker, faults, promised.connection);
  });

  it('of a table whose triggers write: nothing twice, and undone but for what is named', async () => {
    incident = await FaultyIncident.make(tableWithTriggers);
    const { apply, undo } = incident.statements;
    const faults = { apply: connectionFaults(apply, 6), undo: connectionFaults(undo, 6) };
    const striker = new Striker(incident);
    await striker.strikeAll(faults);
    assertAllStruck(striker, faults);
    const history = `
      select distinct count(*), count(distinct id) from metier.histo group by xid`;
    assert.deepEqual(await sql(incident.direct, history), [['2000', '2000']]);
  });

  it('where production keeps a ledger: it has each apply that took place, and each undo, once', async () => {
    incident = await FaultyIncident.make(tableWithLedger);
    const { apply, undo } = incident.statements;
    const faults = { apply: connectionFaults(apply, 6), undo: connectionFaults(undo, 6) };
    const striker = new Striker(incident);
    await striker.strikeAll(faults);
    assertAllStruck(striker, faults);
    const unbalanced = `
      select digest from pra.ledger group by digest
      having count(*) filter (where kind = 'apply') <> count(ends) or bool_and(ends is null)`;
    assert.deepEqual(await sql(incident.direct, unbalanced), []);
  });
});

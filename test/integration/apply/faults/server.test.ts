import { removeFolders } from '../scene';
import { FaultyIncident, type FaultySql } from './faultyIncident';
import { promised, seed, serverFaults } from './points';
import { assertAllStruck, Striker } from './strike';
import { plainTable, tableWithTriggers } from './tables';

describe(`The server dies while 2 000 rows are corrected (seed ${seed})`, function () {
  this.timeout(600_000);
  let incident: FaultyIncident;

  afterEach(async () => {
    await incident.remove();
    await removeFolders();
  });

  it('at any statement: all or nothing is written, and it is said which', async () => {
    await strike(plainTable, 1, promised.server);
  });

  it('of a table whose triggers write', async () => {
    await strike(tableWithTriggers, 20);
  });

  async function strike(table: FaultySql, every: number, least?: number): Promise<void> {
    incident = await FaultyIncident.make(table);
    const { apply, undo } = incident.statements;
    const faults = { apply: serverFaults(apply, every), undo: serverFaults(undo, every) };
    const striker = new Striker(incident);
    await striker.strikeAll(faults);
    assertAllStruck(striker, faults, least);
  }
});

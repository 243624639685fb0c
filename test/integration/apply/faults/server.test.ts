import { removeFolders } from '../scene';
import { FaultyIncident } from './faultyIncident';
import { seed, serverFaults } from './points';
import { reportStruck, Striker } from './strike';
import { plainTable, tableWithTriggers } from './tables';

describe(`The server dies while 2 000 rows are corrected (seed ${seed})`, function () {
  this.timeout(600_000);
  let incident: FaultyIncident;

  afterEach(async () => {
    await incident.remove();
    await removeFolders();
  });

  for (const [what, table, every] of [
    ['at any statement: all or nothing is written, and it is said which', plainTable, 2],
    ['of a table whose triggers write', tableWithTriggers, 20],
  ] as const) {
    it(what, async () => {
      incident = await FaultyIncident.make(table);
      const { apply, undo } = incident.statements;
      const faults = { apply: serverFaults(apply, every), undo: serverFaults(undo, every) };
      const striker = new Striker(incident);
      await striker.strikeAll(faults);
      reportStruck(striker, faults);
    });
  }
});

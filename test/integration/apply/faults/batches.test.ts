import { removeFolders } from '../scene';
import { Children } from './children';
import { FaultyIncident } from './faultyIncident';
import { connectionFaults, processFaults, seed, serverFaults } from './points';
import { type Fault, assertAllStruck, Striker } from './strike';
import { plainTable } from './tables';

describe(`2 000 rows are corrected in batches of 600, and something breaks (seed ${seed})`, function () {
  this.timeout(600_000);
  let children: Children;
  let incident: FaultyIncident;

  before(async () => {
    children = await Children.make();
    incident = await FaultyIncident.make({ ...plainTable, batchRows: 600 });
  });

  after(async () => {
    await children.remove();
    await incident.remove();
    await removeFolders();
  });

  it('the connection: whole batches are written, it is said how many rows, and the next run completes it', async () => {
    const { apply, undo } = incident.statements;
    const faults = {
      apply: someOf(connectionFaults(apply, 8), 6),
      undo: someOf(connectionFaults(undo, 8), 6),
    };
    const striker = new Striker(incident);
    await striker.strikeAll(faults);
    assertAllStruck(striker, faults);
  });

  it('the process: the next run completes what it left', async () => {
    const { apply, undo } = incident.statements;
    const faults = {
      apply: someOf(processFaults(apply, 3), 4),
      undo: someOf(processFaults(undo, 3), 4),
    };
    const striker = new Striker(incident, children);
    await striker.strikeAll(faults);
    assertAllStruck(striker, faults);
  });

  it('the server: the next run completes what it left', async () => {
    const { apply, undo } = incident.statements;
    const faults = {
      apply: someOf(serverFaults(apply, 9), 8),
      undo: someOf(serverFaults(undo, 9), 8),
    };
    const striker = new Striker(incident);
    await striker.strikeAll(faults);
    assertAllStruck(striker, faults);
  });
});

/** Each folder takes one fault: every so many-th, from where the seed says. */
function someOf(faults: readonly Fault[], every: number): readonly Fault[] {
  return faults.filter((_, number) => number % every === seed % every);
}

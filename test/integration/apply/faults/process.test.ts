import assert from 'node:assert/strict';
import { removeFolders, shortPatience } from '../scene';
import { Children } from './children';
import { FaultyIncident, type Kind } from './faultyIncident';
import { processFaults, promised, seed } from './points';
import { type Fault, assertAllStruck, Striker } from './strike';
import { plainTable } from './tables';

describe(`The tool is killed while 2 000 rows are corrected (seed ${seed})`, function () {
  this.timeout(600_000);
  let incident: FaultyIncident;
  let children: Children;

  before(async () => {
    children = await Children.make();
    incident = await FaultyIncident.make(plainTable);
  });

  after(async () => {
    await children.remove();
    await incident.remove();
    await removeFolders();
  });

  it('at any statement: all or nothing is written, and the next run says which', async () => {
    const { apply, undo } = incident.statements;
    const faults = { apply: processFaults(apply), undo: processFaults(undo) };
    const striker = new Striker(incident, children);
    await striker.strikeAll(faults);
    assertAllStruck(striker, faults, promised.process);
  });

  it('in the middle of anything that it writes into the incident’s folder', async () => {
    const steps = await stepsOfFolder();
    const faults = { apply: fileFaults(steps.apply), undo: fileFaults(steps.undo) };
    const striker = new Striker(incident, children);
    await striker.strikeAll(faults);
    assertAllStruck(striker, faults, promised.files);
  });

  async function stepsOfFolder(): Promise<Readonly<Record<Kind, number>>> {
    const { folder, table, live } = await incident.scene();
    const order = { folder, table, live, patience: shortPatience, dieAt: undefined };
    const applied = await children.carryOut({ ...order, kind: 'apply' });
    const undone = await children.carryOut({ ...order, kind: 'undo' });
    assert.ok(applied && undone);
    return { apply: applied.fileSteps, undo: undone.fileSteps };
  }
});

function fileFaults(steps: number): readonly Fault[] {
  return Array.from({ length: steps }, (_, step) => ({ of: 'process', fileStep: step + 1 }));
}

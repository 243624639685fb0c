import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { committing } from '../../../support/scriptIncident';
import { apply, prove, removeFolders, shortPatience, sql, undo } from '../scene';
import { cascading, replaced, rowsIn, setNull } from '../wholeTable';
import { Children } from './children';

describe('The tool is killed while it replaces a whole table with what its deletes take along', function () {
  this.timeout(120_000);
  let processes: Children;

  before(async () => {
    processes = await Children.make();
  });

  after(async () => {
    await processes.remove();
    await removeFolders();
  });

  it('and an undo gives all tables back, wherever that was', async () => {
    const incident = await replaced(`${cascading}; ${setNull}`);
    const { folder, table, live } = incident;
    const tables = ['pieces', 'notes'];
    const damaged = await rowsIn(incident, ...tables);
    const order = { kind: 'apply', folder, table, live, patience: shortPatience } as const;
    let corrected: readonly unknown[] | undefined;
    let isOver = false;
    for (let dieAt = 1; !isOver; dieAt += 1) {
      isOver = (await processes.carryOut({ ...order, dieAt })) !== undefined;
      const struck = await rowsIn(incident, ...tables);
      const { outcome } = await apply(incident);
      const after = await rowsIn(incident, ...tables);
      corrected ??= after;
      assert.deepEqual(after, corrected);
      assert.deepEqual(struck, outcome === 'applied' ? damaged : corrected, `step ${dieAt}`);
      assert.equal((await undo(incident)).outcome, 'undone');
      assert.deepEqual(await rowsIn(incident, ...tables), damaged, `step ${dieAt}`);
    }
  });

  it('and so it does where undo.sql was run first, wherever it was killed itself', async () => {
    const incident = await replaced(`${cascading}; ${setNull}`);
    const { folder, table, live } = incident;
    const tables = ['pieces', 'notes'];
    const damaged = await rowsIn(incident, ...tables);
    const order = { kind: 'undo', folder, table, live, patience: shortPatience } as const;
    let isOver = false;
    for (let dieAt = 1; !isOver; dieAt += 1) {
      await apply(incident);
      await sql(live, committing([await readFile(path.join(folder, 'undo.sql'), 'utf8')]));
      const scripted = await rowsIn(incident, ...tables);
      isOver = (await processes.carryOut({ ...order, dieAt })) !== undefined;
      const struck = await rowsIn(incident, ...tables);
      const { outcome } = await undo(incident);
      assert.deepEqual(struck, outcome === 'undone' ? scripted : damaged, `step ${dieAt}`);
      assert.deepEqual(await rowsIn(incident, ...tables), damaged, `step ${dieAt}`);
    }
    assert.equal((await prove(incident)).undone?.proved, true);
  });
});

import assert from 'node:assert/strict';
import { parseTableName } from '../../../src/core/catalog/tableName';
import { compareTable } from '../../../src/recovery/compare/compareTable';
import { compareWithoutKey, findKeyless } from '../../../src/recovery/compare/compareWithoutKey';
import type { ProgressStep, Work } from '../../../src/recovery/work';
import { quiet } from '../../support/postgres';
import { type Connections, onBoth, run, sidesAcross, twoDatabases, withSnapshots } from './sides';

const rows = 60_000;

/** The parts of the phase that is told as done, as they come. */
async function partsOf(phase: string, compare: (work: Work) => Promise<void>): Promise<number[]> {
  const steps: ProgressStep[] = [];
  await compare({ ...quiet, progress: (step) => steps.push(step) });
  return steps
    .filter((step) => step.phase === phase)
    .map(({ done, total }) => done / (total ?? Infinity));
}

/** That it moves from the beginning nearly to the end, in small steps, and never back. */
function assertMoves(parts: readonly number[]): void {
  assert.ok(parts.length > 20, `${parts.length} reports`);
  const steps = parts.map((part, index) => part - (parts[index - 1] ?? 0));
  assert.ok(Math.min(...steps) >= 0 && Math.max(...steps) < 0.25, parts.join());
  assert.ok((parts.at(-1) ?? 0) > 0.75 && (parts.at(-1) ?? 0) <= 1, parts.join());
}

async function fill(sides: Connections): Promise<void> {
  await onBoth(
    sides,
    `create table visits (code text primary key, n int) partition by hash (code)`,
    `create table visits_0 partition of visits for values with (modulus 2, remainder 0)`,
    `create table visits_1 partition of visits for values with (modulus 2, remainder 1)`,
    `insert into visits select md5(i::text), i from generate_series(1, ${rows}) i`,
    `create table loose as select * from visits`,
    `analyze visits`,
    `analyze loose`,
  );
  await run(sides.live, `update visits set n = 0 where n = 7`, `delete from loose where n = 9`);
}

const servers = [
  ['this machine’s PostgreSQL', twoDatabases],
  ['production on PostgreSQL 12', () => sidesAcross(12)],
] as const;

for (const [name, databases] of servers) {
  describe(`What servers read before they send a row: ${name}`, () => {
    let sides: Connections;

    before(async function () {
      const found = await databases();
      if (!found) {
        this.skip();
      }
      sides = found;
      await fill(sides);
    });

    it('is told while rows in scope are sorted by a text key', async () => {
      const parts = await partsOf('reading and sorting on the servers', async (work) => {
        const scope = { rows: 'matching', condition: 'n >= 0' } as const;
        await withSnapshots(sides, async (snapshots) => {
          const table = parseTableName('visits');
          const found = await compareTable({ ...snapshots, table, scope }, work);
          assert.deepEqual([found.rows.changed, found.rows.identical], [1, rows - 1]);
        });
      });
      assertMoves(parts);
    });

    it('is told while the rows of a table without a key are counted', async () => {
      const parts = await partsOf('counting equal rows on the servers', async (work) => {
        await withSnapshots(sides, async (snapshots) => {
          const asked = { ...snapshots, table: parseTableName('loose') };
          const table = await findKeyless(asked, work.signal);
          assert.ok(table);
          const found = await compareWithoutKey(table, asked, work);
          assert.deepEqual([found.rows.missing, found.rows.identical], [1, rows - 1]);
        });
      });
      assertMoves(parts);
    });
  });
}

import assert from 'node:assert/strict';
import path from 'node:path';
import { readFile } from 'node:fs/promises';
import { parseTableName } from '../../../src/core/catalog/tableName';
import type { RowCounts } from '../../../src/core/diff/comparison';
import type { HashForm } from '../../../src/core/diff/rowHashing';
import type { Sides } from '../../../src/recovery/compare/bothSides';
import type { Snapshot } from '../../../src/recovery/ports/snapshot';
import { compareWithoutKey, findKeyless } from '../../../src/recovery/compare/compareWithoutKey';
import { readMultiset } from '../../../src/recovery/compare/readMultiset';
import { pra, praJson, temporaryFolder, uri } from '../cli/pra';
import { quiet } from '../../support/postgres';
import {
  all,
  type Connections,
  onBoth,
  type Request,
  run,
  twoDatabases,
  withSnapshots,
} from './sides';

const folder = temporaryFolder();
let sides: Connections;

before(async () => {
  sides = await twoDatabases();
});

interface Found {
  readonly rows: RowCounts;
  /** `missing 2 × 1|NULL`, in the order of their text. */
  readonly lines: readonly string[];
}

async function compareKeyless(
  connections: Connections,
  request: Request,
  form: HashForm = 'extended',
): Promise<Found> {
  return withSnapshots(connections, async (snapshots) => {
    const { where, ...choice } = request;
    const scope =
      where === undefined ? {} : { scope: { rows: 'matching', condition: where } as const };
    const sidesAsked = form === 'sha256' ? withoutRecordHash(snapshots) : snapshots;
    const asked = { ...choice, ...scope, ...sidesAsked, table: parseTableName(request.table) };
    const table = await findKeyless(asked, quiet.signal);
    assert.ok(table);
    const comparison = await compareWithoutKey(table, asked, quiet);
    assert.deepEqual(
      comparison.hashings.map((hashing) => hashing.form),
      [form, form],
    );
    const rows = await all(readMultiset(comparison, snapshots, quiet));
    const lines = rows.map((row) => {
      const cells = row.kind === 'missing' ? row.backup : row.live;
      return `${row.kind} ${row.rows} × ${cells.map((cell) => cell ?? 'NULL').join('|')}`;
    });
    return { rows: comparison.rows, lines: lines.toSorted() };
  });
}

/** As of a server before 14. */
function withoutRecordHash({ live, ...others }: Sides<Snapshot>): Sides<Snapshot> {
  const older = Object.create(live, { recordHash: { value: undefined } }) as Snapshot;
  return { ...others, live: older };
}

function counts(rows: Partial<RowCounts>): RowCounts {
  const none = { backup: 0, live: 0, identical: 0, missing: 0, changed: 0, extra: 0 };
  return { ...none, conflicts: 0, liveConflicts: 0, ...rows };
}

describe('A table without a key', () => {
  it('is compared with how many there are of each row, which EXCEPT would lose', async () => {
    await onBoth(sides, `create table log (at int, what text)`);
    await run(
      sides.backup,
      `insert into log values (1, 'x'), (1, 'x'), (1, 'x'), (2, 'y'), (3, 'z'), (3, 'z')`,
    );
    await run(
      sides.live,
      `insert into log values (1, 'x'), (2, 'y'), (2, 'y'), (2, 'y'), (3, 'z'), (3, 'z'), (4, 'w')`,
    );
    const found = await compareKeyless(sides, { table: 'log' });
    assert.deepEqual(
      found.rows,
      counts({ backup: 6, live: 7, identical: 4, missing: 2, extra: 3 }),
    );
    assert.deepEqual(found.lines, ['extra 1 × 4|w', 'extra 2 × 2|y', 'missing 2 × 1|x']);
  });

  it('tells NULL from the empty text, and one column from the next, also where all is NULL', async () => {
    await onBoth(sides, `create table gaps (a text, b text, c int)`);
    await run(
      sides.backup,
      `insert into gaps values (null, '', 1), (null, null, null), (null, null, null), ('1', '2', null)`,
    );
    await run(
      sides.live,
      `insert into gaps values ('', null, 1), (null, null, null), ('2', '1', null)`,
    );
    const found = await compareKeyless(sides, { table: 'gaps' });
    assert.deepEqual(
      found.rows,
      counts({ backup: 4, live: 3, identical: 1, missing: 3, extra: 2 }),
    );
    assert.deepEqual(found.lines, [
      ...['extra 1 × 2|1|NULL', 'extra 1 × |NULL|1'],
      ...['missing 1 × 1|2|NULL', 'missing 1 × NULL|NULL|NULL', 'missing 1 × NULL||1'],
    ]);
  });

  it('may have columns of types without equality, and others by which rows are not compared', async () => {
    await onBoth(
      sides,
      `create table events (body json, place point, n numeric, seen timestamptz default now())`,
      `insert into events values ('{"a": 1}', '(1,2)', 1.0), ('{"a": 1}', '(1,2)', 1.0)`,
    );
    await run(sides.live, `update events set body = '{"a":1}' where ctid = '(0,1)'`);
    const found = await compareKeyless(sides, { table: 'events', ignore: ['seen'] });
    assert.deepEqual(
      found.rows,
      counts({ backup: 2, live: 2, identical: 1, missing: 1, extra: 1 }),
    );
    assert.match(found.lines.join('\n'), /^extra 1 × {"a":1}\|.*\nmissing 1 × {"a": 1}\|/);
  });

  it('may be empty on either side, or have no row in common', async () => {
    await onBoth(sides, `create table drafts (v text)`);
    assert.deepEqual(await compareKeyless(sides, { table: 'drafts' }), {
      rows: counts({}),
      lines: [],
    });
    await run(sides.backup, `insert into drafts select 'b' || i from generate_series(1, 500) i`);
    const lost = await compareKeyless(sides, { table: 'drafts' });
    assert.deepEqual(lost.rows, counts({ backup: 500, missing: 500 }));
    await run(sides.live, `insert into drafts select 'l' || i from generate_series(1, 300) i`);
    const { rows, lines } = await compareKeyless(sides, { table: 'drafts' });
    assert.deepEqual(rows, counts({ backup: 500, live: 300, missing: 500, extra: 300 }));
    assert.equal(new Set(lines).size, 800);
  });

  it('is compared in part where a condition says so, over all of its partitions', async () => {
    await onBoth(
      sides,
      `create table readings (day int, v int) partition by range (day)`,
      `create table readings_1 partition of readings for values from (0) to (10)`,
      `create table readings_2 partition of readings for values from (10) to (20)`,
      `insert into readings select i, i from generate_series(1, 19) i`,
    );
    await run(sides.live, `delete from readings where day in (5, 15)`);
    const { rows, lines } = await compareKeyless(sides, {
      ...{ table: 'readings', where: 'readings.day > 8' },
    });
    assert.deepEqual(rows, counts({ backup: 11, live: 10, identical: 10, missing: 1 }));
    assert.deepEqual(lines, ['missing 1 × 15|15']);
  });

  it('is compared by SHA-256 where a server cannot hash records', async () => {
    await onBoth(
      sides,
      `create table visits (at int, what text)`,
      `insert into visits values (1, null), (1, null), (2, 'y')`,
    );
    await run(sides.live, `delete from visits where ctid = '(0,1)'`);
    const { rows, lines } = await compareKeyless(sides, { table: 'visits' }, 'sha256');
    assert.deepEqual(rows, counts({ backup: 3, live: 2, identical: 2, missing: 1 }));
    assert.deepEqual(lines, ['missing 1 × 1|NULL']);
  });

  it('is told by pra compare as a multiset, a line for each row with its surplus copies', async () => {
    await onBoth(sides, `create table notes (who text, v int)`);
    await run(
      sides.backup,
      `insert into notes values ('ann', 1), ('ann', 1), ('ann', 1), ('bob', null)`,
    );
    await run(sides.live, `insert into notes values ('ann', 1), ('bob', null), ('cid', 3)`);
    const file = path.join(folder(), 'changes.jsonl');
    const where = ['--backup', uri(sides.backup), '--live', uri(sides.live), '--table', 'notes'];
    const { json, status, stderr } = await praJson(['compare', ...where, '--changes', file]);
    assert.equal(status, 0, stderr);
    assert.deepEqual(
      [json['key'], json['notices']],
      [[], ['no key: rows are compared as a multiset']],
    );
    assert.deepEqual(json['rows'], {
      ...counts({ backup: 4, live: 3, identical: 2, missing: 2, extra: 1 }),
      ...{ reused: 0, sameValue: 0, unread: 0, stale: 0 },
    });
    const written = (await readFile(file, 'utf8')).trimEnd().split('\n');
    const found = written.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
    assert.deepEqual(
      found
        .map(({ kind, key, rows, backup, live }) => ({ kind, key, rows, backup, live }))
        .toSorted((a, b) => String(b.kind).localeCompare(String(a.kind))),
      [
        { kind: 'missing', key: [], rows: 2, backup: { who: 'ann', v: '1' }, live: null },
        { kind: 'extra', key: [], rows: 1, backup: null, live: { who: 'cid', v: '3' } },
      ],
    );
    const { stdout } = await pra(['compare', ...where]);
    assert.match(stdout, /no key: rows are compared as a multiset/);
    assert.match(stdout, /missing +2 /);
    const keyed = await pra(['compare', ...where, '--key', 'who']);
    assert.match(keyed.stdout, /Conflicts: /);
  });

  it('is refused what needs a key', async () => {
    const where = ['--backup', uri(sides.backup), '--live', uri(sides.live), '--table', 'notes'];
    const identity = await pra(['compare', ...where, '--identity', 'v']);
    assert.equal(identity.status, 3);
    assert.match(identity.stderr, /has no key common to both sides, by which/);
    const details = await pra(['compare', ...where, '--details']);
    assert.equal(details.status, 2);
  });
});

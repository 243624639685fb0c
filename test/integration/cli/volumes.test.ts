import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { tableWithData, writeArchive } from '../../support/archiveWriter';
import { connected, testServer } from '../../support/postgres';
import { pra, praJson, temporaryFolder, uri } from './pra';

const folder = temporaryFolder();

/** A dump of that day with one row a line. */
async function dumpOf(day: number, lines: readonly string[]): Promise<string> {
  const bytes = writeArchive({
    ...{ minor: 14, compression: 'gzip' },
    entries: tableWithData('shop', 'visits', lines),
  });
  // The header's time is that of 2 January 2026: of its day, its month and its year.
  const date = bytes.indexOf(Buffer.from([2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 126]));
  assert.ok(date > 0);
  bytes[date] = day;
  const file = path.join(folder(), `day${day}.dump`);
  await writeFile(file, bytes);
  return file;
}

describe('pra volumes', () => {
  let live: string;
  let dumps: readonly string[];
  let cut: string;

  before(async () => {
    const database = await (await testServer()).createDatabase();
    await connected(database, (session) =>
      session.query(`
        create schema shop;
        create table shop.visits (a timestamptz);
        insert into shop.visits
        values ('2026-01-01 10:00Z'), ('2026-01-03 10:00Z'), (null);`),
    );
    live = uri(database);
    const first = ['2026-01-01 12:00:00+02', '2026-01-02 00:30:00+02', '2026-01-02 10:00:00+02'];
    const before = await dumpOf(2, first);
    const after = await dumpOf(3, [...first, '2026-01-03 12:00:00+02', '\\N']);
    dumps = [after, before];
    cut = await dumpOf(4, first);
    const bytes = writeArchive({
      ...{ minor: 14, compression: 'none' },
      entries: tableWithData('shop', 'visits', first),
    });
    await writeFile(cut, bytes.subarray(0, bytes.length - 20));
  });

  it('counts a table in each dump, in the order of their time, and in production', async () => {
    const words = ['volumes', ...dumps, '--table', 'visits', '--live', live, '--by', 'a'];
    const { status, json } = await praJson(words);
    assert.equal(status, 0);
    const now = json['live'] as Record<string, unknown>;
    assert.match(String(now['at']), /^\d{4}-\d\d-\d\dT.*Z$/);
    const at = (day: number) => `2026-01-0${day}T03:04:05`;
    const days = (...rows: (readonly [string | null, number])[]) =>
      rows.map(([value, count]) => ({ value, rows: count }));
    assert.deepEqual(
      { ...json, live: { ...now, at: '' } },
      {
        ok: true,
        table: 'shop.visits',
        dumps: [
          {
            path: dumps[1],
            createdAt: { from: at(2), to: at(2), source: 'header' },
            rows: 3,
            by: days(['2026-01-01', 2], ['2026-01-02', 1]),
            otherRows: 0,
          },
          {
            path: dumps[0],
            createdAt: { from: at(3), to: at(3), source: 'header' },
            rows: 5,
            by: days(['2026-01-01', 2], ['2026-01-02', 1], ['2026-01-03', 1], [null, 1]),
            otherRows: 0,
          },
        ],
        live: {
          at: '',
          rows: 3,
          by: days(['2026-01-01', 1], ['2026-01-03', 1], [null, 1]),
          otherRows: 0,
        },
      },
    );
  });

  it('shows what changed from dump to dump, and which days have lost rows', async () => {
    const words = ['volumes', ...dumps, '--table', 'shop.visits', '--live', live, '--by', 'a'];
    const { status, stdout } = await pra(words);
    assert.equal(status, 0);
    assert.match(stdout, /^ {2}#1 {3}2026-01-02 03:04:05 +3 +\S+day2\.dump$/m);
    assert.match(stdout, /^ {2}#2 {3}2026-01-03 03:04:05 +5 +\+2 +\S+day3\.dump$/m);
    assert.match(stdout, /^ {2}now {2}.* UTC +3 +-2 +production$/m);
    assert.match(stdout, /^ {2}2026-01-01 +2 +2 +1$/m);
    assert.match(stdout, /^ {2}NULL +0 +1 +1$/m);
  });

  it('says which dump is bad, counts the others, and ends with status 4', async () => {
    const { status, json, error } = await praJson(['volumes', cut, ...dumps, '--table', 'visits']);
    assert.equal(status, 4);
    assert.equal(error.code, 'dump-truncated');
    assert.match(error.message, /^In 1 of 3 dumps/);
    assert.deepEqual(
      (json['dumps'] as { rows: number | null; error?: { code: string } }[]).map(
        ({ rows, error: bad }) => rows ?? bad?.code,
      ),
      ['dump-truncated', 3, 5],
    );
    const asText = await pra(['volumes', cut, ...dumps, '--table', 'visits']);
    assert.equal(asText.status, 4);
    assert.match(asText.stdout, /day4\.dump: not counted: In shop\.visits: /);
  });

  it('wants one column, a table, and a production that answers', async () => {
    const [dump = ''] = dumps;
    const table = ['volumes', dump, '--table', 'visits'];
    assert.equal((await praJson([...table, '--by', 'a,b'])).status, 2);
    assert.equal((await praJson(['volumes', dump])).status, 2);
    assert.equal((await praJson([...table, '--live', live, '--by', 'b'])).status, 2);
    assert.equal((await praJson([...table, '--live', 'host=127.0.0.1 port=1'])).status, 5);
    const other = ['volumes', dump, '--table', 'shop.visit', '--live', live];
    assert.equal((await praJson(other)).error.code, 'table-not-found');
  });
});

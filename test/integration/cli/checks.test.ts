import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { connected, testServer } from '../../support/postgres';
import { pra, praJson, temporaryFolder, uri } from './pra';

const folder = temporaryFolder();

interface Found {
  readonly state: string;
  readonly found?: number;
  readonly reason?: string;
}

interface Checked {
  readonly file: string;
  readonly production?: Found;
  readonly scratch?: Found;
}

describe('pra checks', () => {
  let live: ConnectionSettings;
  let backup: ConnectionSettings;

  before(async () => {
    const server = await testServer();
    live = await server.createDatabase();
    backup = await server.createDatabase();
    const tables = `
      create table visits (id int primary key, status text, asked date, planned date);
      insert into visits
      select i, (array['OPEN', 'DONE'])[1 + i % 2], date '2026-01-01' + i, date '2026-01-05' + i
        from generate_series(1, 100) i;`;
    await connected(backup, (session) => session.script(tables));
    await connected(live, (session) =>
      session.script(`${tables}
        create table rooms (id int);
        update visits set status = 'LOST' where id <= 7;
        delete from visits where id > 90;`),
    );
  });

  /** A folder with these checks: the file, what is said above the query, the query. */
  async function checksIn(
    name: string,
    ...checks: readonly (readonly [string, string, string])[]
  ): Promise<string> {
    const dir = path.join(folder(), name);
    await mkdir(dir);
    for (const [file, header, query] of checks) {
      const lines = [`-- name: ${file}`, ...header.split('; ').map((line) => `-- ${line}`), query];
      await writeFile(path.join(dir, `${file}.sql`), lines.join('\n'));
    }
    return dir;
  }

  function bothSides(dir: string, ...more: readonly string[]): readonly string[] {
    return ['checks', '--live', uri(live), '--backup', uri(backup), '--checks', dir, ...more];
  }

  const found = (json: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(
      // As the command's documentation describes it; compared below.
      (json['checks'] as readonly Checked[]).map(({ file, production, scratch }) => [
        file.replace('.sql', ''),
        [production, scratch],
      ]),
    );

  it('sets what both sides answer beside each other, and exits with 3 where an error is found', async () => {
    const dir = await checksIn(
      'sides',
      ['domain', 'expect: no rows', "select id from visits where status not in ('OPEN', 'DONE');"],
      ['dates', 'expect: no rows', 'select 1, 1 from visits where planned < asked -- none'],
      ['rows', 'expect: >= 95; severity: warning', 'select count(*) from visits'],
      ['share', 'expect: between 0.4 and 0.6', "select avg((status = 'OPEN')::int) from visits"],
      ['load', 'expect: any number; side: production', 'select count(*) from rooms'],
      ['rooms', 'expect: no rows', 'select * from rooms'],
    );
    const { status, json, error } = await praJson(bothSides(dir));
    assert.equal(status, 3);
    assert.equal(error.code, 'check-failed');
    assert.equal(error.message, '1 check of 6 failed: domain.');
    const { share, rooms, ...others } = found(json);
    assert.deepEqual(others, {
      domain: [
        { state: 'broken', found: 7 },
        { state: 'kept', found: 0 },
      ],
      dates: [
        { state: 'kept', found: 0 },
        { state: 'kept', found: 0 },
      ],
      rows: [
        { state: 'broken', found: 90 },
        { state: 'kept', found: 100 },
      ],
      load: [{ state: 'measured', found: 0 }, undefined],
    });
    assert.deepEqual(
      share?.map((one) => one?.state),
      ['kept', 'kept'],
    );
    // A scratch database holds what was restored, and no more.
    assert.deepEqual(
      rooms?.map((one) => one?.state),
      ['kept', 'not there'],
    );
  });

  it('exits with 0 where only a warning is found, and shows people both sides', async () => {
    const dir = await checksIn('warned', [
      'rows',
      'expect: >= 95; severity: warning',
      'select count(*) from visits',
    ]);
    const { status, stdout } = await pra(bothSides(dir));
    assert.equal(status, 0);
    assert.match(stdout, /^ +check +expected +production +scratch$/m);
    assert.match(stdout, /^ +warning +rows +>= 95 +90 +100$/m);
  });

  it('keeps what production answered, and reads the next run beside it', async () => {
    const dir = await checksIn('kept', [
      'rows',
      'expect: any number',
      'select count(*) from visits',
    ]);
    const first = await praJson(bothSides(dir));
    assert.equal(first.json['before'], null);
    await connected(live, (session) => session.query('insert into visits values (91)'));
    const second = await praJson(bothSides(dir));
    await connected(live, (session) => session.query('delete from visits where id = 91'));
    assert.deepEqual((second.json['before'] as { found: object }).found, { 'rows.sql': 90 });
    assert.equal(found(second.json)['rows']?.[0]?.found, 91);
    const { stdout } = await pra(bothSides(dir, '--not-kept'));
    assert.match(stdout, /before \(\d{4}-\d\d-\d\d \d\d:\d\d\)/);
    assert.match(stdout, /^ +ok +rows +any number +90 +100 +91$/m);
    const [run] = await readdir(path.join(dir, 'runs'));
    assert.equal((await readdir(path.join(dir, 'runs'))).length, 2);
    const kept = JSON.parse(await readFile(path.join(dir, 'runs', run ?? ''), 'utf8')) as object;
    assert.deepEqual(Object.keys(kept), ['version', 'at', 'production', 'found']);
  });

  it('cannot write, whatever a file holds: what is no query that only reads is not run', async () => {
    await connected(live, (session) =>
      session.script(`create function take() returns int language sql as
        'delete from visits returning id'`),
    );
    const numbers = 'expect: = 0; severity: warning';
    const dir = await checksIn(
      'writing',
      ['call', 'expect: no rows', 'select take()'],
      ['commit', numbers, 'select 1) x; commit; delete from visits; select * from (select 1'],
      [
        'delete',
        numbers,
        'with gone as (delete from visits returning 1) select count(*) from gone',
      ],
      ['late', 'expect: = 0', 'select count(*) from visits a, visits b, visits c, visits d'],
      ['other', 'expect: = 0', 'select max(status) from visits'],
      ['several', 'expect: = 0', 'select id from visits'],
      ['two', 'expect: = 0', 'select 0, 0'],
      ['write', numbers, 'commit'],
    );
    await connected(live, (session) => session.query('drop table rooms'));
    const words = ['checks', '--live', uri(live), '--checks', dir];
    const refused = await praJson(words);
    assert.match(refused.error.message, /^commit\.sql is no check\./);
    await writeFile(
      path.join(dir, 'commit.sql'),
      '-- name: commit\n-- expect: = 0\nselect 1) x where $1::text is null --',
    );
    const { status, json } = await praJson([...words, '--statement-timeout', '1']);
    assert.equal(status, 3);
    const reasons = Object.entries(found(json)).map(([name, [at]]) => [name, at?.reason ?? '']);
    assert.deepEqual(
      reasons.map(([name, reason]) => [name, reason?.slice(0, 34)]),
      [
        ['call', 'cannot execute DELETE in a read-on'],
        ['commit', 'syntax error at or near ")"'],
        ['delete', 'WITH clause containing a data-modi'],
        ['late', 'It was not done within 1 s.'],
        ['other', 'It does not give one number.'],
        ['several', 'It does not give one number.'],
        ['two', 'It does not give one number.'],
        ['write', 'syntax error at or near ")"'],
      ],
    );
    const [rows] = await connected(live, (session) => session.row('select count(*) from visits'));
    assert.equal(rows, '90');
  });

  it('answers though its run cannot be kept, and says so', async () => {
    const dir = await checksIn('locked', ['rows', 'expect: any number', 'select 1']);
    await writeFile(path.join(dir, 'runs'), 'no folder');
    const { status, json } = await praJson(bothSides(dir));
    assert.equal(status, 0);
    assert.match(String(json['notices']), /cannot be written/);
  });

  it('leaves out checks of other tables, and refuses a folder without checks', async () => {
    const dir = await checksIn(
      'tables',
      ['any', 'expect: = 1', 'select 1'],
      ['rooms', 'expect: = 1; table: public.rooms', 'select 1'],
      ['visits', 'expect: = 1; table: public.visits', 'select 1'],
    );
    const { json } = await praJson(bothSides(dir, '--table', 'public.visits'));
    assert.deepEqual(Object.keys(found(json)), ['any', 'visits']);
    const missing = await praJson(bothSides(path.join(folder(), 'nowhere')));
    assert.deepEqual([missing.status, missing.error.code], [2, 'usage']);
    assert.equal((await praJson(bothSides(await checksIn('none')))).status, 2);
    assert.equal((await praJson(['checks', '--checks', dir])).status, 2);
  });
});

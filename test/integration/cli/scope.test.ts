import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { connected, testServer } from '../../support/postgres';
import { pra, praJson, temporaryFolder, uri } from './pra';

const folder = temporaryFolder();
let words: readonly string[] = [];

async function execute(settings: ConnectionSettings, sql: string): Promise<void> {
  await connected(settings, (session) => session.query(sql));
}

before(async () => {
  const server = await testServer();
  const backup = await server.createDatabase();
  const live = await server.createDatabase();
  for (const side of [backup, live]) {
    await execute(
      side,
      `create table visits (id int primary key, "Day" date, v text);
       insert into visits select i, date '2026-01-01' + i, 'v' from generate_series(1, 300) i`,
    );
  }
  await execute(live, `delete from visits where id between 80 and 100`);
  words = ['compare', '--backup', uri(backup), '--live', uri(live), '--table', 'visits'];
});

async function rowsOf(...options: string[]): Promise<unknown> {
  const { json, status, stderr } = await praJson([...words, ...options]);
  assert.equal(status, 0, stderr);
  const { backup, missing } = json['rows'] as Readonly<Record<string, number>>;
  return { backup, missing, scope: json['scope'] };
}

describe('pra compare of a part of a table', () => {
  it('reads times without a zone in UTC, whatever production’s zone is, and its help says so', async () => {
    const server = await testServer();
    const sides = [await server.createDatabase(), await server.createDatabase()] as const;
    for (const side of sides) {
      await execute(side, `alter database ${side.database} set timezone to 'Europe/Paris'`);
      await execute(
        side,
        `create table moments (id int primary key, at timestamptz);
         insert into moments values (1, '2026-03-30 23:30+00'), (2, '2026-03-31 00:30+00')`,
      );
    }
    const [backup, live] = sides;
    const { json } = await praJson([
      ...['compare', '--backup', uri(backup), '--live', uri(live), '--table', 'moments'],
      ...['--where', `at >= '2026-03-31'`],
    ]);
    assert.equal((json['rows'] as Readonly<Record<string, number>>)['backup'], 1);
    for (const command of ['compare', 'recover']) {
      const { stdout } = await pra([command, '--help']);
      assert.match(stdout, /--where SQL .*times without a zone\s+are UTC/);
    }
  });

  it('takes a period of a column, and says so', async () => {
    const options = ['--period', '"Day"', '--from', '2026-04-01', '--to', '2026-04-05'];
    assert.deepEqual(await rowsOf(...options), {
      ...{ backup: 4, missing: 4 },
      scope: { period: { column: 'Day', from: '2026-04-01', to: '2026-04-05' } },
    });
    const { stdout } = await pra([...words, ...options]);
    assert.match(stdout, /Only rows with Day from 2026-04-01 to before 2026-04-05/);
    assert.match(stdout, /As of [-\d]{10} [:\d]{8} UTC in production/);
  });

  it('takes a condition, and a period beside it', async () => {
    assert.deepEqual(
      await rowsOf('--where', 'id > 90', '--period', '"Day"', '--to', '2026-06-01'),
      {
        ...{ backup: 60, missing: 10 },
        scope: { where: 'id > 90', period: { column: 'Day', from: null, to: '2026-06-01' } },
      },
    );
  });

  it('takes the keys that an earlier comparison wrote, or a list of them', async () => {
    const changes = path.join(folder(), 'changes.jsonl');
    assert.deepEqual(await rowsOf('--changes', changes), { backup: 300, missing: 21, scope: null });
    const scope = { keys: 21 };
    assert.deepEqual(await rowsOf('--only-keys', changes), { backup: 21, missing: 21, scope });
    const list = path.join(folder(), 'keys.txt');
    await writeFile(list, '\uFEFF80\r\n\r\n81\r\n5\r\n');
    assert.deepEqual(await rowsOf('--only-keys', list), {
      ...{ backup: 3, missing: 2, scope: { keys: 3 } },
    });
    assert.equal((await readFile(changes, 'utf8')).trim().split('\n').length, 21);
  });

  it('refuses options that do not go together', async () => {
    for (const [options, message] of [
      [['--from', '2026-01-01'], /need --period/],
      [['--period', 'a'], /needs --from, --to or both/],
      [['--period', 'a,b', '--to', '2026-01-01'], /names one column/],
      [['--only-keys', 'x', '--where', 'true'], /--only-keys names the rows by itself/],
      [['--only-keys', path.join(folder(), 'none')], /cannot be read/],
    ] as const) {
      const { status, error } = await praJson([...words, ...options]);
      assert.deepEqual([status, error.code], [2, 'usage']);
      assert.match(error.message, message);
    }
  });
});

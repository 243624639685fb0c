import assert from 'node:assert/strict';
import path from 'node:path';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { connected, testServer } from '../../support/postgres';
import { pra, praJson, temporaryFolder, uri } from './pra';

const folder = temporaryFolder();
const table = 'metier.rdv';

describe('pra freeze', () => {
  let live: ConnectionSettings;
  let home: Readonly<Record<string, string>>;

  before(async function () {
    this.timeout(60_000);
    live = await (await testServer()).createDatabase();
    home = { PRA_HOME: path.join(folder(), 'home') };
    await connected(live, (session) =>
      session.script(`
        create schema metier;
        create table metier.service (id int primary key);
        create table metier.rdv (
          id int primary key,
          service int references metier.service on delete cascade
        ) partition by range (id);
        create table metier.rdv_1 partition of metier.rdv for values from (0) to (100);
        insert into metier.service values (1), (2);
        insert into metier.rdv select n, 1 from generate_series(1, 10) n;
        create function metier.close_all() returns void language sql as 'update metier.rdv set service = 2'`),
    );
    const { status, json } = await praJson(
      ['freeze', '--live', uri(live), '--table', table, '--reason', `l'erreur \\ "du" 14:02`],
      home,
    );
    assert.deepEqual(
      [status, json['outcome'], json['tables']],
      [0, 'frozen', [table, 'metier.rdv_1']],
    );
  });

  for (const [what, statement] of [
    ['an update of no row at all', 'update metier.rdv set service = 2 where false'],
    ['a write straight to a partition', 'delete from metier.rdv_1'],
    ['a function that writes', 'select metier.close_all()'],
    ['an emptying of the table', 'truncate metier.rdv'],
    ['an emptying of a table that it refers to', 'truncate metier.service cascade'],
    ['an emptying of a partition', 'truncate metier.rdv_1'],
    ['a delete passed on by a foreign key', 'delete from metier.service where id = 1'],
    [
      'rows inserted from a query',
      'insert into metier.rdv select n, 1 from generate_series(20, 30) n',
    ],
    [
      'a session whose triggers are those of a replica',
      'set session_replication_role = replica; delete from metier.rdv',
    ],
  ] as const) {
    it(`stops ${what}`, async () => {
      await connected(live, async (session) => {
        await assert.rejects(session.script(statement), /is frozen since/);
      });
    });
  }

  it('lets everybody read, and lock rows', async () => {
    await connected(live, async (session) => {
      const rows = await session.rows('select id from metier.rdv for update');
      assert.equal(rows.length, 10);
    });
  });

  it('is seen by whoever asks, with the reason as it was typed', async () => {
    const { json } = await praJson(['frozen', '--live', uri(live)], home);
    const [frozen] = json['frozen'] as readonly { readonly freeze: { readonly reason: string } }[];
    assert.equal(frozen?.freeze.reason, `l'erreur \\ "du" 14:02`);
    const { stdout } = await pra(['frozen', '--live', uri(live)], home);
    assert.match(stdout, /^metier\.rdv is frozen by .* since .*"du" 14:02/);
  });

  it('is refused a second time, naming whose freeze it is', async () => {
    const words = ['freeze', '--live', uri(live), '--table', table, '--reason', 'once more'];
    const { status, error, json } = await praJson(words, {
      PRA_HOME: path.join(folder(), 'other'),
    });
    assert.deepEqual([status, error.code], [3, 'frozen']);
    assert.ok('freeze' in json);
  });

  it('ends, and leaves nothing of it behind', async () => {
    const { status, json } = await praJson(
      ['unfreeze', '--live', uri(live), '--table', table],
      home,
    );
    assert.deepEqual([status, json['tokenHeld']], [0, true]);
    await connected(live, async (session) => {
      const left = await session.rows(`
        select tgname::text from pg_trigger where not tgisinternal
        union all select nspname::text from pg_namespace where nspname = 'pra'
        union all select proname::text from pg_proc
          where pronamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
            and proname <> 'close_all'`);
      assert.deepEqual(left, []);
    });
    const { json: after } = await praJson(['frozen', '--live', uri(live)], home);
    assert.deepEqual(after['frozen'], []);
  });
});

import assert from 'node:assert/strict';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { otherMajors } from '../../support/otherMajors';
import { connected, type TestServer, testServer, testServerOf } from '../../support/postgres';
import { praJson, uri } from './pra';

/** More rows than are read in the order of the key at once. */
const rows = 6000;

interface Kind {
  readonly table: string;
  readonly create: string;
  readonly words?: readonly string[];
}

const kinds: readonly Kind[] = [
  { table: 'by_uuid', create: 'create table by_uuid (k uuid primary key, n int, v text)' },
  { table: 'by_text', create: 'create table by_text (k text primary key, n int, v text)' },
  { table: 'by_two', create: 'create table by_two (k text, n int, v text, primary key (n, k))' },
  { table: 'keyless', create: 'create table keyless (k text, n int, v text)' },
  {
    table: 'parted',
    create: `create table parted (k text, n int, v text, primary key (k, n)) partition by hash (n);
             create table parted_0 partition of parted for values with (modulus 2, remainder 0);
             create table parted_1 partition of parted for values with (modulus 2, remainder 1)`,
  },
];

for (const major of [undefined, ...otherMajors]) {
  const named = major === undefined ? 'of this machine' : String(major);
  describe(`With a role that may only read, on PostgreSQL ${named}`, () => {
    let production: TestServer;
    let backup: ConnectionSettings;
    let live: ConnectionSettings;
    let reader: ConnectionSettings;

    before(async function () {
      const found = major === undefined ? await testServer() : await testServerOf(major);
      if (!found) {
        return this.skip();
      }
      production = found;
      await setAutovacuum('off');
      backup = await (await testServer()).createDatabase();
      live = await production.createDatabase();
      for (const side of [backup, live]) {
        await connected(side, async (session) => {
          for (const { table, create } of kinds) {
            await session.script(create);
            await session.query(
              `insert into ${table} select md5(i::text)::${table === 'by_uuid' ? 'uuid' : 'text'}, i, 'v'
                 from generate_series(1, ${rows}) i`,
            );
          }
        });
      }
      const role = await production.createRole(`reads_${major ?? 'own'}`, 'nosuperuser');
      await connected(live, async (session) => {
        for (const { table } of kinds) {
          await session.script(`delete from ${table} where n = 5;
            update ${table} set v = 'w' where n = 6; grant select on ${table} to ${role.user}`);
        }
        await session.script(`revoke all on schema public from public;
          grant usage on schema public to ${role.user};
          revoke temporary on database ${live.database} from public;
          alter role ${role.user} set default_transaction_read_only = on`);
      });
      reader = { ...role, database: live.database };
    });

    after(async () => setAutovacuum('on'));

    async function setAutovacuum(state: 'on' | 'off'): Promise<void> {
      await connected(production.superuser, async (session) => {
        await session.query(`alter system set autovacuum = ${state}`);
        await session.query('select pg_reload_conf()');
      });
    }

    async function nextTransaction(): Promise<string | null | undefined> {
      const [next] = await connected(live, (session) =>
        session.row(`select txid_snapshot_xmax(txid_current_snapshot())::text`),
      );
      return next;
    }

    for (const { table } of kinds) {
      it(`all of a comparison of ${table} is done, and nothing is written there`, async () => {
        const next = await nextTransaction();
        const words = ['compare', '--backup', uri(backup), '--live', uri(reader)];
        const { status, json, error, stderr } = await praJson([
          ...[...words, '--table', `public.${table}`, '--connections', '2'],
          ...(table === 'keyless' ? [] : ['--details']),
        ]);
        if (table === 'parted' && major === 12) {
          assert.match(error.message, /^reads_12 may not read all parts of public.parted on /);
          assert.match(
            String(error.hint),
            /grant select on public.parted_0, public.parted_1 to "reads_12"/,
          );
          return;
        }
        assert.equal(status, 0, stderr + JSON.stringify(error));
        const { missing, changed, extra } = json['rows'] as Readonly<Record<string, number>>;
        const expected = table === 'keyless' ? [2, 0, 1] : [1, 1, 0];
        assert.deepEqual([missing, changed, extra], expected);
        assert.equal(await nextTransaction(), next, 'A transaction wrote something.');
      });
    }
  });
}

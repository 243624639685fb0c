import assert from 'node:assert/strict';
import type { PlanOrigin } from '../../../src/core/correction/planFile';
import { inverse } from '../../../src/core/correction/undo';
import { correctionScript, undoScript } from '../../../src/core/sql/correctionScript';
import type { Session } from '../../../src/postgres/connection/session';
import { connected, testServer } from '../../support/postgres';
import {
  committing,
  damaged,
  heard,
  origin,
  readRows,
  refusedInBoth,
} from '../../support/scriptIncident';

type Damaged = Awaited<ReturnType<typeof damaged>>;

/** A table of three columns, of which one row was changed, one lost, one loaded; `more` is then added. */
async function incident(
  more: string,
  use: (session: Session, of: Damaged) => Promise<void>,
): Promise<void> {
  await connected(await (await testServer()).createDatabase(), async (session) => {
    const of = await damaged(session, {
      name: 't',
      create: `create table t (id int primary key, n int unique, touched text);
        create table seen_by_trigger (what text);
        insert into t select g, g * 10, 'before' from generate_series(1, 9) g`,
      damage:
        'update t set n = 99 where id = 1; delete from t where id = 2; insert into t values (20, 200)',
    });
    await session.query(more);
    await use(session, of);
  });
}

function trigger(when: string, body: string): string {
  return `create function f() returns trigger language plpgsql as $$ begin ${body} end $$;
    create trigger tr ${when} on t for each row execute function f()`;
}

function apply({ plan }: Damaged, about: PlanOrigin = origin): string {
  return committing(correctionScript(plan, about));
}

function undo({ plan }: Damaged, about: PlanOrigin = origin): string {
  return committing(undoScript(inverse(plan), about));
}

describe('correction.sql and the triggers of production', () => {
  for (const [kind, when] of [
    ['a trigger', 'after insert or update or delete'],
    ['a deferred trigger', 'after insert or update or delete'],
  ] as const) {
    const deferred = kind === 'a deferred trigger';
    const settings = `insert into seen_by_trigger select concat_ws('|', current_setting('DateStyle'), current_setting('IntervalStyle'),
      current_setting('TimeZone'), current_setting('extra_float_digits'), current_setting('bytea_output'), current_setting('xmlbinary'),
      current_setting('row_security'), current_setting('search_path')); return null;`;
    const create = deferred
      ? trigger(when, settings)
          .replace('create trigger', 'create constraint trigger')
          .replace('on t for', 'on t deferrable initially deferred for')
      : trigger(when, settings);

    it(`lets ${kind} see production’s own settings, not those it compares with`, () =>
      incident(create, async (session, of) => {
        await session.query(
          `set datestyle = 'SQL, DMY'; set intervalstyle = 'postgres'; set timezone = 'Europe/Paris'; set extra_float_digits = 0;
           set bytea_output = 'escape'; set xmlbinary = 'hex'; set search_path = 'public', 'pg_catalog'`,
        );
        await session.query(apply(of));
        assert.deepEqual(await session.rows('select distinct what from seen_by_trigger'), [
          ['SQL, DMY|postgres|Europe/Paris|0|escape|hex|on|public, pg_catalog'],
        ]);
      }));
  }

  for (const action of ['insert', 'update', 'delete']) {
    it(`is refused when a trigger swallows an ${action}`, () =>
      incident(trigger(`before ${action}`, 'return null;'), async (session, of) => {
        await refusedInBoth(
          session,
          (about) => apply(of, about),
          /Refused: rows \w+: 0; planned: 1\./,
        );
        assert.deepEqual(await readRows(session, of.live.table), of.live.rows);
      }));
  }

  it('is refused when a rule does something else instead', () =>
    incident('create rule r as on update to t do instead nothing', async (session, of) => {
      await refusedInBoth(session, (about) => apply(of, about), /rows updated: 0; planned: 1\./);
    }));

  it('is refused when a trigger puts a deleted row back', () =>
    incident(
      trigger('after delete', 'insert into t values (old.*); return null;'),
      async (session, of) => {
        await refusedInBoth(session, (about) => apply(of, about), /still there/);
      },
    ));

  it('warns when a trigger writes another column, and undo.sql can be told of it', () =>
    incident(
      trigger('before update', "new.touched = 'by trigger'; return new;"),
      async (session, of) => {
        const said = heard(session);
        await session.query(apply(of));
        assert.deepEqual(
          said.filter((line) => line.startsWith('WARNING')),
          [
            'WARNING: Column touched: rows that a trigger changed, too: 1, such as {"id": "1"}. The undo script must be told.',
          ],
        );
        await refusedInBoth(
          session,
          (about) => undo(of, about),
          /changed: 1, gone: 0, appeared: 0\./,
        );
        await session.query(undo(of).replace("not_compared = '{}'", "not_compared = '{touched}'"));
        const n = await session.rows('select id, n from t order by id');
        assert.deepEqual(
          n,
          of.live.rows.map(([id, value]) => [id, value]),
        );
      },
    ));

  it('warns when a trigger or the type alters what is corrected', () =>
    incident(
      trigger('before insert or update', 'new.n = new.n + 1; return new;'),
      async (session, of) => {
        const said = heard(session);
        await session.query(apply(of));
        assert.match(
          said.join('\n'),
          /WARNING: Column n: rows that do not hold the corrected value \(a trigger or the type altered it\): 2,/,
        );
      },
    ));

  it('says nothing when nothing was altered', () =>
    incident('', async (session, of) => {
      const said = heard(session);
      await session.query(apply(of));
      assert.deepEqual(said, [
        'NOTICE: Done: 1 inserted, 1 updated, 1 deleted. It lasts only if COMMIT follows.',
      ]);
    }));

  it('meets deferred constraints before the COMMIT', () =>
    incident(
      `create table parent (n int primary key); insert into parent select n from t;
       alter table t add foreign key (n) references parent deferrable initially deferred`,
      async (session, of) => {
        await assert.rejects(session.query(apply(of)), { sqlstate: '23503' });
        await session.query('rollback');
        assert.deepEqual(await readRows(session, of.live.table), of.live.rows);
      },
    ));

  for (const rule of ['cascade', 'set null', 'set default']) {
    it(`is refused when a delete would reach rows of another table (on delete ${rule})`, () =>
      incident(
        `create schema "o'ther"; create table "o'ther"."ki%d" ("t%n" int references t (n) on delete ${rule});
         insert into "o'ther"."ki%d" values (200), (200), (30)`,
        async (session, of) => {
          await refusedInBoth(
            session,
            (about) => apply(of, about),
            /delete or change others: 2 of "o'ther"\."ki%d"/,
          );
          await session.query(`delete from "o'ther"."ki%d" where "t%n" = 200`);
          await session.query(apply(of));
          assert.deepEqual(await readRows(session, of.live.table), of.backup.rows);
        },
      ));
  }

  for (const rule of ['set null', 'set default']) {
    it(`is refused when an update would take away what rows of another table refer to (on update ${rule})`, () =>
      incident(
        `create table kid (n int references t (n) on update ${rule});
         insert into kid values (99), (30)`,
        async (session, of) => {
          await refusedInBoth(
            session,
            (about) => apply(of, about),
            /delete or change others: 1 of kid/,
          );
          await session.query('delete from kid where n = 99');
          await session.query(apply(of));
          assert.deepEqual(await readRows(session, of.live.table), of.backup.rows);
        },
      ));
  }

  it('undo.sql is refused when an inserted row has got children since', () =>
    incident('', async (session, of) => {
      await session.query(apply(of));
      await session.query(
        'create table kid (t int references t on delete cascade); insert into kid values (2)',
      );
      await refusedInBoth(session, (about) => undo(of, about), /delete or change others: 1 of kid/);
    }));
});

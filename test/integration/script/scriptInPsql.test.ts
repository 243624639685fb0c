import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inverse } from '../../../src/core/correction/undo';
import { correctionScript, undoScript } from '../../../src/core/sql/correctionScript';
import type { Session } from '../../../src/postgres/connection/session';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { connected, testServer } from '../../support/postgres';
import { hasPsql, psql } from '../../support/psql';
import {
  committing,
  damaged,
  origin,
  planBetween,
  readers,
  readRows,
  readState,
} from '../../support/scriptIncident';

const nasty = [
  ...[
    'a\\b',
    "it's",
    '"',
    '$$',
    '$rows$',
    '$pra$',
    'l1\nl2',
    '\r\n',
    '\t',
    ':x',
    ":'x'",
    ':"x"',
    '\n\\! touch x',
    '\\.',
    '\\q',
  ],
  ...['--', '/*', ';', 'é€\u{1F600}', '\u2028', '\u0001', '', '`date`', '\\set x 1', 'E\\', "\\'"],
];

type Damaged = Awaited<ReturnType<typeof damaged>>;

async function incident(
  use: (session: Session, of: Damaged, database: ConnectionSettings) => Promise<void>,
): Promise<void> {
  const database = await (await testServer()).createDatabase();
  await connected(database, async (session) => {
    await session.query(
      'create table t (id int generated always as identity primary key, "n:x" text, other text)',
    );
    for (const text of nasty) {
      await session.query('insert into t ("n:x", other) values ($1, $2)', [text, null]);
    }
    const of = await damaged(session, {
      name: 't',
      create: 'select',
      damage: `delete from t where id % 3 = 0; update t set "n:x" = other, other = "n:x" where id % 3 = 1`,
    });
    await use(session, of, database);
  });
}

// psql is not a part of this tool: where there is none, nothing here can be tried.
const inPsql = ({ origin, drifted }: (typeof readers)[number]): void => {
  for (const options of [[], ['-v', 'ON_ERROR_STOP=1'], ['-1'], ['-v', 'AUTOCOMMIT=off']]) {
    const how = options.length === 0 ? 'as it comes' : `with ${options.join(' ')}`;

    it(`gives the rows of the plan, and undo.sql takes them back, ${how}`, () =>
      incident(async (session, { plan, backup, live }, database) => {
        const applied = await psql(database, committing(correctionScript(plan, origin)), options);
        assert.equal(applied.status, 0, applied.stderr);
        assert.deepEqual(await readRows(session, live.table), backup.rows);
        const undone = await psql(database, committing(undoScript(inverse(plan), origin)), options);
        assert.equal(undone.status, 0, undone.stderr);
        assert.deepEqual(await readRows(session, live.table), live.rows);
      }));

    it(`changes nothing when a row drifted, ${how}`, () =>
      incident(async (session, { plan, live }, database) => {
        await session.query("update t set other = 'drifted' where id = 1");
        const now = await readRows(session, live.table);
        const { stderr } = await psql(
          database,
          committing(correctionScript(plan, origin)),
          options,
        );
        assert.match(stderr, drifted);
        assert.deepEqual(await readRows(session, live.table), now);
      }));
  }

  for (const standard of ['on', 'off']) {
    it(`writes any text as it was, whatever variables psql has, standard_conforming_strings = ${standard}`, async () => {
      const database = await (await testServer()).createDatabase();
      await connected(database, async (session) => {
        await session.query(`
          alter database "${database.database}" set standard_conforming_strings = ${standard};
          create table t (k text primary key, v text)`);
        const empty = await readState(session, 'public', 't');
        const text = fc.string({ unit: fc.constantFrom(...nasty, 'x', ' '), maxLength: 12 });
        const rows = fc.uniqueArray(fc.tuple(text, text), { minLength: 1, selector: ([k]) => k });
        await fc.assert(
          fc.asyncProperty(rows, async (cells) => {
            const script = correctionScript(planBetween({ ...empty, rows: cells }, empty), origin);
            const { status, stderr } = await psql(database, committing(script), ['-v', 'x=wrong']);
            assert.equal(status, 0, stderr);
            const written = await readRows(session, empty.table);
            assert.deepEqual(new Map(written.map(([k, v]) => [k, v])), new Map(cells));
            await session.query('delete from t');
          }),
          { numRuns: 20 },
        );
      });
    });
  }

  it('is read right under standard_conforming_strings = off, too', () =>
    incident(async (session, { plan, backup, live }, database) => {
      await session.query(
        `alter database "${database.database}" set standard_conforming_strings = off`,
      );
      const { stderr } = await psql(database, committing(correctionScript(plan, origin)), []);
      assert.doesNotMatch(stderr, /ERROR|WARNING/);
      assert.deepEqual(await readRows(session, live.table), backup.rows);
    }));

  it('changes nothing in a session that may only read, and says so', () =>
    incident(async (session, { plan, live }, database) => {
      await session.query(
        `alter database "${database.database}" set default_transaction_read_only = on`,
      );
      const script = committing(correctionScript(plan, origin));
      const { status, stderr } = await psql(database, script, ['-v', 'ON_ERROR_STOP=1']);
      assert.match(stderr, /ERROR: .*read-only transaction/);
      assert.equal(status, 3);
      assert.deepEqual(await readRows(session, live.table), live.rows);
    }));
};

if (hasPsql) {
  for (const reader of readers) {
    describe(`correction.sql in ${reader.language}, in psql`, () => {
      inPsql(reader);
    });
  }
}

const ways = {
  'in one message': (script: string) => (session: Session) =>
    session.query(script).then(() => undefined),
  ...(hasPsql && {
    'in psql': (script: string) => async (_: Session, database: ConnectionSettings) => {
      const { status, stderr } = await psql(database, script, ['-v', 'ON_ERROR_STOP=1']);
      assert.equal(status, 0, stderr);
    },
  }),
};

describe('correction.sql of 50 000 rows', () => {
  for (const [way, running] of Object.entries(ways)) {
    it(`runs in seconds, ${way}`, async () => {
      const database = await (await testServer()).createDatabase();
      await connected(database, async (session) => {
        const { plan, backup, live } = await damaged(session, {
          name: 't',
          create: `create table t (id int generated by default as identity primary key, citoyen_id int not null, type_rdv varchar(64),
            date_rdv date, statut varchar(32), canal varchar(32), commentaire text, debut timestamp, fin timestamp, pointe boolean);
          insert into t select g, g % 100, 'PASSEPORT', date '2026-02-01' + g % 300, 'CONFIRME', 'INTERNET', 'un commentaire été ' || g, now(), now(), true
          from generate_series(1, 100000) g; analyze t`,
          damage:
            "delete from t where id % 4 = 0; update t set statut = 'ANNULE', date_rdv = date_rdv + 365 where id % 4 = 1",
        });
        assert.equal(plan.corrections.length, 50_000);
        const text = committing(correctionScript(plan, origin));
        assert.match(text, /pra\.rows_50 /);
        const run = running(text);
        const start = performance.now();
        await run(session, database);
        const seconds = (performance.now() - start) / 1000;
        console.log(`      ${(text.length / 1e6).toFixed(1)} MB, ${seconds.toFixed(1)} s`);
        assert.ok(seconds < 60);
        assert.deepEqual(await readRows(session, live.table), backup.rows);
      });
    });
  }
});

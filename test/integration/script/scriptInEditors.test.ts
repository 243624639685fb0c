import assert from 'node:assert/strict';
import { inverse } from '../../../src/core/correction/undo';
import { statementsOf } from '../../../src/core/scriptFile/statements';
import { correctionScript, undoScript } from '../../../src/core/sql/correctionScript';
import { usualBatch } from '../../../src/core/sql/scriptBatches';
import { sqlTokens } from '../../../src/core/sql/sqlTokens';
import type { Session } from '../../../src/postgres/connection/session';
import { connected, testServer } from '../../support/postgres';
import {
  committing,
  damaged,
  origin,
  readers,
  readRows,
  textOf,
} from '../../support/scriptIncident';

type Send = (session: Session, text: string) => Promise<void>;

/** How an editor sends a script; what is refused it shows, and goes on. */
interface Editor {
  readonly name: string;
  /** The texts that are sent one after the other. */
  readonly messages: (script: string) => readonly string[];
  readonly send: Send;
}

const simple: Send = async (session, text) => {
  await session.query(text);
};
const extended: Send = (session, text) => session.single(text, () => undefined);

function statements(script: string): readonly string[] {
  return [...statementsOf(sqlTokens(script, true))].map((tokens) => {
    const last = tokens.at(-1) ?? tokens[0];
    return script.slice(tokens[0].at, last.at + last.text.length);
  });
}

const editors: readonly Editor[] = [
  { name: 'in one message, as pgAdmin does', messages: (script) => [script], send: simple },
  { name: 'statement by statement, as SQLTools does', messages: statements, send: simple },
  {
    name: 'statement by statement by the extended protocol, as DBeaver does',
    messages: statements,
    send: extended,
  },
  {
    name: 'in one message within a transaction that pgAdmin has begun',
    messages: (script) => ['BEGIN', script],
    send: simple,
  },
  {
    name: 'statement by statement within a transaction that DBeaver has begun',
    messages: (script) => ['BEGIN', ...statements(script)],
    send: extended,
  },
];

async function run(
  session: Session,
  script: string,
  { messages, send }: Editor,
): Promise<readonly Error[]> {
  const refused: Error[] = [];
  for (const message of messages(script)) {
    await send(session, message).catch((error: unknown) => {
      refused.push(error as Error);
    });
  }
  return refused;
}

type Incident = Awaited<ReturnType<typeof damaged>>;

/** A table of which one row was changed, one lost and one loaded. */
async function incident(use: (session: Session, of: Incident) => Promise<void>): Promise<void> {
  await connected(await (await testServer()).createDatabase(), async (session) => {
    const of = await damaged(session, {
      name: 't',
      create: `create table t (id int primary key, "n;x" text);
        insert into t select g, 'a; b ''c'' $$ -- ' || g from generate_series(1, 9) g`,
      damage: `update t set "n;x" = null where id = 1; delete from t where id = 2; insert into t values (20, ';')`,
    });
    await use(session, of);
  });
}

/** Of what was not committed nothing is left. */
async function kept({ live }: Incident, session: Session): ReturnType<typeof readRows> {
  await session.query('rollback');
  return readRows(session, live.table);
}

for (const { origin, language, drifted } of readers) {
  describe(`correction.sql in ${language}, in the editors of a DBA`, () => {
    for (const editor of editors) {
      it(`gives the rows of the plan, and undo.sql takes them back, ${editor.name}`, () =>
        incident(async (session, of) => {
          const { plan, backup, live } = of;
          assert.deepEqual(
            await run(session, committing(correctionScript(plan, origin)), editor),
            [],
          );
          assert.deepEqual(await kept(of, session), backup.rows);
          const undo = committing(undoScript(inverse(plan), origin));
          assert.deepEqual(await run(session, undo, editor), []);
          assert.deepEqual(await kept(of, session), live.rows);
        }));

      it(`gives the rows of the plan, each in a batch of its own, ${editor.name}`, () =>
        incident(async (session, of) => {
          const { plan, backup, live } = of;
          const batch = { ...usualBatch, rows: 1 };
          const script = committing(correctionScript(plan, origin, batch));
          assert.match(script, /pra\.rows_3 /);
          assert.deepEqual(await run(session, script, editor), []);
          assert.deepEqual(await kept(of, session), backup.rows);
          const undo = committing(undoScript(inverse(plan), origin, plan, batch));
          assert.deepEqual(await run(session, undo, editor), []);
          assert.deepEqual(await kept(of, session), live.rows);
        }));

      it(`changes nothing as it stands, ${editor.name}`, () =>
        incident(async (session, of) => {
          const script = textOf(correctionScript(of.plan, origin));
          assert.deepEqual(await run(session, script, editor), []);
          assert.deepEqual(await readRows(session, of.live.table), of.live.rows);
        }));

      it(`changes nothing where a row drifted, though the editor goes on after the error, ${editor.name}`, () =>
        incident(async (session, of) => {
          await session.query(`update t set "n;x" = 'drifted' where id = 1`);
          const now = await readRows(session, of.live.table);
          const script = committing(correctionScript(of.plan, origin));
          const [refusal, ...others] = await run(session, script, editor);
          assert.match(refusal?.message ?? '', drifted);
          assert.deepEqual(others, []);
          assert.deepEqual(await kept(of, session), now);
        }));
    }
  });
}

describe('correction.sql refused in an editor', () => {
  it('leaves a session that sent it in one message in a transaction that only takes ROLLBACK', () =>
    incident(async (session, { plan }) => {
      await session.query('delete from t where id = 1');
      await assert.rejects(session.query(committing(correctionScript(plan, origin))), /Refused/);
      await assert.rejects(session.query('select 1'), { sqlstate: '25P02' });
      await session.query('rollback');
      await session.query('select 1');
    }));
});

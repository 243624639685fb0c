import assert from 'node:assert/strict';
import type { PlanOrigin } from '../../../src/core/correction/planFile';
import { correctionScript } from '../../../src/core/sql/correctionScript';
import { usualBatch } from '../../../src/core/sql/scriptBatches';
import type { Session } from '../../../src/postgres/connection/session';
import { connected, testServer } from '../../support/postgres';
import {
  committing,
  damaged,
  heard,
  origin,
  readRows,
  refusedInBoth,
  textOf,
} from '../../support/scriptIncident';

/** Seven rows to be corrected. */
async function incident(
  use: (session: Session, of: Awaited<ReturnType<typeof damaged>>) => Promise<void>,
): Promise<void> {
  await connected(await (await testServer()).createDatabase(), async (session) => {
    const of = await damaged(session, {
      name: 'rdv',
      create: `create table rdv (id int primary key, note text);
        insert into rdv select n, 'note ' || n from generate_series(1, 9) as n`,
      damage: 'delete from rdv where id < 4; update rdv set note = null where id < 8',
    });
    await use(session, of);
  });
}

describe('The rows of correction.sql, in batches', () => {
  for (const [what, run] of [
    ['the first', (batches: readonly string[]) => batches.slice(1)],
    ['one', (batches: readonly string[]) => batches.toSpliced(1, 1)],
    ['the last', (batches: readonly string[]) => batches.slice(0, -1)],
  ] as const) {
    it(`are refused where ${what} of them was not run`, () =>
      incident(async (session, { plan, live }) => {
        const partly = (about: PlanOrigin): string => {
          const whole = textOf(correctionScript(plan, about, { ...usualBatch, rows: 2 }));
          const batches = whole.match(/^SET LOCAL pra\.rows_[^]*?^\$rows\$;\n/gm) ?? [];
          assert.equal(batches.length, 4);
          return whole.replace(batches.join(''), run(batches).join(''));
        };
        await refusedInBoth(session, partly, /was cut/);
        assert.deepEqual(await readRows(session, live.table), live.rows);
      }));
  }

  it('are gone from the session once they are taken in, and after it', () =>
    incident(async (session, { plan }) => {
      const rows = (): Promise<unknown> =>
        session.row("select current_setting('pra.rows_1'), current_setting('pra.rows_2')");
      const batch = { ...usualBatch, rows: 4 };
      await session.query(
        textOf(correctionScript(plan, origin, batch)).replace(/^ROLLBACK;$/m, ''),
      );
      assert.deepEqual(await rows(), ['', '']);
      await session.query('commit');
      assert.deepEqual(await rows(), ['', '']);
    }));

  it('stay out of the log of a server that logs what is written', () =>
    incident(async (session, { plan }) => {
      const logged = heard(session);
      await session.query("set log_statement = 'mod'");
      await session.query('set client_min_messages = log');
      await session.query(committing(correctionScript(plan, origin)));
      assert.deepEqual(
        logged.filter((said) => said.startsWith('LOG')),
        [],
      );
      await session.query("update rdv set note = 'by hand' where id = 1");
      assert.match(logged.at(-1) ?? '', /^LOG: .*by hand/);
    }));
});

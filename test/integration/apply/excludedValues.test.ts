import assert from 'node:assert/strict';
import { violationSentences } from '../../../src/core/incident/rehearsal';
import { inverse } from '../../../src/core/correction/undo';
import { correctionScript, undoScript } from '../../../src/core/sql/correctionScript';
import { connected } from '../../support/postgres';
import { committing, origin, refusedInBoth } from '../../support/scriptIncident';
import {
  apply,
  refusedWith,
  rehearse,
  removeFolders,
  scene,
  type Scene,
  sql,
  tableDigest,
  undo,
} from './scene';

const table = 'metier.reservations';

/** Bookings 1 to 6 of an hour each, one after the other from 10 on. */
async function bookings(exclude: string, damage: string): Promise<Scene> {
  return scene({
    table,
    create: `
      create schema metier;
      create table ${table} (
        id int primary key, heures int4range, client text,
        constraint libre exclude using gist (heures with &&) ${exclude});
      insert into ${table} select n, int4range(9 + n, 10 + n), 'client ' || n from generate_series(1, 6) as n`,
    damage,
  });
}

/** Each overlaps the old hour of its own and of the next; the last first, as none may overlap. */
const shift = [6, 5, 4, 3, 2, 1]
  .map((n) => `update ${table} set heures = int4range(${n + 10}, ${n + 11}) where id = ${n}`)
  .join(';');

const swap = `
  update ${table} set heures = null where id = 1;
  update ${table} set heures = '[10,11)' where id = 2;
  update ${table} set heures = '[11,12)' where id = 1`;

async function assertGoesIn({ live, stored, ...rest }: Scene): Promise<void> {
  const hours = `select heures::text from ${table} order by id`;
  const backup = [10, 11, 12, 13, 14, 15].map((from) => [`[${from},${from + 1})`]);
  const damaged = await tableDigest(live, table);
  const incident = { live, stored, ...rest };
  assert.deepEqual((await rehearse(incident)).violations, []);
  assert.equal((await apply(incident)).outcome, 'applied');
  assert.deepEqual(await sql(live, hours), backup);
  assert.equal((await undo(incident)).outcome, 'undone');
  assert.equal(await tableDigest(live, table), damaged);
  await connected(live, (session) =>
    session.query(committing(correctionScript(stored.plan, origin))),
  );
  assert.deepEqual(await sql(live, hours), backup);
  await connected(live, (session) =>
    session.query(committing(undoScript(inverse(stored.plan), origin))),
  );
  assert.equal(await tableDigest(live, table), damaged);
}

describe('Rows that take of each other what an exclusion constraint holds apart', () => {
  after(removeFolders);

  it('go in one after the other where each takes what the next gives up', async () => {
    await assertGoesIn(await bookings('', shift));
  });

  it('go in one after the other where only some rows are held apart', async () => {
    await assertGoesIn(await bookings('where (client is not null)', shift));
  });

  it('go in one after the other where one of them holds nothing now', async () => {
    await assertGoesIn(
      await bookings(
        '',
        `update ${table} set heures = null where id = 1;
         update ${table} set heures = '[10,11)' where id = 2`,
      ),
    );
  });

  it('go in one after the other where several columns together are held apart', async () => {
    const incident = await scene({
      table,
      create: `
        create schema metier;
        create table ${table} (
          id int primary key, salles int4range, heures int4range,
          exclude using gist (salles with &&, heures with &&));
        insert into ${table} values (1, '[1,3)', '[10,11)'), (2, '[2,4)', '[11,12)'), (3, '[5,6)', '[10,12)')`,
      damage: `
        update ${table} set heures = '[12,13)' where id = 2;
        update ${table} set heures = '[11,12)' where id = 1;
        update ${table} set heures = '[13,14)' where id = 3`,
    });
    const damaged = await tableDigest(incident.live, table);
    assert.deepEqual((await rehearse(incident)).violations, []);
    assert.equal((await apply(incident)).outcome, 'applied');
    assert.deepEqual(await sql(incident.live, `select heures::text from ${table} order by id`), [
      ['[10,11)'],
      ['[11,12)'],
      ['[10,12)'],
    ]);
    assert.equal((await undo(incident)).outcome, 'undone');
    assert.equal(await tableDigest(incident.live, table), damaged);
  });

  it('exchange them where the constraint is deferrable', async () => {
    await assertGoesIn(await bookings('deferrable', swap));
  });

  it('are refused before anything is written where two exchange them', async () => {
    const incident = await bookings('', swap);
    const before = await tableDigest(incident.live, table);
    const { violations } = await rehearse(incident);
    assert.deepEqual(
      violations.map(({ constraint, sqlstate, key }) => [constraint, sqlstate, key]),
      [
        ['libre', '23P01', ['1']],
        ['libre', '23P01', ['2']],
      ],
    );
    assert.match(
      violationSentences(violations).join(' '),
      /^"libre" is checked row by row, .* by key 1, 2\.$/,
    );
    await assert.rejects(apply(incident), refusedWith('violation'));
    await connected(incident.live, (session) =>
      refusedInBoth(
        session,
        (about) => committing(correctionScript(incident.stored.plan, about)),
        /Refused: rows that take values which other rows hold: 2, such as \{"id": "1"\}/,
      ),
    );
    assert.equal(await tableDigest(incident.live, table), before);
  });

  for (const { count, violated } of [
    { count: 1_000, violated: 0 },
    { count: 1_001, violated: 20 },
  ]) {
    it(`are ${violated ? 'left to the server, which refuses them,' : 'ordered'} where they are ${count}`, async () => {
      const incident = await scene({
        table,
        create: `
          create schema metier;
          create table ${table} (id int primary key, heures int4range, exclude using gist (heures with &&));
          insert into ${table} select n, int4range(n, n + 1) from generate_series(1, ${count}) as n`,
        damage: `
          create table metier.plus_tot as select id, int4range(id - 1, id) as heures from ${table};
          delete from ${table};
          insert into ${table} select * from metier.plus_tot`,
      });
      const damaged = await tableDigest(incident.live, table);
      const { violations } = await rehearse(incident);
      assert.equal(violations.length, violated);
      if (violated) {
        await assert.rejects(apply(incident), refusedWith('violation'));
        assert.equal(await tableDigest(incident.live, table), damaged);
      } else {
        assert.equal((await apply(incident)).outcome, 'applied');
        assert.equal((await undo(incident)).outcome, 'undone');
        assert.equal(await tableDigest(incident.live, table), damaged);
      }
    });
  }
});

import assert from 'node:assert/strict';
import { correctionScript } from '../../../src/core/sql/correctionScript';
import { violationSentences } from '../../../src/core/incident/rehearsal';
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

interface Badges {
  /** What keeps the numbers unique. */
  readonly unique: string;
  readonly damage: string;
}

/** Badges 1 to 6 with the numbers a to f. */
async function badges({ unique, damage }: Badges): Promise<Scene> {
  return scene({
    table: 'metier.badges',
    create: `
      create schema metier;
      create table metier.badges (id int primary key, numero text, porteur text);
      ${unique};
      insert into metier.badges select n, chr(96 + n), 'porteur ' || n from generate_series(1, 6) as n`,
    damage,
  });
}

const constraint = (more = ''): string =>
  `alter table metier.badges add constraint numero_unique unique (numero) ${more}`;

/** Number a goes to badge 2 and b to badge 1. */
const swap = `
  update metier.badges set numero = null where id = 1;
  update metier.badges set numero = 'a', porteur = 'autre' where id = 2;
  update metier.badges set numero = 'b' where id = 1`;

/** Each badge has the number of the one before it; the first has a new one. */
const shift = `
  update metier.badges set numero = 'x' where id = 6;
  update metier.badges set numero = 'f' where id = 5;
  update metier.badges set numero = 'e', porteur = 'autre' where id = 4;
  update metier.badges set numero = 'd' where id = 3`;

/** The correction goes in by the tool and is undone to the byte; then it goes in by the script. */
async function assertGoesIn(incident: Scene): Promise<void> {
  const numbers = 'select numero from metier.badges order by id';
  const backup = [['a'], ['b'], ['c'], ['d'], ['e'], ['f']];
  const damaged = await tableDigest(incident.live, 'metier.badges');
  assert.equal((await apply(incident)).outcome, 'applied');
  assert.deepEqual(await sql(incident.live, numbers), backup);
  assert.equal((await undo(incident)).outcome, 'undone');
  assert.equal(await tableDigest(incident.live, 'metier.badges'), damaged);
  const script = committing(correctionScript(incident.stored.plan, origin));
  await connected(incident.live, (session) => session.query(script));
  assert.deepEqual(await sql(incident.live, numbers), backup);
}

describe('Rows that take unique values of each other', () => {
  after(removeFolders);

  it('are refused before anything is written where two exchange them, with what to do', async () => {
    for (const unique of [
      constraint(),
      'create unique index numero_unique on metier.badges (numero)',
    ]) {
      const incident = await badges({ unique, damage: swap });
      const before = await tableDigest(incident.live, 'metier.badges');
      const { violations } = await rehearse(incident);
      assert.deepEqual(violationSentences(violations), [
        '"numero_unique" is checked row by row, and these rows take each other\'s values: no order can write them. ' +
          'Give one of them a free value and compare again, or have the owner make the constraint DEFERRABLE.',
        'Refused: 2 of the planned rows, by key 1, 2.',
      ]);
      await assert.rejects(apply(incident), refusedWith('violation'));
      assert.equal(await tableDigest(incident.live, 'metier.badges'), before);
      await connected(incident.live, (session) =>
        refusedInBoth(
          session,
          (about) => committing(correctionScript(incident.stored.plan, about)),
          /Refused: rows that take values which other rows hold: 2, such as \{"id": "1"\}/,
        ),
      );
      assert.equal(await tableDigest(incident.live, 'metier.badges'), before);
    }
  });

  it('go in where one of the two was given a free value first, as is advised', async () => {
    const incident = await badges({
      unique: constraint(),
      damage: `${swap}; update metier.badges set numero = 'libre' where id = 1`,
    });
    await assertGoesIn(incident);
  });

  for (const when of ['deferrable initially immediate', 'deferrable initially deferred']) {
    it(`exchange them where the constraint is ${when}`, async () => {
      await assertGoesIn(await badges({ unique: constraint(when), damage: swap }));
    });
  }

  it('go in one after the other where each takes what the next gives up', async () => {
    await assertGoesIn(await badges({ unique: constraint(), damage: shift }));
  });

  it('go in one after the other where only some rows are held apart', async () => {
    const unique =
      'create unique index numero_unique on metier.badges (numero) where numero is not null';
    await assertGoesIn(await badges({ unique, damage: shift }));
  });

  it('go in where a deleted row gives the value up, and an inserted one takes another', async () => {
    await assertGoesIn(
      await badges({
        unique: constraint(),
        damage: `
          delete from metier.badges where id = 6;
          update metier.badges set numero = 'f' where id = 5;
          insert into metier.badges values (7, 'e', 'en trop')`,
      }),
    );
  });

  it('are refused where a row outside the plan holds the value', async () => {
    const incident = await badges({
      unique: constraint(),
      damage: `update metier.badges set numero = 'x' where id in (1)`,
    });
    await sql(incident.live, `insert into metier.badges values (8, 'a', 'depuis')`);
    const { violations } = await rehearse(incident);
    assert.deepEqual(
      violations.map(({ constraint: name, sqlstate, key }) => [name, sqlstate, key]),
      [['numero_unique', '23505', ['1']]],
    );
  });
});

import assert from 'node:assert/strict';
import { correctionScript, undoScript } from '../../../src/core/sql/correctionScript';
import { inverse } from '../../../src/core/correction/undo';
import { connected, testServerOf, type TestServer } from '../../support/postgres';
import { committing, origin } from '../../support/scriptIncident';
import {
  apply,
  prove,
  refusedWith,
  rehearse,
  removeFolders,
  scene,
  type Scene,
  type SceneSql,
  sql,
  tableDigest,
  undo,
} from './scene';

describe('Correcting what only PostgreSQL 18 has', () => {
  let server: TestServer;

  before(async function () {
    const found = await testServerOf(18);
    if (!found) {
      this.skip();
    }
    server = found;
  });

  after(removeFolders);

  it('leaves generated columns to the server, whether stored or virtual', async () => {
    await assertGoesIn({
      table: 'metier.factures',
      create: `
        create schema metier;
        create table metier.factures (
          id int primary key, net int not null,
          brut int generated always as (net * 2) stored,
          remise int generated always as (net / 10) virtual);
        insert into metier.factures (id, net) select n, n * 100 from generate_series(1, 9) n`,
      damage: `
        delete from metier.factures where id = 1;
        update metier.factures set net = net + 1 where id = 2;
        insert into metier.factures (id, net) values (10, 5)`,
    });
  });

  it('is not misled by a NOT NULL that the rows were never checked against', async () => {
    await assertGoesIn({
      table: 'metier.agents',
      create: `
        create schema metier;
        create table metier.agents (id int primary key, nom text, service text);
        insert into metier.agents select n, 'n' || n, nullif(n, 3)::text from generate_series(1, 9) n;
        alter table metier.agents add constraint service_connu not null service not valid`,
      damage: `
        update metier.agents set nom = 'faux' where id > 5;
        delete from metier.agents where id = 9`,
    });
  });

  it('gives back periods that may not overlap', async () => {
    await assertGoesIn({
      ...rooms,
      damage: `
        delete from metier.salles where id = 1;
        update metier.salles set periode = '[50,60)' where id = 2;
        insert into metier.salles values (9, '[2,3)', '[10,20)')`,
    });
  });

  it('gives back periods that were put off into one another', async () => {
    const later = (id: number): string =>
      `update metier.salles set periode = int4range(${id} * 5 + 2, ${id} * 5 + 7) where id = ${id}`;
    await assertGoesIn({ ...rooms, damage: [4, 3, 2, 1].map(later).join(';') });
  });

  it('overwrites no period that somebody has taken since, and hides no refusal', async () => {
    const taken = await scene(
      {
        ...rooms,
        damage: `
          delete from metier.salles where id = 1;
          update metier.salles set periode = '[50,60)' where id = 2`,
        afterwards: `insert into metier.salles values (8, '[1,2)', '[4,6)')`,
      },
      server,
    );
    const before = await tableDigest(taken.live, taken.table);
    const { violations } = await rehearse(taken);
    assert.deepEqual(
      violations.map(({ constraint, sqlstate, key }) => [constraint, sqlstate, key]),
      [['libre', '23P01', ['1']]],
    );
    await assert.rejects(apply(taken), refusedWith('violation'));
    await connected(taken.live, (session) =>
      assert.rejects(session.query(committing(correctionScript(taken.stored.plan, origin))), {
        message: /libre/,
      }),
    );
    assert.equal(await tableDigest(taken.live, taken.table), before);
  });

  it('goes by a key whose periods may not overlap', async () => {
    await assertGoesIn({
      table: 'metier.baux',
      create: `
        create schema metier;
        create table metier.baux (
          lieu int4range, periode int4range, locataire text, primary key (lieu, periode without overlaps));
        insert into metier.baux
        select int4range(n, n + 1), int4range(m * 10, m * 10 + 5), 'x' from generate_series(1, 3) n, generate_series(1, 4) m`,
      damage: `
        update metier.baux set locataire = 'faux' where lieu = '[1,2)';
        delete from metier.baux where periode = '[20,25)' and lieu <> '[1,2)';
        insert into metier.baux values ('[3,4)', '[16,18)', 'en trop')`,
    });
  });

  /** Rehearsed, applied, proved and undone to the byte, by the tool and by its scripts. */
  async function assertGoesIn(incident: SceneSql): Promise<void> {
    const { create, table } = incident;
    const undamaged = await server.createDatabase();
    await sql(undamaged, create);
    const backup = await tableDigest(undamaged, table);
    const made = await scene(incident, server);
    const damaged = await tableDigest(made.live, table);
    assert.deepEqual((await rehearse(made)).violations, []);
    assert.equal((await apply(made)).outcome, 'applied');
    assert.equal(await tableDigest(made.live, table), backup);
    const { selected } = await prove(made);
    assert.equal(selected.different, 0);
    assert.equal((await undo(made)).outcome, 'undone');
    assert.equal(await tableDigest(made.live, table), damaged);
    await runScripts(made, backup, damaged);
  }

  async function runScripts(
    { live, table, stored }: Scene,
    backup: string,
    damaged: string,
  ): Promise<void> {
    await sql(live, committing(correctionScript(stored.plan, origin)));
    assert.equal(await tableDigest(live, table), backup);
    await sql(live, committing(undoScript(inverse(stored.plan), origin)));
    assert.equal(await tableDigest(live, table), damaged);
  }
});

/** Who has a room, and when: each room for one at a time. */
const rooms = {
  table: 'metier.salles',
  create: `
    create schema metier;
    create table metier.salles (
      id int primary key, salle int4range, periode int4range,
      constraint libre unique (salle, periode without overlaps));
    insert into metier.salles select n, '[1,2)', int4range(n * 5, n * 5 + 5) from generate_series(1, 4) n`,
};

import assert from 'node:assert/strict';
import { foreseenSentences } from '../../../src/core/incident/foreseen';
import { RecoveryError } from '../../../src/core/errors';
import { foreseeRehearsal } from '../../../src/recovery/correct/rehearse';
import { quiet } from '../../support/postgres';
import {
  apply,
  correcting,
  rehearse,
  removeFolders,
  type Scene,
  scene,
  sql,
  tableDigest,
} from './scene';

/** Five rows; the plan updates one, inserts one and deletes one. */
async function published(key: string, afterwards: string): Promise<Scene> {
  return scene({
    table: 'metier.suivi',
    create: `
      create schema metier;
      create table metier.suivi (id int primary key, v text);
      insert into metier.suivi select n, 'x' from generate_series(1, 5) as n`,
    damage: `
      delete from metier.suivi where id = 1;
      update metier.suivi set v = 'y' where id = 2;
      insert into metier.suivi values (9, 'en trop')`,
    afterwards: `${key}; ${afterwards}`,
  });
}

const noIdentity = 'alter table metier.suivi replica identity nothing';

describe('A corrected table that is published', () => {
  after(removeFolders);

  it('is refused before the rehearsal where it has no replica identity, with what its owner can do', async () => {
    for (const [key, remedy] of [
      [noIdentity, 'DEFAULT'],
      [`${noIdentity}; alter table metier.suivi drop constraint suivi_pkey`, 'FULL'],
    ] as const) {
      const incident = await published(key, 'create publication abonnes for table metier.suivi');
      const before = await tableDigest(incident.live, 'metier.suivi');
      const refused = (error: unknown): true => {
        assert.ok(error instanceof RecoveryError);
        assert.equal(error.sqlstate, '55000');
        assert.match(
          error.message,
          /^metier\.suivi has no replica identity, and the publication abonnes carries/,
        );
        assert.ok(error.hint?.endsWith(`ALTER TABLE metier.suivi REPLICA IDENTITY ${remedy}.`));
        return true;
      };
      const steps = await correcting(incident);
      await assert.rejects(foreseeRehearsal(incident.stored, steps, quiet), refused);
      await assert.rejects(rehearse(incident), refused);
      await assert.rejects(apply(incident), refused);
      assert.equal(await tableDigest(incident.live, 'metier.suivi'), before);
      await sql(incident.live, `alter table metier.suivi replica identity ${remedy}`);
      assert.equal((await apply(incident)).outcome, 'applied');
    }
  });

  it('is refused inserts, too, which could not be taken back', async () => {
    const incident = await scene({
      table: 'metier.suivi',
      create: `
        create schema metier;
        create table metier.suivi (id int primary key, v text);
        insert into metier.suivi select n, 'x' from generate_series(1, 5) as n`,
      damage: 'delete from metier.suivi where id = 1',
      afterwards: `${noIdentity}; create publication abonnes for table metier.suivi`,
    });
    await assert.rejects(
      apply(incident),
      /carries its deletes: what is inserted could not be undone/,
    );
    assert.equal((await sql(incident.live, 'select from metier.suivi')).length, 4);
  });

  it('is said to be replicated, and by which publications', async () => {
    const incident = await published(
      '',
      `create publication tout for all tables; create publication inserts for table metier.suivi with (publish = 'insert')`,
    );
    const foreseen = await foreseeRehearsal(incident.stored, await correcting(incident), quiet);
    assert.equal(
      foreseenSentences(incident.stored.counts, foreseen).at(-1),
      'What is applied is replicated, by inserts, tout; a rehearsal is not.',
    );
  });

  it('goes in where no publication carries what is written', async () => {
    const incident = await published(
      noIdentity,
      `create publication inserts for table metier.suivi with (publish = 'insert')`,
    );
    assert.equal((await apply(incident)).outcome, 'applied');
  });

  it('is refused where one of its partitions has no replica identity', async () => {
    const incident = await scene({
      table: 'metier.parts',
      create: `
        create schema metier;
        create table metier.parts (id int primary key, v text) partition by list (id);
        create table metier.parts_1 partition of metier.parts for values in (1);
        create table metier.parts_2 partition of metier.parts for values in (2);
        insert into metier.parts values (1, 'x'), (2, 'x')`,
      damage: `update metier.parts set v = 'y'`,
      afterwards: `
        create publication abonnes for table metier.parts;
        alter table metier.parts_2 replica identity nothing`,
    });
    await assert.rejects(rehearse(incident), /metier\.parts_2 has no replica identity/);
  });
});

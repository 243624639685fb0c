import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { committing } from '../../support/scriptIncident';
import { apply, prove, refusedWith, removeFolders, sql, undo } from './scene';
import { replaced, rowsIn } from './wholeTable';

const cascades = 'on delete cascade';
const nulls = 'on delete set null';
const defaults = 'on delete set default';

/** One column under both; PostgreSQL follows the key first that was made first. */
function both(first: string, second: string, column = 'int default 1'): string {
  return `
    create table metier.liens (id int primary key, rdv ${column}, mot text);
    insert into metier.liens select n, 20 + n, 'lien ' || n from generate_series(1, 5) n;
    alter table metier.liens add constraint un foreign key (rdv) references metier.rdv ${first};
    alter table metier.liens add constraint deux foreign key (rdv) references metier.rdv ${second}`;
}

const overlapping = (first: string, second: string): string => `
  alter table metier.rdv add unique (id, nom);
  create table metier.liens (id int primary key, rdv int, nom text);
  insert into metier.liens select n, 20 + n, case when n > 2 then 'en trop' end from generate_series(1, 5) n;
  alter table metier.liens add foreign key ${first};
  alter table metier.liens add foreign key ${second}`;

const single = `(rdv) references metier.rdv ${cascades}`;
const composite = `(rdv, nom) references metier.rdv (id, nom) ${nulls}`;

const otherParent = `
  create table metier.lieux (id int primary key);
  insert into metier.lieux values (21), (22), (23), (24), (25);
  create table metier.liens (
    id int primary key,
    rdv int references metier.lieux ${nulls},
    constraint aussi foreign key (rdv) references metier.rdv ${cascades}
  );
  insert into metier.liens select n, 20 + n from generate_series(1, 5) n`;

describe('A column of a child under several foreign keys', () => {
  after(removeFolders);

  for (const [what, children] of [
    ['deleted, else set to null', both(cascades, nulls)],
    ['set to null, which spares it from being deleted', both(nulls, cascades)],
    ['set to its default, which spares it from being deleted', both(defaults, cascades)],
    ['deleted, else set to its default', both(cascades, defaults)],
    ['set to null, then there is no default to be set', both(nulls, defaults)],
    ['set to its default, then there is nothing to be set to null', both(defaults, nulls)],
    ['deleted twice', both(cascades, cascades)],
    ['deleted, else set to null with a further column', overlapping(single, composite)],
    ['set to null with a further column, else deleted', overlapping(composite, single)],
    ['to different parents', otherParent],
  ] as const) {
    it(`comes back to the byte: ${what}`, async () => {
      const incident = await replaced(children);
      const before = await rowsIn(incident, 'liens');
      assert.equal((await apply(incident)).outcome, 'applied');
      assert.notDeepEqual(await rowsIn(incident, 'liens'), before);
      const undone = await undo(incident);
      assert.deepEqual('notGivenBack' in undone && undone.notGivenBack, []);
      assert.deepEqual(await rowsIn(incident, 'liens'), before);
      assert.equal((await prove(incident)).undone?.proved, true);

      await apply(incident);
      const script = await readFile(path.join(incident.folder, 'undo.sql'), 'utf8');
      await sql(incident.live, committing([script]));
      assert.equal((await undo(incident)).outcome, 'undone');
      assert.deepEqual(await rowsIn(incident, 'liens'), before);
    });
  }

  it('is refused where a spared row was changed or deleted since', async () => {
    for (const since of [
      `update metier.liens set mot = '' where id = 2`,
      'update metier.liens set rdv = 1 where id = 2',
      'delete from metier.liens where id = 2',
    ]) {
      const incident = await replaced(both(nulls, cascades));
      await apply(incident);
      await sql(incident.live, since);
      const before = await rowsIn(incident, 'liens');
      await assert.rejects(undo(incident), refusedWith('row-drifted'));
      assert.deepEqual(await rowsIn(incident, 'liens'), before);
    }
  });

  it('is said not to come back where nothing else tells its rows apart', async () => {
    const keyed = both(defaults, cascades, 'int primary key default 1')
      .replace('id int primary key, ', '')
      .replace('select n, 20', 'select 20')
      .replace('5) n;', '5) n limit 1;');
    const incident = await replaced(keyed);
    await apply(incident);
    const undone = await undo(incident);
    assert.deepEqual('notGivenBack' in undone && undone.notGivenBack, [
      '1 row of metier.liens stays changed: what it referred to was deleted.',
      '1 row of metier.liens stays deleted: it went with deleted rows.',
    ]);
  });
});

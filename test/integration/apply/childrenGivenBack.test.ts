import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { connected, testServer } from '../../support/postgres';
import { apply, refusedWith, removeFolders, type Scene, sql, undo } from './scene';
import {
  byTwoKeys,
  cascading,
  partitioned,
  replaced,
  rowsIn,
  setDefault,
  setNull,
  withoutKey,
} from './wholeTable';

async function undone(incident: Scene): Promise<readonly string[]> {
  const result = await undo(incident);
  assert.equal(result.outcome, 'undone');
  return result.notGivenBack;
}

describe('What the deletes of a whole-table plan take along comes back by its undo', () => {
  after(removeFolders);

  for (const [what, children, table] of [
    ['rows deleted by cascade, of all kinds of values', cascading, 'pieces'],
    ['references set to null', setNull, 'notes'],
    ['references set to their default', setDefault, 'suites'],
    ['rows of a partitioned table', partitioned, 'jours'],
    ['rows reached by several foreign keys', byTwoKeys, 'liens'],
    ['deleted rows that nothing tells apart', withoutKey, 'lignes'],
  ] as const) {
    it(`to the byte, as often as it is applied: ${what}`, async () => {
      const incident = await replaced(children);
      const before = await rowsIn(incident, table);
      for (let time = 1; time <= 2; time += 1) {
        assert.equal((await apply(incident)).outcome, 'applied');
        assert.notDeepEqual(await rowsIn(incident, table), before);
        assert.deepEqual(await undone(incident), []);
        assert.deepEqual(await rowsIn(incident, table), before);
      }
    });
  }

  it('to the byte where they refer to each other', async () => {
    const incident = await replaced(`
      create table metier.lignes (id int primary key, rdv int references metier.rdv on delete cascade);
      create table metier.dossiers (id int primary key, rdv int references metier.rdv on delete cascade);
      alter table metier.lignes add dossier int references metier.dossiers;
      insert into metier.dossiers select n, 20 + n from generate_series(1, 5) n;
      insert into metier.lignes select n, 20 + n, n from generate_series(1, 5) n`);
    const before = await rowsIn(incident, 'lignes', 'dossiers');
    assert.equal((await apply(incident)).outcome, 'applied');
    assert.deepEqual(await undone(incident), []);
    assert.deepEqual(await rowsIn(incident, 'lignes', 'dossiers'), before);
  });

  it('but for references of rows that nothing tells apart, which is said', async () => {
    const incident = await replaced(`
      create table metier.avis (rdv int references metier.rdv on delete set null);
      insert into metier.avis values (21), (22)`);
    await apply(incident);
    assert.deepEqual(await undone(incident), [
      '2 rows of metier.avis stay changed: what they referred to was deleted.',
    ]);
  });

  it('but for rows that this role may not put back, which is said', async () => {
    const incident = await replaced(cascading);
    const role = await (await testServer()).createRole('reprise', '');
    await connected(incident.live, (session) =>
      session.script(`
        grant usage on schema metier to reprise;
        grant select, insert, update, delete on metier.rdv to reprise;
        grant select on metier.pieces to reprise`),
    );
    const { user, password } = role;
    const asRole = { ...incident, live: { ...incident.live, user, password } };
    assert.equal((await apply(asRole)).outcome, 'applied');
    assert.deepEqual(await undone(asRole), [
      '13 rows of metier.pieces stay deleted: they went with deleted rows.',
    ]);
  });

  for (const [what, code, children, since, ...tables] of [
    [
      'a key of theirs is taken',
      'row-drifted',
      cascading,
      `insert into metier.pieces (id, rdv) overriding system value values (1, 1)`,
      'pieces',
    ],
    [
      'a row was changed since',
      'row-drifted',
      setNull,
      `update metier.notes set mot = 'autre' where id = 2`,
      'notes',
    ],
    [
      'a row refers to another since',
      'row-drifted',
      setNull,
      `update metier.notes set rdv = 1 where id = 2`,
      'notes',
    ],
    [
      'a row was deleted since',
      'row-drifted',
      setDefault,
      `delete from metier.suites where id = md5('2')::uuid`,
      'suites',
    ],
    [
      'their table has other columns',
      'structure-differs',
      setNull,
      `alter table metier.notes add autre int`,
      'notes',
    ],
    ['their table is gone', 'structure-differs', cascading, `drop table metier.pieces`],
  ] as const) {
    it(`is refused, and nothing is written, where ${what}`, async () => {
      const incident = await replaced(children);
      await apply(incident);
      await sql(incident.live, since);
      const before = await rowsIn(incident, ...tables);
      await assert.rejects(undo(incident), refusedWith(code));
      assert.deepEqual(await rowsIn(incident, ...tables), before);
    });
  }

  it('is refused where they are not on disk any more', async () => {
    const incident = await replaced(cascading);
    await apply(incident);
    await rm(path.join(incident.folder, 'rows', 'children-before.jsonl'));
    await assert.rejects(undo(incident), refusedWith('incident-unreadable'));
  });

  it('says which rows triggers rewrote as they came back', async () => {
    const incident = await replaced(setNull);
    await apply(incident);
    await sql(
      incident.live,
      `create function metier.signer() returns trigger language plpgsql as
        $$ begin new.mot := 'signé'; return new; end $$;
      create trigger signer before update on metier.notes for each row execute function metier.signer()`,
    );
    assert.deepEqual(await undone(incident), [
      'What "signer of metier.notes" wrote elsewhere when the rows were written stays.',
      '5 rows of metier.notes came back otherwise than they were: triggers rewrote them.',
    ]);
  });
});

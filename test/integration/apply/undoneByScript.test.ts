import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { hasPsql, psql } from '../../support/psql';
import { committing } from '../../support/scriptIncident';
import { apply, prove, refusedWith, removeFolders, type Scene, sql, undo } from './scene';
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

/** Applied by the tool, and its rows given back by undo.sql: in psql, where there is one. */
async function undoneByScript(children: string, since?: string): Promise<Scene> {
  const incident = await replaced(children);
  await apply(incident);
  await runUndoScript(incident);
  if (since !== undefined) {
    await sql(incident.live, since);
  }
  return incident;
}

async function runUndoScript({ live, folder }: Scene): Promise<void> {
  const script = committing([await readFile(path.join(folder, 'undo.sql'), 'utf8')]);
  if (hasPsql) {
    const { status, stderr } = await psql(live, script, ['-v', 'ON_ERROR_STOP=1']);
    assert.equal(status, 0, stderr);
  } else {
    await sql(live, script);
  }
}

describe('An undo that finds its rows given back by undo.sql', () => {
  after(removeFolders);

  for (const [what, children, table, rows] of [
    ['rows deleted by cascade, of all kinds of values', cascading, 'pieces', 13],
    ['references set to null', setNull, 'notes', 5],
    ['references set to their default', setDefault, 'suites', 5],
    ['rows of a partitioned table', partitioned, 'jours', 20],
    ['rows reached by several foreign keys', byTwoKeys, 'liens', 5],
    ['deleted rows that nothing tells apart', withoutKey, 'lignes', 2],
  ] as const) {
    it(`gives back to the byte what that left: ${what}`, async () => {
      const incident = await replaced(children);
      const before = await rowsIn(incident, table);
      for (let time = 1; time <= 2; time += 1) {
        assert.equal((await apply(incident)).outcome, 'applied');
        await runUndoScript(incident);
        assert.notDeepEqual(await rowsIn(incident, table), before);
        const undone = await undo(incident);
        assert.ok(undone.outcome === 'undone');
        assert.deepEqual(undone.written, { insert: 0, update: 0, delete: 0 });
        assert.deepEqual(undone.notGivenBack, []);
        assert.equal(
          undone.givenBack.reduce((sum, each) => sum + each.rows, 0),
          rows,
        );
        assert.deepEqual(await rowsIn(incident, table), before);
        assert.equal((await prove(incident)).undone?.proved, true);
        assert.equal((await undo(incident)).outcome, 'already-undone');
      }
    });
  }

  it('gives back only those that are not there already', async () => {
    const incident = await replaced(cascading);
    const before = await rowsIn(incident, 'pieces');
    await sql(
      incident.live,
      'create table metier.gardees as select * from metier.pieces where id < 4',
    );
    await apply(incident);
    await runUndoScript(incident);
    await sql(
      incident.live,
      `insert into metier.pieces (id, rdv, fiche, brut, vu, duree, octets, noms, ou, prix, reel, solde, classe)
       overriding system value
       select id, rdv, fiche, brut, vu, duree, octets, noms, ou, prix, reel, solde, classe from metier.gardees;
       insert into metier.pieces (rdv) values (1)`,
    );
    const undone = await undo(incident);
    assert.deepEqual('givenBack' in undone && undone.givenBack.map(({ rows }) => rows), [10]);
    await sql(incident.live, 'delete from metier.pieces where id > 14');
    assert.deepEqual(await rowsIn(incident, 'pieces'), before);
  });

  it('writes nothing where all are there already', async () => {
    const incident = await undoneByScript(setNull, 'update metier.notes set rdv = 20 + id');
    const before = await rowsIn(incident, 'notes');
    assert.equal((await undo(incident)).outcome, 'already-undone');
    assert.deepEqual(await rowsIn(incident, 'notes'), before);
  });

  for (const [what, children, since, table] of [
    [
      'a row is there, but not as it was',
      cascading,
      'insert into metier.pieces (id, rdv) overriding system value values (1, 21)',
      'pieces',
    ],
    ['a row refers to another', setNull, 'update metier.notes set rdv = 1 where id = 2', 'notes'],
    ['a row was changed', setNull, `update metier.notes set mot = '' where id = 2`, 'notes'],
    ['a row was deleted', setDefault, `delete from metier.suites where rdv = 1`, 'suites'],
    [
      'some of those that nothing tells apart are there',
      withoutKey,
      `insert into metier.lignes values (21, 'deux fois')`,
      'lignes',
    ],
    [
      'one that nothing tells apart may have been changed',
      withoutKey,
      `insert into metier.lignes values (21, 'trois fois')`,
      'lignes',
    ],
  ] as const) {
    it(`refuses, and writes nothing, where ${what}`, async () => {
      const incident = await undoneByScript(children, since);
      const before = await rowsIn(incident, table);
      await assert.rejects(undo(incident), refusedWith('row-drifted'));
      assert.deepEqual(await rowsIn(incident, table), before);
    });
  }

  it('counts nothing of what does not change', async () => {
    const incident = await undoneByScript(
      withoutKey,
      `insert into metier.lignes values (1, 'autre')`,
    );
    assert.equal((await undo(incident)).outcome, 'undone');
    assert.deepEqual(await sql(incident.live, 'select rdv from metier.lignes order by 1'), [
      ['1'],
      ['21'],
      ['21'],
    ]);
  });
});

import assert from 'node:assert/strict';
import { correctionScript } from '../../../src/core/sql/correctionScript';
import type { UndoProof } from '../../../src/recovery/correct/proveUndo';
import { undoProofTexts } from '../../../src/recovery/correct/undoProofTexts';
import { committing } from '../../support/scriptIncident';
import {
  appointments,
  apply,
  prove,
  refusedWith,
  removeFolders,
  type Scene,
  scene,
  sql,
  undo,
} from './scene';
import { cascading, replaced, setNull, withoutKey } from './wholeTable';

const signing = `
  create function metier.signer() returns trigger language plpgsql as
    $$ begin new.mot := 'signé'; return new; end $$;
  create trigger signer before update on metier.notes for each row execute function metier.signer()`;

/** Its rows with what went along, applied and taken back; then `since` happens. */
async function takenBack(children: string, since?: string): Promise<Scene> {
  const incident = await replaced(children);
  await apply(incident);
  assert.equal((await undo(incident)).outcome, 'undone');
  if (since !== undefined) {
    await sql(incident.live, since);
  }
  return incident;
}

async function proofOf(incident: Scene): Promise<UndoProof> {
  const { undone, proved } = await prove(incident);
  assert.equal(proved, false, 'the correction is not there');
  assert.ok(undone);
  return undone;
}

function pieces(figures: object): object {
  const none = { equal: 0, missing: 0, changedByOthers: 0, otherwise: 0 };
  return { child: { schema: 'metier', name: 'pieces' }, rows: 13, ...none, ...figures };
}

describe('The proof of an undo', () => {
  after(removeFolders);

  it('is that every planned row is as before, and every row of other tables as it was kept', async () => {
    const proof = await proofOf(await takenBack(cascading));
    assert.deepEqual(proof, {
      proved: true,
      rows: { equal: 6, rewritten: 0, different: 0 },
      unselected: { writtenByUs: 0, changedByOthers: 0 },
      children: [pieces({ equal: 13 })],
      notGivenBack: [],
    });
    assert.deepEqual(undoProofTexts(proof), [
      'Proved: taken back, all 6 planned rows as before the correction; no other row was written; 0 other rows changed by others since the comparison.',
      '13 rows of metier.pieces were given back: each is as it was.',
    ]);
  });

  it('is none where one is missing and others changed one, which is counted apart', async () => {
    const since = `delete from metier.pieces where id = 1; update metier.pieces set reel = 1 where id in (2, 3)`;
    const proof = await proofOf(await takenBack(cascading, since));
    assert.equal(proof.proved, false);
    assert.deepEqual(proof.children, [pieces({ equal: 10, missing: 1, changedByOthers: 2 })]);
    assert.deepEqual(undoProofTexts(proof), [
      'Not proved: of 6 planned rows taken back, 0 not as before the correction; 0 rows outside the plan written.',
      'Of 13 rows of metier.pieces that were given back, as they were: 10; missing: 1; changed by others since: 2; otherwise: 0.',
    ]);
  });

  it('counts references that were given back, and those that others have changed since', async () => {
    const incident = await takenBack(setNull);
    const child = { schema: 'metier', name: 'notes' };
    const none = { missing: 0, changedByOthers: 0, otherwise: 0 };
    assert.deepEqual((await proofOf(incident)).children, [{ child, rows: 5, equal: 5, ...none }]);
    await sql(incident.live, `update metier.notes set rdv = 1 where id = 2`);
    const { proved, children } = await proofOf(incident);
    assert.equal(proved, false);
    assert.deepEqual(children, [{ child, rows: 5, ...none, equal: 4, changedByOthers: 1 }]);
  });

  it('is no proof where triggers rewrote rows as they came back', async () => {
    const incident = await replaced(setNull);
    await apply(incident);
    await sql(incident.live, signing);
    await undo(incident);
    const { proved, children } = await proofOf(incident);
    assert.equal(proved, false);
    assert.deepEqual(
      children.map(({ equal, otherwise, changedByOthers }) => [equal, otherwise, changedByOthers]),
      [[0, 5, 0]],
    );
  });

  it('says which planned rows are as before but for columns that triggers wrote', async () => {
    const incident = await scene({
      ...appointments,
      create: `${appointments.create}; alter table metier.rdv add modifie_le timestamptz`,
      afterwards: `
        create function metier.dater() returns trigger language plpgsql as
          $$ begin new.modifie_le := clock_timestamp(); return new; end $$;
        create trigger dater before update on metier.rdv for each row execute function metier.dater()`,
    });
    await apply(incident);
    await undo(incident);
    const proof = await proofOf(incident);
    assert.deepEqual(
      [proof.proved, proof.rows],
      [true, { equal: 15, rewritten: 20, different: 0 }],
    );
    const [first, second] = undoProofTexts(proof);
    assert.match(first, /all 35 planned rows as before the correction, but for columns that/);
    assert.equal(second, 'In 20 planned rows triggers or types of production wrote columns anew.');
  });

  it('counts rows that nothing tells apart as often as they were', async () => {
    const incident = await takenBack(withoutKey);
    assert.equal((await proofOf(incident)).proved, true);
    await sql(
      incident.live,
      `delete from metier.lignes where ctid in (select min(ctid) from metier.lignes)`,
    );
    const { proved, children } = await proofOf(incident);
    assert.equal(proved, false);
    assert.deepEqual(
      children.map(({ equal, missing }) => [equal, missing]),
      [[1, 1]],
    );
  });

  it('names what no undo gives back', async () => {
    const incident = await takenBack(`
      create table metier.avis (rdv int references metier.rdv on delete set null);
      insert into metier.avis values (21), (22)`);
    const { proved, children, notGivenBack } = await proofOf(incident);
    assert.deepEqual([proved, children], [true, []]);
    assert.deepEqual(notGivenBack, [
      '2 rows of metier.avis stay changed: what they referred to was deleted.',
    ]);
  });

  it('is refused where their table is another', async () => {
    const incident = await takenBack(setNull, `alter table metier.notes add autre int`);
    await assert.rejects(prove(incident), refusedWith('structure-differs'));
  });

  it('is made without any children, in batches too, and again where others changed a row', async () => {
    const incident = await scene(appointments);
    await apply(incident, { batchRows: 10 });
    await undo(incident);
    const { proved, rows, children } = await proofOf(incident);
    assert.deepEqual(
      [proved, rows, children],
      [true, { equal: 35, rewritten: 0, different: 0 }, []],
    );
    await sql(incident.live, `update metier.rdv set statut = 'AUTRE' where id in (30, 60)`);
    const since = await proofOf(incident);
    assert.deepEqual(
      [since.proved, since.rows, since.unselected],
      [false, { equal: 34, rewritten: 0, different: 1 }, { writtenByUs: 0, changedByOthers: 1 }],
    );
  });

  it('is none where the correction was applied again, by its script or by the tool', async () => {
    const incident = await scene(appointments);
    await apply(incident);
    await undo(incident);
    const { plan, origin } = incident.stored;
    await sql(incident.live, committing(correctionScript(plan, origin)));
    const { proved, undone } = await prove(incident);
    assert.deepEqual([proved, undone], [true, undefined]);
    await undo(incident);
    await apply(incident);
    assert.equal((await prove(incident)).undone, undefined);
  });
});

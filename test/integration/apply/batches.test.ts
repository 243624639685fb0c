import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { confirmPlan } from '../../../src/core/correction/confirmation';
import { DriftedRowsError, ViolationError } from '../../../src/core/correction/refusal';
import { PostgresCorrectionTarget } from '../../../src/postgres/correction/target';
import { applyCorrection } from '../../../src/recovery/correct/applyCorrection';
import type { ApplyResult } from '../../../src/recovery/correct/results';
import { undoCorrection } from '../../../src/recovery/correct/undoCorrection';
import type { UndoResult } from '../../../src/recovery/correct/results';
import { factsOf } from '../../../src/engine/reviewing';
import { standingOf } from '../../../src/core/incident/standing';
import { IncidentFolder } from '../../../src/files/incidentFolder';
import { quiet } from '../../support/postgres';
import {
  appointments,
  apply,
  correcting,
  prove,
  rehearse,
  removeFolders,
  type Scene,
  scene,
  shortPatience,
  sql,
  tableDigest,
  undo,
} from './scene';

// The plan of `appointments`: 5 deletes, 20 updates, 10 inserts.
const table = 'metier.rdv';

describe('a correction in batches', () => {
  after(removeFolders);

  it('is written in as many transactions as asked for, proved, and undone to the byte', async () => {
    const incident = await scene(appointments);
    const damaged = await tableDigest(incident.live, table);
    const result = await apply(incident, { batchRows: 10 });
    assert.equal(result.outcome, 'applied');
    assert.deepEqual('written' in result && result.written, { insert: 10, update: 20, delete: 5 });
    // Of the first only the updates are still to be seen.
    assert.deepEqual(await transactions(incident), [['5'], ['10'], ['10'], ['5']]);
    const { proved, selected, left } = await prove(incident);
    assert.deepEqual(
      { proved, selected, left },
      {
        ...{ proved: true, selected: { equal: 35, different: 0 }, left: 0 },
      },
    );
    assert.equal((await apply(incident, { batchRows: 10 })).outcome, 'already-applied');
    assert.equal((await apply(incident)).outcome, 'already-applied');
    const undone = await undo(incident);
    assert.equal(undone.outcome, 'undone');
    assert.deepEqual('written' in undone && undone.written, { insert: 5, update: 20, delete: 10 });
    assert.equal(await tableDigest(incident.live, table), damaged);
    assert.equal((await undo(incident)).outcome, 'already-undone');
    assert.equal((await apply(incident)).outcome, 'applied');
    assert.ok((await prove(incident)).proved);
  });

  it('moves the sequence past what was inserted, and undo names it once', async () => {
    const incident = await scene({
      ...appointments,
      damage: `delete from metier.rdv where id > 90;
        alter table metier.rdv alter column id restart with 50`,
    });
    const result = await apply(incident, { batchRows: 4 });
    assert.ok('sequences' in result && result.sequences.length > 0);
    assert.deepEqual(await sql(incident.live, `select nextval('metier.rdv_id_seq')`), [['101']]);
    const undone = await undo(incident);
    assert.ok('notGivenBack' in undone);
    assert.deepEqual(undone.notGivenBack, ['Sequence metier.rdv_id_seq stays at 100; it was 50.']);
  });

  it('writes nothing where a row drifted before the first', async () => {
    const incident = await scene({
      ...appointments,
      afterwards: `update metier.rdv set prix = 0 where id = 49`,
    });
    const before = await tableDigest(incident.live, table);
    await assert.rejects(apply(incident, { batchRows: 10 }), DriftedRowsError);
    assert.equal(await tableDigest(incident.live, table), before);
    assert.equal(await standing(incident), 'opened');
  });

  it('checks the last row before the first is written, though a rehearsal vouches for all', async () => {
    const incident = await scene(appointments);
    await rehearse(incident);
    await sql(incident.live, 'insert into metier.rdv (id, nom) values (19, $$une autre$$)');
    const before = await tableDigest(incident.live, table);
    await assert.rejects(apply(incident, { batchRows: 10 }), DriftedRowsError);
    assert.equal(await tableDigest(incident.live, table), before);
  });

  it('that meets a changed row is partly applied: counts are exact, and what is left can be written later', async () => {
    const incident = await scene(appointments);
    // Updated in the third batch: 5 deletes and 5 updates in the first, 10 updates in the second.
    const result = await applyWith(incident, {
      ...{ batchRows: 10, before: 3, change: 'update metier.rdv set prix = 0 where id = 47' },
    });
    assert.ok(result.outcome === 'partly-applied');
    const { done, left, written, why } = result;
    assert.deepEqual(done, { insert: 0, update: 15, delete: 5 });
    assert.deepEqual(written, done);
    assert.deepEqual(left, { insert: 10, update: 5, delete: 0 });
    assert.ok(why instanceof DriftedRowsError);
    assert.deepEqual(why.drifted, [{ key: ['47'], found: 'changed' }]);
    const proof = await prove(incident);
    assert.deepEqual(
      [proof.proved, proof.selected, proof.left],
      [...[false, { equal: 20, different: 0 }, 15]],
    );
    const again = await apply(incident, { batchRows: 10 });
    assert.ok(again.outcome === 'partly-applied');
    assert.deepEqual(again.written, { insert: 0, update: 0, delete: 0 });
    await sql(incident.live, 'update metier.rdv set prix = 47 * 1.1 where id = 47');
    const rest = await apply(incident, { batchRows: 6 });
    assert.equal(rest.outcome, 'applied');
    assert.deepEqual('written' in rest && rest.written, left);
    assert.ok((await prove(incident)).proved);
  });

  it('that is partly applied is undone to the byte, by the tool or by undo.sql', async () => {
    for (const way of ['tool', 'script']) {
      const incident = await scene(appointments);
      const damaged = await tableDigest(incident.live, table);
      const result = await applyWith(incident, {
        ...{ batchRows: 10, before: 3, change: 'update metier.rdv set prix = 0 where id = 47' },
      });
      assert.equal(result.outcome, 'partly-applied');
      await sql(incident.live, 'update metier.rdv set prix = 47 * 1.1 where id = 47');
      if (way === 'tool') {
        const undone = await undo(incident);
        assert.ok(undone.outcome === 'undone');
        assert.deepEqual(undone.written, { insert: 5, update: 15, delete: 0 });
      } else {
        const script = await readFile(join(incident.folder, 'undo.sql'), 'utf8');
        await sql(incident.live, script.replace(/^ROLLBACK;$/m, 'COMMIT;'));
        assert.equal((await undo(incident)).outcome, 'already-undone');
      }
      assert.equal(await tableDigest(incident.live, table), damaged);
      assert.equal((await apply(incident, { batchRows: 12 })).outcome, 'applied');
      assert.ok((await prove(incident)).proved);
      assert.equal((await undo(incident)).outcome, 'undone');
      assert.equal(await tableDigest(incident.live, table), damaged);
    }
  });

  it('is taken back only as far as nobody changed it, and the rest later', async () => {
    const incident = await scene(appointments);
    const damaged = await tableDigest(incident.live, table);
    await apply(incident, { batchRows: 10 });
    const partly = await undoWith(incident, {
      ...{ before: 3, change: `update metier.rdv set statut = 'AUTRE' where id = 31` },
    });
    assert.ok(partly.outcome === 'partly-undone');
    assert.deepEqual(partly.left, { insert: 0, update: 5, delete: 5 });
    assert.deepEqual(partly.written, { insert: 0, update: 15, delete: 10 });
    await assert.rejects(undo(incident), DriftedRowsError);
    await sql(incident.live, `update metier.rdv set statut = 'CONFIRME' where id = 31`);
    assert.equal((await undo(incident)).outcome, 'undone');
    assert.equal(await tableDigest(incident.live, table), damaged);
  });

  it('that is partly taken back is applied again as a whole', async () => {
    const incident = await scene(appointments);
    await apply(incident, { batchRows: 10 });
    const corrected = await tableDigest(incident.live, table);
    const change = `update metier.rdv set statut = 'AUTRE' where id = 31`;
    assert.equal((await undoWith(incident, { before: 3, change })).outcome, 'partly-undone');
    await sql(incident.live, `update metier.rdv set statut = 'CONFIRME' where id = 31`);
    assert.equal((await apply(incident, { batchRows: 7 })).outcome, 'applied');
    assert.equal(await tableDigest(incident.live, table), corrected);
  });

  it('writes parents before their children, and takes children back before their parents', async () => {
    const incident = await scene({
      table: 'metier.fil',
      create: `
        create schema metier;
        create table metier.fil (id int primary key, parent int references metier.fil, texte text);
        insert into metier.fil values (40, null, 'racine'), (1, 40, 'a'), (39, 1, 'b'), (2, 39, 'c');
        insert into metier.fil values (50, null, 'x'), (51, 50, 'y');
        update metier.fil set parent = 51 where id = 50;
        insert into metier.fil values (3, 50, 'z'), (60, null, 'seule')`,
      damage: `
        update metier.fil set parent = null;
        delete from metier.fil where id <> 60;
        insert into metier.fil values (72, 60, 'trop'), (71, 72, 'trop'), (73, 71, 'trop')`,
    });
    const damaged = await tableDigest(incident.live, 'metier.fil');
    const result = await apply(incident, { batchRows: 1 });
    assert.equal(result.outcome, 'applied');
    assert.ok((await prove(incident)).proved);
    assert.equal((await undo(incident)).outcome, 'undone');
    assert.equal(await tableDigest(incident.live, 'metier.fil'), damaged);
  });

  it('across whose batches unique values are swapped is refused by PostgreSQL, and what is written stays said', async () => {
    const incident = await scene({
      table: 'metier.rang',
      create: `
        create schema metier;
        create table metier.rang (id int primary key, rang int unique deferrable initially deferred);
        insert into metier.rang select n, n from generate_series(1, 9) as n`,
      damage: `update metier.rang set rang = case rang when 6 then 7 when 7 then 6 else rang + 20 end`,
    });
    const damaged = await tableDigest(incident.live, 'metier.rang');
    await rehearse(incident);
    const result = await apply(incident, { batchRows: 3 });
    assert.ok(result.outcome === 'partly-applied');
    assert.ok(result.why instanceof ViolationError);
    assert.deepEqual(result.done, { insert: 0, update: 3, delete: 0 });
    assert.equal((await undo(incident)).outcome, 'undone');
    assert.equal(await tableDigest(incident.live, 'metier.rang'), damaged);
  });
});

/** How many rows each transaction wrote that is still to be seen, the first first. */
async function transactions({ live }: Scene): Promise<readonly (string | null)[][]> {
  const [[base] = []] = await sql(live, `select min(xmin::text::bigint) from metier.rdv`);
  return sql(
    live,
    `select count(*) from metier.rdv where id between 10 and 19 or id between 30 and 49
     and xmin::text::bigint > ${base ?? '0'} group by xmin::text::bigint order by xmin::text::bigint`,
  );
}

async function standing({ folder }: Scene): Promise<string> {
  return standingOf(await factsOf(await IncidentFolder.open(folder)));
}

interface Meanwhile {
  readonly batchRows?: number;
  /** The transaction that writes, from 1, before which another session does this. */
  readonly before: number;
  readonly change: string;
}

/** A rehearsal vouches for it: the first transaction checks, the others write. */
async function applyWith(incident: Scene, meanwhile: Meanwhile): Promise<ApplyResult> {
  const { stored } = incident;
  await rehearse(incident);
  const steps = { ...(await correcting(incident)), target: new Crossed(incident, meanwhile) };
  const confirmed = { ...stored, plan: confirmPlan(stored.plan, table) };
  return applyCorrection(confirmed, { ...steps, batchRows: meanwhile.batchRows }, quiet);
}

async function undoWith(incident: Scene, meanwhile: Meanwhile): Promise<UndoResult> {
  const steps = { ...(await correcting(incident)), target: new Crossed(incident, meanwhile) };
  const request = { ...incident.stored, confirmedTable: table };
  return undoCorrection(request, steps, quiet);
}

/** The database, in which another session changes something right before one of our transactions begins. */
class Crossed extends PostgresCorrectionTarget {
  /** The first only checks. */
  private begun = -1;

  constructor(
    private readonly incident: Scene,
    private readonly meanwhile: Meanwhile,
  ) {
    super(incident.live, shortPatience);
  }

  override async begin(
    ...of: Parameters<PostgresCorrectionTarget['begin']>
  ): ReturnType<PostgresCorrectionTarget['begin']> {
    this.begun += 1;
    if (this.begun === this.meanwhile.before) {
      await sql(this.incident.live, this.meanwhile.change);
    }
    return super.begin(...of);
  }
}

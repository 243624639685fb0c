import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inverse } from '../../../src/core/correction/undo';
import { correctionScript, undoScript } from '../../../src/core/sql/correctionScript';
import { DriftedRowsError } from '../../../src/core/correction/refusal';
import { committing } from '../../support/scriptIncident';
import {
  appointments,
  apply,
  prove,
  rehearse,
  removeFolders,
  type Scene,
  scene,
  sql,
  tableDigest,
  undo,
  refusedWith,
} from './scene';

describe('undoing a correction', () => {
  after(removeFolders);

  it('gives back exactly the rows from before, and the same plan can be applied again', async () => {
    const incident = await scene(appointments);
    const damaged = await tableDigest(incident.live, 'metier.rdv');
    await apply(incident);
    const corrected = await tableDigest(incident.live, 'metier.rdv');
    const undone = await undo(incident);
    assert.equal(undone.outcome, 'undone');
    assert.deepEqual('written' in undone && undone.written, { insert: 5, update: 20, delete: 10 });
    assert.equal(await tableDigest(incident.live, 'metier.rdv'), damaged);
    assert.equal((await undo(incident)).outcome, 'already-undone');
    assert.equal((await apply(incident)).outcome, 'applied');
    assert.equal(await tableDigest(incident.live, 'metier.rdv'), corrected);
    assert.equal((await apply(incident)).outcome, 'already-applied');
    assert.equal((await undo(incident)).outcome, 'undone');
    assert.equal(await tableDigest(incident.live, 'metier.rdv'), damaged);
  });

  it('gives the bytes back through undo.sql too, and the tool then knows it', async () => {
    const incident = await scene(appointments);
    const damaged = await tableDigest(incident.live, 'metier.rdv');
    await apply(incident);
    const script = await readFile(join(incident.folder, 'undo.sql'), 'utf8');
    await sql(incident.live, script.replace(/^ROLLBACK;$/m, 'COMMIT;'));
    assert.equal(await tableDigest(incident.live, 'metier.rdv'), damaged);
    assert.equal((await undo(incident)).outcome, 'already-undone');
    assert.equal((await apply(incident)).outcome, 'applied');
    assert.ok((await prove(incident)).proved);
  });

  it('writes undo.sql anew, though one that was planned is there and cut off', async () => {
    const incident = await scene(appointments);
    const damaged = await tableDigest(incident.live, 'metier.rdv');
    const { plan, origin } = incident.stored;
    const planned = [...undoScript(inverse(plan), origin)].join('');
    const file = join(incident.folder, 'undo.sql');
    await writeFile(file, planned.slice(0, planned.length / 2));
    await apply(incident);
    await sql(incident.live, committing([await readFile(file, 'utf8')]));
    assert.equal(await tableDigest(incident.live, 'metier.rdv'), damaged);
  });

  it('undoes what was applied again outside of its folder, after an undo', async () => {
    const incident = await scene(appointments);
    const damaged = await tableDigest(incident.live, 'metier.rdv');
    await apply(incident);
    await undo(incident);
    await sql(incident.live, committing(scriptOf(incident)));
    assert.equal((await undo(incident)).outcome, 'undone');
    assert.equal(await tableDigest(incident.live, 'metier.rdv'), damaged);
    await sql(incident.live, committing(scriptOf(incident)));
    await sql(incident.live, 'update metier.rdv set prix = 0 where id = 12');
    await assert.rejects(undo(incident), refusedWith('not-applied'));
  });

  it('refuses rows that others have changed since, and writes nothing', async () => {
    const incident = await scene(appointments);
    await apply(incident);
    await sql(incident.live, `update metier.rdv set prix = 0 where id in (12, 35)`);
    const before = await tableDigest(incident.live, 'metier.rdv');
    await assert.rejects(undo(incident), (error: unknown) => {
      assert.ok(error instanceof DriftedRowsError);
      assert.deepEqual(
        error.drifted.map(({ key }) => key),
        [['12'], ['35']],
      );
      return true;
    });
    assert.equal(await tableDigest(incident.live, 'metier.rdv'), before);
  });

  it('deletes nothing that has got children since, whatever the foreign key would do to them', async () => {
    for (const action of ['cascade', 'set null', 'set default', 'restrict', 'no action']) {
      const incident = await scene(appointments);
      await apply(incident);
      await sql(
        incident.live,
        `create table metier.pieces (
           id int primary key, rdv int references metier.rdv on delete ${action});
         insert into metier.pieces values (1, 12)`,
      );
      const before = await tableDigest(incident.live, 'metier.rdv');
      await assert.rejects(undo(incident), refusedWith('violation'), action);
      assert.equal(await tableDigest(incident.live, 'metier.rdv'), before);
      assert.deepEqual(await sql(incident.live, 'select rdv from metier.pieces'), [['12']]);
    }
  });

  it('says what triggers keep', async () => {
    const incident = await scene({
      ...appointments,
      create: `${appointments.create};
        alter table metier.rdv add modifie_le timestamptz`,
      afterwards: `
        create table metier.histo (id int);
        create function metier.dater() returns trigger language plpgsql as
        $$ begin
          insert into metier.histo values (new.id);
          new.modifie_le := clock_timestamp();
          return new;
        end $$;
        create trigger dater before insert or update on metier.rdv
        for each row execute function metier.dater()`,
    });
    await apply(incident);
    const undone = await undo(incident);
    assert.deepEqual('notGivenBack' in undone && undone.notGivenBack, [
      'What "dater" wrote elsewhere when the rows were written stays.',
      'Column "modifie_le" was rewritten by a trigger in 25 rows.',
    ]);
    assert.deepEqual(await sql(incident.live, 'select count(*) from metier.histo'), [['55']]);
    const because =
      'The undo gave them back, but for "modifie_le", which triggers write (dater): compare these rows again.';
    const { driftedBecause, drifted } = await rehearse(incident);
    assert.deepEqual([drifted.length, driftedBecause], [25, because]);
    await assert.rejects(apply(incident), {
      code: 'row-drifted',
      message: `Of the planned rows, 25 changed since they were compared. ${because}`,
    });
  });

  it('has nothing to undo before an apply', async () => {
    const incident = await scene(appointments);
    await assert.rejects(undo(incident), refusedWith('not-applied'));
  });

  it('asks for the name of the table', async () => {
    const incident = await scene(appointments);
    await apply(incident);
    await assert.rejects(
      undo({ ...incident, table: 'metier.autre' }),
      refusedWith('not-confirmed'),
    );
  });
});

describe('proving a correction', () => {
  after(removeFolders);

  it('counts planned rows that are otherwise, and rows that others have changed since', async () => {
    const incident = await scene(appointments);
    const [[mark] = []] = await sql(
      incident.live,
      'select txid_snapshot_xmin(txid_current_snapshot())',
    );
    await sql(incident.live, `update metier.rdv set prix = 3 where id in (60, 61)`);
    await apply(incident);
    await sql(
      incident.live,
      `update metier.rdv set statut = 'AUTRE' where id = 30;
       update metier.rdv set prix = 3 where id in (31, 70)`,
    );
    assert.deepEqual(await prove(incident, mark ?? ''), {
      proved: false,
      selected: { equal: 34, different: 1 },
      unselected: { writtenByUs: 0, changedByOthers: 3 },
      left: 0,
      different: [['30']],
    });
  });

  it('finds rows outside the plan that a trigger wrote in our transaction', async () => {
    const incident = await scene({
      ...appointments,
      afterwards: `
        create function metier.deborder() returns trigger language plpgsql as
        $$ begin update metier.rdv set prix = 0 where id in (70, 71); return null; end $$;
        create trigger deborder after insert on metier.rdv
        for each statement execute function metier.deborder()`,
    });
    await apply(incident);
    const { proved, unselected } = await prove(incident);
    assert.equal(proved, false);
    assert.deepEqual(unselected, { writtenByUs: 2, changedByOthers: 0 });
  });

  it('proves what was applied by correction.sql outside of the tool', async () => {
    const incident = await scene(appointments);
    const script = [...correctionScript(incident.stored.plan, incident.stored.origin)].join('');
    await sql(incident.live, script.replace(/^ROLLBACK;$/m, 'COMMIT;'));
    const { proved, selected } = await prove(incident);
    assert.deepEqual({ proved, selected }, { proved: true, selected: { equal: 35, different: 0 } });
    assert.equal((await apply(incident)).outcome, 'already-applied');
  });

  it('takes nobody else’s rows for those of correction.sql', async () => {
    const incident = await scene(appointments);
    await sql(incident.live, committing(scriptOf(incident)));
    await sql(incident.live, 'update metier.rdv set prix = 9 where id in (31, 60, 61)');
    const { proved, unselected } = await prove(incident);
    assert.equal(proved, true);
    assert.equal(unselected.writtenByUs, 0);
  });
});

function scriptOf({ stored }: Scene): Iterable<string> {
  return correctionScript(stored.plan, stored.origin);
}

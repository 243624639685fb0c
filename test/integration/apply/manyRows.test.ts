import assert from 'node:assert/strict';
import { copyFile, readFile, rename, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { DriftedRowsError } from '../../../src/core/correction/refusal';
import { inverse } from '../../../src/core/correction/undo';
import { undoScript } from '../../../src/core/sql/correctionScript';
import { IncidentFolder } from '../../../src/files/incidentFolder';
import { FaultProxy } from '../../support/faultProxy';
import { origin } from '../../support/scriptIncident';
import {
  apply,
  newFolder,
  prove,
  refusedWith,
  rehearse,
  removeFolders,
  type Scene,
  scene,
  sql,
  tableDigest,
  undo,
} from './scene';

const table = 'metier.journal';
/** More rows than are looked for before they are added. */
const manyLost = {
  table,
  create: `
    create schema metier;
    create table metier.journal (no int primary key, texte text not null, note text);
    insert into metier.journal
    select no, E'l\\tigne\\\\ ' || no, case when no % 3 > 0 then E'é\\n' || no end
    from generate_series(1, 3000) as no`,
  damage: `
    delete from metier.journal where no > 1000 and no <= 2500;
    update metier.journal set note = 'perdu' where no <= 200`,
};

describe('many rows that are put back', () => {
  let incident: Scene;
  let damaged: string;

  beforeEach(async () => {
    incident = await scene(manyLost);
    await rehearse(incident);
    damaged = await tableDigest(incident.live, table);
  });

  after(removeFolders);

  it('are read back as they are, proved, and undone to the byte', async () => {
    const result = await apply(incident);
    assert.deepEqual(
      ['written' in result && result.written],
      [{ insert: 1500, update: 200, delete: 0 }],
    );
    assert.ok((await prove(incident)).proved);
    assert.equal((await undo(incident)).outcome, 'undone');
    assert.equal(await tableDigest(incident.live, table), damaged);
  });

  it('are written by a handful of statements, not by one each', async () => {
    const proxy = await FaultProxy.start(incident.live);
    const writes: string[] = [];
    proxy.expect(({ text }) => {
      writes.push(...(/^\s*(insert|update|delete|copy|with)\b/i.test(text) ? [text] : []));
      return 'pass';
    });
    try {
      const through = { ...incident, live: proxy.settings };
      assert.equal((await apply(through)).outcome, 'applied');
      assert.equal((await undo(through)).outcome, 'undone');
    } finally {
      await proxy.close();
    }
    assert.ok(writes.length > 0 && writes.length < 40, `${writes.length} statements`);
  });

  it('go in where they do not all write the same columns, too', async () => {
    const { plan } = incident.stored;
    // The first that is left has no note.
    const corrections = plan.corrections
      .filter(({ key }) => key[0] !== '1001')
      .map((correction) =>
        correction.action === 'insert'
          ? { ...correction, set: correction.set.filter(({ value }) => value !== null) }
          : correction,
      );
    const folder = await newFolder({ ...plan, corrections });
    const stored = await (await IncidentFolder.open(folder)).plan();
    const partly = { ...incident, folder, stored };
    await rehearse(partly);
    await apply(partly);
    assert.ok((await prove(partly)).proved);
    const [[asBefore, all] = []] = await sql(
      incident.live,
      `select count(*) filter (
         where texte = E'l\\tigne\\\\ ' || no
         and note is not distinct from case when no % 3 > 0 then E'é\\n' || no end
       ), count(*) from ${table}`,
    );
    assert.deepEqual([asBefore, all], ['2999', '2999']);
    assert.equal((await undo(partly)).outcome, 'undone');
    assert.equal(await tableDigest(incident.live, table), damaged);
  });

  it('are refused by the unique index where one of them is there by now, and it is named', async () => {
    await sql(incident.live, `insert into ${table} values (2400, 'nouvelle')`);
    damaged = await tableDigest(incident.live, table);
    await assert.rejects(apply(incident), (error: unknown) => {
      assert.ok(error instanceof DriftedRowsError, String(error));
      assert.deepEqual(error.drifted, [{ key: ['2400'], found: 'appeared' }]);
      return true;
    });
    assert.equal(await tableDigest(incident.live, table), damaged);
  });

  it('that a trigger puts back while they are taken away are not said to be gone', async () => {
    await apply(incident);
    // In a subtransaction, whose number is not the transaction's.
    await sql(
      incident.live,
      `
      create function metier.garde() returns trigger language plpgsql as
        $$ begin insert into ${table} values (old.no, 'gardée'); return null;
           exception when division_by_zero then return null; end $$;
      create trigger g after delete on ${table} for each row when (old.no = 1700)
        execute function metier.garde()`,
    );
    const applied = await tableDigest(incident.live, table);
    await assert.rejects(undo(incident), refusedWith('row-not-written'));
    assert.equal(await tableDigest(incident.live, table), applied);
  });

  it('that a trigger alters are kept as they became, one among them all', async () => {
    await sql(
      incident.live,
      `
      create function metier.majuscules() returns trigger language plpgsql as
        $$ begin new.note := upper(new.note); return new; end $$;
      create trigger t before insert on ${table} for each row when (new.no = 1700)
        execute function metier.majuscules()`,
    );
    const result = await apply(incident);
    assert.equal('altered' in result && result.altered.length, 1);
    await sql(incident.live, `drop trigger t on ${table}`);
    assert.equal((await undo(incident)).outcome, 'undone');
    assert.equal(await tableDigest(incident.live, table), damaged);
  });

  it('leave undo.sql as it is where it says that already, and only there', async () => {
    const { stored, folder, live } = incident;
    const { plan } = stored;
    const file = join(folder, 'undo.sql');
    const store = await IncidentFolder.open(folder);
    await store.saveUndoScript(plan.id, undoScript(inverse(plan), origin));
    const { ino } = await stat(file);
    const planned = await readFile(file, 'utf8');
    await apply(incident);
    assert.equal((await stat(file)).ino, ino);
    const takeBack = async (): Promise<void> => {
      await sql(live, planned.replace(/^ROLLBACK;$/m, 'COMMIT;'));
      assert.equal(await tableDigest(live, table), damaged);
    };
    await takeBack();
    // As in a folder that was copied.
    await copyFile(file, `${file}.copy`);
    await rename(`${file}.copy`, file);
    const copy = await stat(file);
    await apply(incident);
    assert.equal((await stat(file)).ino, copy.ino);
    await takeBack();
    await truncate(file, 5000);
    await apply(incident);
    assert.equal(await readFile(file, 'utf8'), planned);
  });
});

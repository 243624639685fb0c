import assert from 'node:assert/strict';
import { undoScript } from '../../../src/core/sql/correctionScript';
import { inverse } from '../../../src/core/correction/undo';
import { appliedFile, standingOf } from '../../../src/core/incident/standing';
import { factsOf } from '../../../src/engine/reviewing';
import { IncidentFolder } from '../../../src/files/incidentFolder';
import { textOf } from '../../support/scriptIncident';
import {
  applyScript,
  one,
  ownScript,
  refused,
  rehearseScript,
  saveEdited,
  saveFile,
  small,
  untouched,
} from './fileScene';
import {
  apply,
  newFolder,
  refusedWith,
  removeFolders,
  type Scene,
  scene,
  sql,
  tableDigest,
  undo,
} from './scene';

describe('A script that was edited by hand', () => {
  after(removeFolders);

  it('is rehearsed as it stands, and nothing of it stays', async () => {
    const incident = await scene(small);
    await saveEdited(incident, '"id":"9"');
    await untouched(incident, async () => {
      const { statements, counts, others, triggers, said, refusal, file } =
        await rehearseScript(incident);
      assert.deepEqual(
        statements.map(({ command }) => command),
        ['SET', 'SET', 'SET', 'SET', 'DO'],
      );
      assert.deepEqual(statements.at(-1)?.counts, { insert: 2, update: 2, delete: 1 });
      assert.deepEqual(counts, { insert: 2, update: 2, delete: 1 });
      assert.deepEqual([others, triggers, refusal, file], [[], [], undefined, 'correction.sql']);
      assert.match(said.at(-1) ?? '', /^Done: /);
    });
  });

  it('applies exactly what it says, whatever it ends with', async () => {
    const incident = await scene(small);
    const before = await sql(incident.live, 'select id, xmin from metier.rdv where id in (1, 4)');
    await saveEdited(incident, '"id":"9"');
    await rehearseScript(incident);
    const result = await applyScript(incident);
    assert.ok(result.outcome === 'applied');
    assert.deepEqual(result.run.counts, { insert: 2, update: 2, delete: 1 });
    assert.deepEqual(
      await sql(incident.live, `select string_agg(id::text, ' ' order by id) from metier.rdv`),
      [['1 2 3 4 5 6 7 8 10 11 12 13 14 15 16 17 18 19 20']],
    );
    assert.deepEqual(await sql(incident.live, `select distinct statut from metier.rdv`), [
      ['CONFIRME'],
    ]);
    assert.deepEqual(
      await sql(incident.live, 'select id, xmin from metier.rdv where id in (1, 4)'),
      before,
    );
    const entries = await (await IncidentFolder.open(incident.folder)).entries();
    const steps = entries.flatMap((entry) => ('write' in entry ? [entry.step] : []));
    assert.deepEqual(steps, ['begun', 'committing', 'committed']);
  });

  it('is how the incident stands afterwards, and what an undo names that cannot take it back', async () => {
    const incident = await scene(small);
    await saveFile(incident, one);
    await rehearseScript(incident);
    const { xid } = await applyScript(incident);
    const facts = await factsOf(await IncidentFolder.open(incident.folder));
    assert.equal(standingOf(facts), 'filed');
    const { file, counts } = appliedFile(facts) ?? {};
    assert.deepEqual([file, counts], ['correction.sql', { insert: 0, update: 1, delete: 0 }]);
    const said = `^What was applied last is correction\\.sql, by transaction ${xid}: no rows were kept`;
    await refused(incident, () => undo(incident), new RegExp(said));
    await sql(incident.live, `update metier.rdv set statut = 'ANNULE' where id = 2`);
    assert.equal((await apply(incident)).outcome, 'applied');
    const after = await factsOf(await IncidentFolder.open(incident.folder));
    assert.equal(standingOf(after), 'applied');
    assert.equal((await undo(incident)).outcome, 'undone');
  });

  it('is not applied a second time, and by undo.sql is taken back', async () => {
    const incident = await scene(small);
    const damaged = await tableDigest(incident.live, incident.table);
    await saveFile(incident, ownScript(incident));
    await rehearseScript(incident);
    const { xid } = await applyScript(incident);
    await untouched(incident, async () => {
      const again = await applyScript(incident);
      assert.deepEqual([again.outcome, again.xid], ['already-applied', xid]);
    });
    const { plan, origin } = incident.stored;
    await saveFile(incident, textOf(undoScript(inverse(plan), origin)), 'undo.sql');
    await rehearseScript(incident, 'undo.sql');
    assert.equal((await applyScript(incident, 'undo.sql')).outcome, 'applied');
    assert.equal(await tableDigest(incident.live, incident.table), damaged);
    // What vouched for it was before that.
    await refused(incident, () => applyScript(incident), /was not rehearsed as it is now/);
    await rehearseScript(incident);
    assert.equal((await applyScript(incident)).outcome, 'applied');
  });

  it('is not applied twice where another file failed in between', async () => {
    const incident = await scene(small);
    await saveFile(incident, `insert into metier.rdv values (500, 'A');`);
    await rehearseScript(incident);
    assert.equal((await applyScript(incident)).outcome, 'applied');
    await saveFile(incident, `insert into metier.rdv values (501, 'B');`, 'b.sql');
    await rehearseScript(incident, 'b.sql');
    await sql(incident.live, `insert into metier.rdv values (501, 'C')`);
    await refused(incident, () => applyScript(incident, 'b.sql'), /^Line 1: duplicate key/);
    await sql(incident.live, 'delete from metier.rdv where id = 500');
    assert.equal((await applyScript(incident)).outcome, 'already-applied');
  });

  it('has a snapshot taken first, unless it was declined', async () => {
    const incident = await scene(small);
    const folder = await newFolder(incident.stored.plan, { declined: false });
    const kept = { ...incident, folder };
    await saveEdited(kept, '"id":"9"');
    await rehearseScript(kept);
    const result = await applyScript(kept);
    assert.ok(result.outcome === 'applied');
    assert.equal(result.snapshot?.rows, 18);
  });

  it('names the triggers of its rows, and other tables that were written with them', async () => {
    const incident = await scene({
      ...small,
      afterwards: `
        create function metier.suivre() returns trigger language plpgsql as
          'begin insert into metier.autre values (new.id); return new; end';
        create trigger suivi after update on metier.rdv for each row execute function metier.suivre();
        create trigger ajout after insert on metier.rdv for each row execute function metier.suivre()`,
    });
    await saveFile(incident, one);
    const { triggers, others } = await rehearseScript(incident);
    assert.deepEqual(triggers, ['suivi']);
    assert.deepEqual(others, [
      { table: 'metier.autre', counts: { insert: 1, update: 0, delete: 0 } },
    ]);
    assert.deepEqual(await sql(incident.live, 'select count(*) from metier.autre'), [['0']]);
  });

  it('says that it is the plan’s own where it is that to the byte', async () => {
    const incident = await scene(small);
    const { scriptFile } = await import('../../../src/engine/scriptFiles');
    const folder = await IncidentFolder.open(incident.folder);
    await saveFile(incident, ownScript(incident));
    assert.ok((await scriptFile('correction.sql', folder, incident.stored)).isPlansOwn);
    await saveEdited(incident, '"id":"9"');
    assert.ok(!(await scriptFile('correction.sql', folder, incident.stored)).isPlansOwn);
  });
});

describe('A script is applied only', () => {
  let incident: Scene;

  before(async () => {
    incident = await scene(small);
  });

  after(removeFolders);

  beforeEach(() => saveFile(incident, one));

  it('after a rehearsal', () =>
    refused(incident, () => applyScript(incident), /was not rehearsed as it is now/));

  it('as the very bytes that were rehearsed', async () => {
    await rehearseScript(incident);
    await saveFile(incident, `${one}\n`);
    await refused(incident, () => applyScript(incident), /was edited after its rehearsal/);
    await saveFile(incident, one, 'copy.sql');
    await saveFile(incident, `${one} `, 'other.sql');
    await refused(incident, () => applyScript(incident, 'other.sql'), /was not rehearsed/);
  });

  it('for so many minutes after the rehearsal, and not before it', async () => {
    const rehearsed = Date.now();
    await rehearseScript(incident);
    for (const [minutes, rehearsalHolds] of [
      [16, undefined],
      [3, 2],
      [-5, undefined],
    ] as const) {
      const now = (): Date => new Date(rehearsed + minutes * 60_000);
      const steps = { now, ...(rehearsalHolds === undefined ? {} : { rehearsalHolds }) };
      await refused(
        incident,
        () => applyScript(incident, 'correction.sql', steps),
        new RegExp(`more than ${rehearsalHolds ?? 15} minutes old`),
      );
    }
  });

  it('where the rehearsal went well', async () => {
    await saveFile(incident, `${one}\ninsert into metier.rdv (id)\nvalues (1);`);
    const { refusal, statements } = await rehearseScript(incident);
    assert.equal(refusal?.sqlstate, '23502');
    assert.equal(refusal.line, 2);
    assert.equal(statements.length, 1);
    await refused(incident, () => applyScript(incident), /was refused in line 2/);
  });

  it('where as many rows are touched as in the rehearsal', async () => {
    await saveFile(incident, `update metier.rdv set note = 'x' where statut = 'ANNULE';`);
    await rehearseScript(incident);
    await sql(incident.live, `update metier.rdv set statut = 'ANNULE' where id = 20`);
    await refused(incident, () => applyScript(incident), /production has moved on/);
  });

  it('in the compared database, to the compared table, under its name', async () => {
    const other = await scene(small);
    await rehearseScript(incident);
    const elsewhere = { ...incident, live: other.live };
    await refused(other, () => applyScript(elsewhere), /made for the database/);
    await refused(other, () => rehearseScript(elsewhere), /made for the database/);
    const { plan } = incident.stored;
    const identity = { ...plan.table.identity, systemIdentifier: '7000000000000000001' };
    const moved = { ...plan, table: { ...plan.table, identity } };
    const wrong = { ...incident, stored: { ...incident.stored, plan: moved } };
    await assert.rejects(rehearseScript(wrong), refusedWith('wrong-server'));
    await assert.rejects(
      applyScript({ ...incident, table: 'metier.autre' }),
      refusedWith('not-confirmed'),
    );
    await sql(
      other.live,
      'alter table metier.rdv rename to vieux; create table metier.rdv (like metier.vieux including all)',
    );
    await saveFile(other, one);
    await assert.rejects(rehearseScript(other), refusedWith('wrong-table'));
  });

  it('each time anew where a rehearsal always comes first', async () => {
    const always = await scene(small);
    await saveFile(always, one);
    const { outcome } = await applyScript(always, 'correction.sql', { rehearsalHolds: 0 });
    assert.equal(outcome, 'applied');
  });
});

import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { RecoveryError } from '../../../src/core/errors';
import { foreseeLedger } from '../../../src/recovery/ledger/appliedElsewhere';
import { quiet } from '../../support/postgres';
import {
  appointments,
  apply,
  correcting,
  prove,
  refusedWith,
  rehearse,
  removeFolders,
  scene,
  sql,
  tableDigest,
  undo,
} from '../apply/scene';
import { applyScript, one, rehearseScript, saveFile, small } from '../apply/fileScene';
import { createLedger, dropLedger, elsewhere, entries } from './keeping';

const table = 'metier.rdv';
const counts = { insert: 10, update: 20, delete: 5 };

/** As `appointments` is damaged, row by row. */
const takenBackByHand = `
  delete from metier.rdv where id between 10 and 19;
  update metier.rdv set statut = 'ANNULE', vu = vu + interval '1 year' where id between 30 and 49;
  insert into metier.rdv (id, nom) select n, 'en trop' from generate_series(201, 205) as n`;

describe('A ledger in production', () => {
  after(removeFolders);

  it('has each apply and undo, by the transaction that wrote it, without a row’s content', async () => {
    const incident = await scene(appointments);
    await createLedger(incident.live);
    const first = await apply(incident);
    const undone = await undo(incident);
    const second = await apply(incident);
    assert.deepEqual(
      [first, undone, second].map(({ outcome }) => outcome),
      [...['applied', 'undone', 'applied']],
    );
    const found = await entries(incident.live);
    assert.deepEqual(
      found.map(({ kind, xid, inForce }) => ({ kind, xid, inForce })),
      [
        { kind: 'apply', xid: first.xid, inForce: false },
        { kind: 'undo', xid: undone.xid, inForce: false },
        { kind: 'apply', xid: second.xid, inForce: true },
      ],
    );
    const { digest } = incident.stored;
    const { user } = incident.live;
    for (const entry of found) {
      assert.deepEqual(
        [entry.digest, entry.part, entry.incident, entry.table, entry.tool],
        [digest, 1, basename(incident.folder), table, 'pra 0.1.0'],
      );
      assert.deepEqual([entry.operator, entry.role], ['marie', user]);
    }
    assert.deepEqual(found[0]?.counts, counts);
    assert.deepEqual(found[1]?.counts, { insert: 5, update: 20, delete: 10 });
    const kept = JSON.stringify(await sql(incident.live, 'select l::text from pra.ledger l'));
    assert.doesNotMatch(kept, /Hé|en trop|ANNULE|CONFIRME/);
  });

  it('has nothing of a rehearsal, nor of an apply that is refused', async () => {
    const incident = await scene(appointments);
    await createLedger(incident.live);
    await rehearse(incident);
    await sql(incident.live, `update metier.rdv set statut = 'PRIS' where id = 30`);
    await assert.rejects(apply(incident), refusedWith('row-drifted'));
    assert.deepEqual(await entries(incident.live), []);
  });

  it('is no row outside the plan for a proof', async () => {
    const incident = await scene(appointments);
    await createLedger(incident.live);
    await apply(incident);
    const { proved, unselected } = await prove(incident);
    assert.deepEqual(
      { proved, unselected },
      {
        ...{ proved: true, unselected: { writtenByUs: 0, changedByOthers: 0 } },
      },
    );
  });

  it('tells another folder who applied the plan, which changes nothing', async () => {
    const incident = await scene(appointments);
    await createLedger(incident.live);
    await apply(incident);
    const [entry] = await entries(incident.live);
    const result = await apply(await elsewhere(incident));
    assert.equal(result.outcome, 'already-applied');
    const name = basename(incident.folder);
    const said = 'notices' in result ? result.notices.join('\n') : '';
    for (const part of ['by marie', `incident ${name}`, entry?.at ?? '?', entry?.xid ?? '?']) {
      assert.ok(said.includes(part), `${part}: ${said}`);
    }
    assert.equal((await entries(incident.live)).length, 1);
  });

  it('has another folder refused, though every row is as it was before the apply', async () => {
    const incident = await scene(appointments);
    await createLedger(incident.live);
    await apply(incident);
    await sql(incident.live, takenBackByHand);
    const damaged = await tableDigest(incident.live, table);
    await assert.rejects(apply(await elsewhere(incident)), (error: unknown) => {
      assert.ok(error instanceof RecoveryError);
      assert.equal(error.code, 'applied-elsewhere');
      assert.ok(error.message.includes(`by marie (${incident.live.user}`), error.message);
      return true;
    });
    assert.equal(await tableDigest(incident.live, table), damaged);
  });

  it('lets the folder that applied it write it anew where it was taken back by hand, and says so', async () => {
    const incident = await scene(appointments);
    await createLedger(incident.live);
    await apply(incident, { batchRows: 10 });
    await sql(incident.live, takenBackByHand);
    assert.equal((await apply(incident)).outcome, 'applied');
    const found = await entries(incident.live);
    const kinds = found.map(({ kind, part, inForce }) => `${kind} ${part} ${String(inForce)}`);
    assert.deepEqual(kinds.toSorted(), [
      ...['apply 1 false', 'apply 1 true', 'apply 2 false', 'apply 3 false', 'apply 4 false'],
      ...['found-undone 1 false', 'found-undone 2 false', 'found-undone 3 false'],
      'found-undone 4 false',
    ]);
    assert.equal((await undo(incident)).outcome, 'undone');
    assert.ok((await entries(incident.live)).every(({ inForce }) => !inForce));
  });

  it('has each batch, and what of it was taken back', async () => {
    const incident = await scene(appointments);
    await createLedger(incident.live);
    await apply(incident, { batchRows: 10 });
    await sql(incident.live, `update metier.rdv set statut = 'PRIS' where id = 32`);
    const other = await elsewhere(incident);
    await assert.rejects(apply(other, { batchRows: 10 }), refusedWith('applied-elsewhere'));
    await sql(incident.live, `update metier.rdv set statut = 'CONFIRME' where id = 32`);
    await undo(incident);
    const found = await entries(incident.live);
    assert.deepEqual(
      found.map(({ kind, part, inForce }) => [kind, part, inForce]),
      [
        ...[1, 2, 3, 4].map((part) => ['apply', part, false]),
        ...[4, 3, 2, 1].map((part) => ['undo', part, false]),
      ],
    );
    assert.equal((await apply(await elsewhere(incident))).outcome, 'applied');
  });

  it('lets only one of two folders write that apply at the same time', async () => {
    const incident = await scene(appointments);
    await createLedger(incident.live);
    const others = await Promise.all([elsewhere(incident), elsewhere(incident)]);
    const results = await Promise.all([incident, ...others].map((each) => apply(each)));
    const outcomes = results.map(({ outcome }) => outcome);
    assert.deepEqual(outcomes.toSorted(), ['already-applied', 'already-applied', 'applied']);
    assert.equal((await entries(incident.live)).length, 1);
  });

  it('has a file that was applied, which another folder cannot apply again', async () => {
    const incident = await scene(small);
    await createLedger(incident.live);
    await saveFile(incident, one);
    await rehearseScript(incident);
    const { xid } = await applyScript(incident);
    const [entry] = await entries(incident.live);
    assert.deepEqual(
      [entry?.kind, entry?.xid, entry?.counts],
      ['file', xid, { insert: 0, update: 1, delete: 0 }],
    );
    const other = await elsewhere(incident);
    await saveFile(other, one);
    await rehearseScript(other);
    await assert.rejects(applyScript(other), refusedWith('applied-elsewhere'));
    assert.equal((await applyScript(incident)).outcome, 'already-applied');
  });

  it('is said before an apply; where there is none, nothing is', async () => {
    const incident = await scene(appointments);
    const said = async (): Promise<string> => {
      const { plan } = incident.stored;
      return (await foreseeLedger(plan, await correcting(incident), quiet)).join(' ');
    };
    assert.equal(await said(), '');
    await createLedger(incident.live);
    assert.match(await said(), /entered in production’s ledger/);
    await dropLedger(incident.live);
    assert.equal(await said(), '');
  });

  it('that was dropped and made anew knows nothing of before, and the folder does', async () => {
    const incident = await scene(appointments);
    await createLedger(incident.live);
    await apply(incident);
    await dropLedger(incident.live);
    assert.equal((await apply(incident)).outcome, 'already-applied');
    await createLedger(incident.live);
    assert.equal((await undo(incident)).outcome, 'undone');
    const found = await entries(incident.live);
    assert.deepEqual(
      found.map(({ kind }) => kind),
      ['undo'],
    );
    assert.equal((await apply(incident)).outcome, 'applied');
  });
});

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { confirmPlan } from '../../../src/core/correction/confirmation';
import { DriftedRowsError } from '../../../src/core/correction/refusal';
import { RecoveryError } from '../../../src/core/errors';
import { IncidentFolder } from '../../../src/files/incidentFolder';
import { applyCorrection } from '../../../src/recovery/correct/applyCorrection';
import { FaultProxy } from '../../support/faultProxy';
import { connected, quiet } from '../../support/postgres';
import {
  appointments,
  apply,
  correcting,
  newFolder,
  prove,
  refusedWith,
  rehearse,
  removeFolders,
  type Scene,
  scene,
  shortPatience,
  sql,
  tableDigest,
  undo,
} from './scene';

const typed = [
  'i',
  'n',
  'f',
  'b',
  'c',
  'v',
  'x',
  'j',
  'p',
  'bx',
  'iv',
  'tz',
  'a',
  'bi',
  'm',
  'r',
  'h',
  'd',
];
/** Texts that betray who cuts, quotes or rounds: delimiters, quotes, NULL as a word, boxes' own array delimiter. */
const everyType = `
  create schema metier;
  create domain metier.code as varchar(4);
  create type metier.humeur as enum ('bon', 'pas "bon"');
  create table metier."T x" (
    id int generated always as identity primary key,
    i int8, n numeric, f float8, b bytea, c char(4), v varchar(8), x xml, j json, p point, bx box,
    iv interval, tz timestamptz(3), a text[], bi bit(3), m money, r int4range, h metier.humeur, d metier.code);
  insert into metier."T x" (${typed.join()}) values
  (9007199254740993, '1.00', 'NaN', '\\xdeadbeef', 'a', 'é''"\\', '<a>1</a>', '{"a":1, "a":2}', '(1,2)',
   '((1,1),(0,0))', '1 mon -3 days', '0044-03-15 01:02:03.456 BC', '{"a,b",null,"NULL","","{}"}', B'101',
   '1234.5', '[1,5)', 'pas "bon"', 'ab"c'),
  (null, '-0.10', '-0', '', '', '', null, 'null', null, null, '-00:00:01', 'infinity', '{{a,b},{c,d}}', null,
   '-0.01', 'empty', 'bon', ''),
  (1, '1e-7', '0.1', null, 'ab', 'x', '<b/>', '[]', '(0,0)', '((2,2),(1,1))', '1 day', now(), '[2:3]={x,y}',
   B'000', null, null, null, null),
  (2, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null)`;

describe('applying a correction', () => {
  after(removeFolders);

  it('gives back every planned row, and nothing else', async () => {
    const incident = await scene(appointments);
    const result = await apply(incident);
    assert.equal(result.outcome, 'applied');
    assert.deepEqual('written' in result && result.written, {
      insert: 10,
      update: 20,
      delete: 5,
    });
    const [[rows] = []] = await sql(
      incident.live,
      `select count(*) from metier.rdv
       where vu < '2026-12-01' and nom like 'H%' and statut is distinct from 'ANNULE'`,
    );
    assert.equal(rows, '100');
    const proof = await prove(incident);
    assert.deepEqual(proof, {
      proved: true,
      selected: { equal: 35, different: 0 },
      unselected: { writtenByUs: 0, changedByOthers: 0 },
      left: 0,
      different: [],
    });
  });

  it('says that it is applied already, and writes nothing, the second time', async () => {
    const incident = await scene(appointments);
    await apply(incident);
    const once = await tableDigest(incident.live, 'metier.rdv');
    const [[xmins] = []] = await sql(incident.live, 'select max(xmin::text::int8) from metier.rdv');
    const again = await apply(incident);
    assert.equal(again.outcome, 'already-applied');
    assert.deepEqual('written' in again && again.written, { insert: 0, update: 0, delete: 0 });
    assert.equal(await tableDigest(incident.live, 'metier.rdv'), once);
    assert.deepEqual(
      (await sql(incident.live, 'select max(xmin::text::int8) from metier.rdv'))[0]?.[0],
      xmins,
    );
  });

  it('says so too from another folder with the same plan, by the rows', async () => {
    const incident = await scene(appointments);
    await apply(incident);
    const elsewhere = { ...incident, folder: await newFolder(incident.stored.plan) };
    assert.equal((await apply(elsewhere)).outcome, 'already-applied');
  });

  it('refuses when a planned row was changed by somebody else, and names it', async () => {
    const incident = await scene({
      ...appointments,
      afterwards: `update metier.rdv set prix = 1 where id = 31`,
    });
    const before = await tableDigest(incident.live, 'metier.rdv');
    await assert.rejects(apply(incident), (error: unknown) => {
      assert.ok(error instanceof DriftedRowsError);
      assert.deepEqual(error.drifted, [{ key: ['31'], found: 'changed' }]);
      return true;
    });
    assert.equal(await tableDigest(incident.live, 'metier.rdv'), before);
  });

  it('refuses when a planned row has appeared, or is gone', async () => {
    const incident = await scene({
      ...appointments,
      afterwards: `
        insert into metier.rdv (id, nom) values (10, 'nouveau');
        delete from metier.rdv where id in (31, 201)`,
    });
    await assert.rejects(apply(incident), (error: unknown) => {
      assert.ok(error instanceof DriftedRowsError);
      assert.deepEqual(error.drifted, [
        { key: ['201'], found: 'gone' },
        { key: ['31'], found: 'gone' },
        { key: ['10'], found: 'appeared' },
      ]);
      return true;
    });
  });

  it('waits for a writer that holds a planned row, then sees what it wrote', async () => {
    const incident = await scene(appointments);
    await rehearse(incident);
    await connected(incident.live, async (writer) => {
      await writer.query('begin');
      await writer.query(`update metier.rdv set prix = 7 where id = 40`);
      const refused = assert.rejects(apply(incident), refusedWith('row-drifted'));
      await new Promise((resolve) => setTimeout(resolve, 150));
      await writer.query('commit');
      await refused;
    });
  });

  it('gives up with a lock timeout when a writer holds a planned row for long', async () => {
    const incident = await scene(appointments);
    await rehearse(incident);
    await connected(incident.live, async (writer) => {
      await writer.query('begin');
      await writer.query(`update metier.rdv set prix = 7 where id = 40`);
      await assert.rejects(apply(incident), refusedWith('lock-timeout'));
      await writer.query('rollback');
    });
    assert.equal((await apply(incident)).outcome, 'applied');
  });

  it('applies once when several processes apply at the same time', async () => {
    const incident = await scene(appointments);
    const other = { ...incident, folder: await newFolder(incident.stored.plan) };
    const outcomes = await Promise.all([
      inItsOwnProcess(incident),
      inItsOwnProcess(other),
      apply(incident).then(({ outcome }) => outcome),
    ]);
    assert.deepEqual(outcomes.sort(), ['already-applied', 'already-applied', 'applied']);
    assert.ok((await prove(incident)).proved);
  });

  it('stops when cancelled, with nothing written and nothing left behind', async () => {
    const incident = await scene(appointments);
    await rehearse(incident);
    const before = await tableDigest(incident.live, 'metier.rdv');
    const controller = new AbortController();
    const work = {
      signal: controller.signal,
      progress: ({ phase }: { readonly phase: string }) => {
        if (phase === 'writing rows') {
          controller.abort(new Error('enough'));
        }
      },
    };
    await assert.rejects(apply(incident, { work }), {
      name: 'AbortError',
      message: 'Cancelled. Nothing was written.',
    });
    assert.equal(await tableDigest(incident.live, 'metier.rdv'), before);
    const outcome = await (await IncidentFolder.open(incident.folder)).outcome('apply');
    assert.ok(outcome?.state === 'not-applied' && outcome.why === 'cancelled');
    const left = `select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
    assert.deepEqual(await sql(incident.live, left), []);
  });

  it('says that it is applied even when its folder can take no more after COMMIT', async () => {
    const incident = await scene(appointments);
    const { stored, table } = incident;
    const full = new RecoveryError('disk-full', 'The disk is full.');
    const usual = await correcting(incident);
    const store = Object.create(usual.incident) as IncidentFolder;
    store.concludeOutcome = () => Promise.reject(full);
    const confirmed = { ...stored, plan: confirmPlan(stored.plan, table) };
    const result = await applyCorrection(confirmed, { ...usual, incident: store }, quiet);
    assert.equal(result.outcome, 'applied');
    assert.equal((await usual.incident.outcome('apply'))?.state, 'committing');
    assert.equal((await apply(incident)).outcome, 'already-applied');
    assert.equal((await usual.incident.outcome('apply'))?.state, 'applied');
  });

  it('says that it is applied even when its folder is gone after COMMIT', async () => {
    const incident = await scene(appointments);
    const { stored, table, folder } = incident;
    const usual = await correcting(incident);
    const store = Object.create(usual.incident) as IncidentFolder;
    store.note = async (entry) => {
      await usual.incident.note(entry);
      if (entry.step === 'committing') {
        await rm(folder, { recursive: true });
      }
    };
    const confirmed = { ...stored, plan: confirmPlan(stored.plan, table) };
    const result = await applyCorrection(confirmed, { ...usual, incident: store }, quiet);
    assert.equal(result.outcome, 'applied');
    assert.match(
      'notices' in result ? result.notices.join() : '',
      /undo\.sql was not written anew/,
    );
  });

  it('does not wait for ever, its rows locked, where the network swallows a side step', async () => {
    const incident = await scene(appointments);
    await rehearse(incident);
    const proxy = await FaultProxy.start(incident.live);
    try {
      proxy.expect(({ text }) => (text.includes('pg_logical_emit_message') ? 'hold' : 'pass'));
      const patience = { ...shortPatience, silence: 500 };
      const { outcome } = await apply({ ...incident, live: proxy.settings }, { patience });
      assert.equal(outcome, 'applied');
    } finally {
      await proxy.close();
    }
  });

  it('keeps rows of every kind of type exactly, and gives them back exactly', async () => {
    const incident = await scene({
      table: 'metier."T x"',
      create: everyType,
      damage: `delete from metier."T x" where id < 3; update metier."T x" set (${typed.join()}) =
        (select ${typed.join()} from metier."T x" where id = 4) where id = 3`,
    });
    const damaged = await tableDigest(incident.live, incident.table);
    assert.equal((await apply(incident)).outcome, 'applied');
    const { selected } = await prove(incident);
    assert.equal(selected.different, 0);
    assert.equal((await undo(incident)).outcome, 'undone');
    assert.equal(await tableDigest(incident.live, incident.table), damaged);
  });

  it('keeps a journal with the time of every step, and no row in it', async () => {
    const incident = await scene(appointments);
    await apply(incident);
    await prove(incident);
    const [declined, ...entries] = await (await IncidentFolder.open(incident.folder)).entries();
    assert.equal(declined?.step, 'snapshot-declined');
    assert.deepEqual(
      entries.map(({ step }) => step),
      [
        ...['rehearsal-begun', 'rehearsed', 'begun', 'rows-locked', 'rows-written', 'committing'],
        ...['committed', 'proved'],
      ],
    );
    assert.ok(!JSON.stringify(entries).includes('Hé'));
  });
});

async function inItsOwnProcess({ folder, live, table }: Scene): Promise<string> {
  const script = fileURLToPath(new URL('applyChild.ts', import.meta.url));
  const order = JSON.stringify({ step: 'apply', folder, table, live });
  const { stdout } = await promisify(execFile)(process.execPath, ['--import=tsx', script, order]);
  return stdout;
}

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { IncidentFolder } from '../../../src/files/incidentFolder';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { connected, testServer } from '../../support/postgres';
import { hasPsql, psql } from '../../support/psql';
import { committing } from '../../support/scriptIncident';
import { type Document, praJson, temporaryFolder, uri } from './pra';

const folder = temporaryFolder();
const table = 'metier.rdv';

const create = `
  create schema metier;
  create table metier.rdv (id int generated always as identity primary key, nom text, prix numeric(8,2));
  create table metier.pieces (id serial primary key, rdv int references metier.rdv on delete cascade);
  create table metier.notes (id serial primary key, rdv int references metier.rdv on delete set null);
  insert into metier.rdv (nom, prix) select 'n' || n, n from generate_series(1, 200) n;
  insert into metier.pieces (rdv) select n from generate_series(1, 50) n`;

/** A row comes back, one is another thing under the same number, 20 change, 5 are too many, and have children. */
const damage = `
  delete from metier.rdv where id = 60;
  update metier.rdv set nom = 'autre' where id = 70;
  update metier.rdv set prix = 0 where id between 100 and 119;
  insert into metier.rdv (nom) select 'en trop' from generate_series(1, 5);
  insert into metier.pieces (rdv) select id from metier.rdv where nom = 'en trop';
  insert into metier.pieces (rdv) select id from metier.rdv where nom = 'en trop';
  insert into metier.notes (rdv) select id from metier.rdv where nom = 'en trop' limit 3`;

describe('Replace Whole Table', () => {
  let number = 0;
  let live: ConnectionSettings;
  let incident: string;
  const variables = (): Readonly<Record<string, string>> => ({
    PRA_HOME: path.join(folder(), 'home'),
  });

  function run(...words: readonly string[]): Promise<Document> {
    return praJson(words, variables());
  }

  async function ok(...words: readonly string[]): Promise<Document['json']> {
    const { status, json, stderr } = await run(...words);
    assert.equal(status, 0, `${words.join(' ')}: ${JSON.stringify(json)}${stderr}`);
    return json;
  }

  async function sql(text: string): Promise<readonly unknown[]> {
    return connected(live, (session) => session.rows(text));
  }

  async function script(text: string): Promise<void> {
    await connected(live, (session) => session.script(text));
  }

  const rows = (): Promise<readonly unknown[]> => sql('select * from metier.rdv order by id');

  /** Damaged, and compared with the dump of before. */
  async function compared(...more: readonly string[]): Promise<readonly unknown[]> {
    number += 1;
    const server = await testServer();
    live = await server.createDatabase();
    await script(create);
    const before = await rows();
    const dump = path.join(folder(), `before-${number}.sql`);
    await ok('snapshot', '--live', uri(live), '--table', table, '--out', dump);
    await script(damage);
    incident = path.join(folder(), `incident-${number}`);
    const to = [
      ...['--live', uri(live), '--scratch', uri(server.owner), '--out', incident],
      '--allow-production-server',
    ];
    await ok('recover', dump, '--table', table, '--identity', 'nom', ...to, ...more);
    return before;
  }

  function replace(...more: readonly string[]): Promise<Document> {
    return run('replace', incident, '--live', uri(live), ...more);
  }

  function confirmed(command: string, ...more: readonly string[]): Promise<Document> {
    return run(command, incident, '--live', uri(live), '--confirm', table, ...more);
  }

  const everything = (): Promise<readonly unknown[]> =>
    sql(`select 'rdv', t::text from metier.rdv t union all select 'piece', t::text from metier.pieces t
      union all select 'note', t::text from metier.notes t order by 1, 2`);

  const scriptOf = (name: string): Promise<string> => readFile(path.join(incident, name), 'utf8');

  /** As a DBA has it committed; in psql where there is one. */
  async function runScript(name: string): Promise<void> {
    const text = committing([await scriptOf(name)]);
    if (hasPsql) {
      const { status, stderr } = await psql(live, text, ['-v', 'ON_ERROR_STOP=1']);
      assert.equal(status, 0, stderr);
    } else {
      await script(text);
    }
  }

  /** What stands in all three tables once it is applied, and in the planned one once it is taken back. */
  async function state(
    apply: () => Promise<unknown>,
    undo: () => Promise<unknown>,
  ): Promise<readonly unknown[]> {
    await compared();
    await replace('--deletes', '5', '--children', '13');
    await apply();
    const applied = await everything();
    await undo();
    return [applied, await rows()];
  }

  it('says what it would delete and take along, and plans nothing until that is confirmed by number', async () => {
    await compared();
    for (const words of [[], ['--deletes', '5'], ['--deletes', '5', '--children', '12']]) {
      const { status, json, error } = await replace(...words);
      assert.deepEqual([status, error.code], [3, 'not-confirmed']);
      assert.deepEqual(json['plan'], { insert: 1, update: 21, delete: 5 });
      assert.match(error.message, /also delete 10 rows of metier\.pieces/);
      assert.match(error.message, /also change 3 rows of metier\.notes/);
      assert.match(error.hint ?? '', /--deletes 5 --children 13/);
    }
    assert.ok(!(await readdir(incident)).includes('plan.json'));
  });

  it('puts every row back, by a snapshot, a rehearsal and an apply as of any plan; undo gives back what went along', async () => {
    const before = await compared();
    const damaged = await everything();
    await script(`
      create function metier.compter() returns trigger language plpgsql as
      $$ begin return null; end $$;
      create trigger compter after delete on metier.pieces for each row
      execute function metier.compter();
      create trigger recompter after insert on metier.pieces for each row
      execute function metier.compter()`);
    const { json } = await replace('--deletes', '5', '--children', '13');
    assert.deepEqual(json['plan'], { insert: 1, update: 21, delete: 5 });
    const rehearsed = await ok('rehearse', incident, '--live', uri(live));
    assert.deepEqual(rehearsed['undoLimits'], [
      'An undo will not take back what "compter of metier.pieces" writes elsewhere.',
      'An undo will not take back what "recompter of metier.pieces" writes elsewhere.',
      'An undo leaves sequences where inserted values have moved them.',
    ]);
    const declined = await confirmed('apply', '--no-snapshot', 'too large');
    assert.deepEqual([declined.status, declined.error.code], [2, 'usage']);
    const applied = await confirmed('apply');
    assert.equal(applied.json['outcome'], 'applied', JSON.stringify(applied.json));
    assert.equal((applied.json['snapshot'] as { rows: number }).rows, 204);
    assert.deepEqual(await rows(), before);
    assert.deepEqual(await sql('select count(*) from metier.pieces'), [['50']]);
    assert.deepEqual(await sql('select count(*) from metier.notes where rdv is null'), [['3']]);
    const proof = await ok('prove', incident, '--live', uri(live));
    assert.deepEqual(proof['selected'], { equal: 27, different: 0 });

    const undone = await confirmed('undo');
    assert.equal(undone.json['outcome'], 'undone', JSON.stringify(undone.json));
    assert.deepEqual(await everything(), damaged);
    const lost = (undone.json['notGivenBack'] as readonly string[]).join(' ');
    assert.doesNotMatch(lost, /metier\.(pieces|notes) stay/);
    await provesUndo();
  });

  async function provesUndo(): Promise<void> {
    const { undone } = (await ok('prove', incident, '--live', uri(live))) as {
      undone: { proved: boolean; rows: object; children: readonly object[] };
    };
    const none = { missing: 0, changedByOthers: 0, otherwise: 0 };
    assert.equal(undone.proved, true, JSON.stringify(undone));
    assert.deepEqual(undone.rows, { equal: 27, rewritten: 0, different: 0 });
    assert.deepEqual(undone.children, [
      { table: 'metier.pieces', rows: 10, equal: 10, ...none },
      { table: 'metier.notes', rows: 3, equal: 3, ...none },
    ]);
    await sql(
      'delete from metier.notes where id in (select min(id) from metier.notes where rdv > 200)',
    );
    const { status, error } = await run('prove', incident, '--live', uri(live));
    assert.deepEqual([status, error.code], [3, 'not-equal']);
    assert.match(
      error.message,
      /Of 3 rows of metier\.notes that were given back, as they were: 2; missing: 1/,
    );
  }

  it('is the same by its scripts, in psql or run from here: its rows, its children, and the rows that undo gives back', async () => {
    const scripted = await state(
      () => runScript('correction.sql'),
      () => runScript('undo.sql'),
    );
    const applied = await state(
      () => ok('apply', incident, '--live', uri(live), '--confirm', table),
      () => ok('undo', incident, '--live', uri(live), '--confirm', table),
    );
    const filed = await state(
      async () => {
        const file = ['--live', uri(live), '--file', 'correction.sql'];
        await ok('rehearse', incident, ...file);
        await ok('apply', incident, ...file, '--confirm', table);
      },
      () => runScript('undo.sql'),
    );
    assert.deepEqual([scripted, filed], [applied, applied]);
  });

  it('says in its scripts what goes along, and what undo.sql does not give back', async () => {
    await compared();
    await replace('--deletes', '5', '--children', '13');
    const [correction, undo] = await Promise.all(['correction.sql', 'undo.sql'].map(scriptOf));
    const along = [
      '10 rows of metier.pieces deleted (pieces_rdv_fkey)',
      '3 rows of metier.notes with references set to null (notes_rdv_fkey)',
    ];
    assert.ok(correction?.includes(`-- with them  ${along.join(`\n--${' '.repeat(12)}`)}\n`));
    const lost = `went along with deleted rows:\n--   ${along.join('\n--   ')}\n`;
    assert.ok(undo?.includes(lost));
    // As they stand they take all back.
    const damaged = await everything();
    await script(correction ?? '');
    assert.deepEqual(await everything(), damaged);
  });

  it('is not written in batches, which is said before anything is asked of production', async () => {
    await compared();
    await replace('--deletes', '5', '--children', '13');
    const damaged = await rows();
    const { status, error } = await confirmed('apply', '--batch-rows', '10');
    assert.deepEqual([status, error.code], [2, 'usage']);
    assert.match(error.message, /counted over all deletes at once/);
    const steps = (await (await IncidentFolder.open(incident)).entries()).map(({ step }) => step);
    assert.equal(steps.at(-1), 'planned');
    assert.deepEqual(await rows(), damaged);
    assert.equal((await confirmed('apply', '--batch-rows', '100')).json['outcome'], 'applied');
  });

  it('takes a snapshot though one was declined before', async () => {
    await compared();
    await replace('--deletes', '5', '--children', '13');
    const opened = await IncidentFolder.open(incident);
    await opened.note({ step: 'snapshot-declined', reason: 'of a plan of before' });
    const applied = await confirmed('apply');
    assert.equal((applied.json['snapshot'] as { rows: number }).rows, 204);
  });

  for (const [what, change] of [
    [
      'more children are there than were agreed to',
      `insert into metier.pieces (rdv) select max(id) from metier.rdv`,
    ],
    ['fewer are there', `delete from metier.pieces where rdv = (select max(id) from metier.rdv)`],
    ['a table has none of them left', `delete from metier.notes`],
    [
      'another foreign key acts',
      `alter table metier.pieces drop constraint pieces_rdv_fkey;
       alter table metier.pieces add constraint autre foreign key (rdv) references metier.rdv on delete cascade`,
    ],
    [
      'they take further rows along',
      `create table metier.pages (piece int references metier.pieces on delete cascade);
       insert into metier.pages select max(id) from metier.pieces`,
    ],
  ] as const) {
    it(`is not applied, by the plan or its script, where ${what}`, async () => {
      await compared();
      await replace('--deletes', '5', '--children', '13');
      await script(change);
      const damaged = await everything();
      const { status, error } = await confirmed('apply');
      assert.deepEqual([status, error.code], [3, 'violation']);
      assert.match(error.message, /Agreed to were (10|3)|would also delete 10/);
      await assert.rejects(
        script(committing([await scriptOf('correction.sql')])),
        /^RecoveryError: Refused: .*(Agreed to: 1[03]\.|would delete or change others: 1?[01] of)/,
      );
      assert.deepEqual(await everything(), damaged);
    });
  }

  it('is refused where children take further rows along, which nobody could count', async () => {
    await compared();
    await script(`
      create table metier.pages (piece int references metier.pieces on delete cascade);
      insert into metier.pages select max(id) from metier.pieces`);
    const { status, error } = await replace('--deletes', '5', '--children', '13');
    assert.deepEqual([status, error.code], [3, 'violation']);
    assert.match(error.message, /rows of metier\.pieces, and with them 1 row of metier\.pages/);
  });

  it('is refused where only a part was compared', async () => {
    await compared('--where', 'id > 10');
    const { status, error } = await replace('--deletes', '5', '--children', '13');
    assert.deepEqual([status, error.code], [2, 'usage']);
    assert.match(error.message, /Only a part/);
  });

  it('asks for no number where nothing is deleted', async () => {
    await compared();
    await script(`delete from metier.rdv where nom = 'en trop'`);
    await ok('stale', incident, '--live', uri(live), '--compare-again');
    const { json, status } = await replace();
    assert.equal(status, 0, JSON.stringify(json));
    assert.deepEqual(json['plan'], { insert: 1, update: 21, delete: 0 });
    assert.deepEqual(json['children'], []);
    assert.match(await readFile(path.join(incident, 'correction.sql'), 'utf8'), /\nROLLBACK;\n$/);
  });
});

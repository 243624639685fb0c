import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { connected, testServer } from '../../support/postgres';
import { plainScript, rowsOfTable, schema } from '../restore/plainScripts';
import { type Document, pra, praJson, temporaryFolder, uri } from './pra';

interface Shape {
  readonly id: string;
  readonly rows: number;
}

interface Patterns {
  readonly patterns: readonly (Shape & { readonly shapes: readonly Shape[] })[];
  readonly sharedShapes: readonly Shape[];
}

const folder = temporaryFolder();
const incident = (): string => path.join(folder(), 'incident');

describe('Changed rows by how they changed, in pra', () => {
  let recover: readonly string[];

  const replanned = async (...ids: readonly string[]): Promise<unknown> => {
    const words = ids.flatMap((id) => ['--pattern', id]);
    const { json, stderr } = await praJson(['replan', incident(), ...words]);
    assert.ok(json['plan'], stderr);
    return json['plan'];
  };
  const updates = (update: number): object => ({ insert: 0, update, delete: 0 });

  before(async () => {
    const server = await testServer();
    const production = await server.createDatabase();
    const rows = Array.from({ length: 60 }, (_, at) => {
      const day = String((at % 28) + 1).padStart(2, '0');
      return `${at}\t2026-02-${day}\t${at < 50 ? 'CONFIRME' : 'HONORE'}`;
    });
    await connected(production, (session) =>
      session.query(`
        create schema s;
        create table s.rdv (id int primary key, jour date, statut text);
        insert into s.rdv
        select i, '2026-02-01'::date + i % 28, case when i < 50 then 'CONFIRME' else 'HONORE' end
          from generate_series(0, 59) i;
        update s.rdv set jour = jour + interval '1 year', statut = 'ANNULE' where id < 20;
        update s.rdv set jour = jour + interval '1 year' where id between 20 and 29;
        update s.rdv set statut = 'ANNULE' where id between 40 and 54`),
    );
    const dump = path.join(folder(), 'rdv.sql');
    await writeFile(
      dump,
      plainScript(
        schema,
        'CREATE TABLE s.rdv (\n    id integer NOT NULL,\n    jour date,\n    statut text\n);\n',
        rowsOfTable('s.rdv (id, jour, statut)', rows),
        'ALTER TABLE ONLY s.rdv\n    ADD CONSTRAINT rdv_pkey PRIMARY KEY (id);\n',
      ),
    );
    recover = [
      ...['recover', dump, '--table', 's.rdv', '--live', uri(production)],
      ...['--scratch', uri(server.owner), '--allow-production-server'],
    ];
  });

  it('are printed with ids, the columns that nothing else changed beside first', async () => {
    const { stdout, stderr } = await pra([...recover, '--out', incident()]);
    assert.match(
      stdout,
      /by what differs, and nothing else.*\n +p-\w+ +20 +jour \+ 1 year, statut CONFIRME → ANNULE\n/,
      stderr,
    );
    assert.match(
      stdout,
      / p-\w+ +15 +statut … → ANNULE\n +p-\w+\.\w+ +10 +statut CONFIRME → ANNULE\n/,
    );
    assert.match(stdout, /among others.*\n +p-\w+\.\w+ +30 +jour \+ 1 year\n/);
    assert.match(stdout, / p-\w+\.\w+ +30 +statut CONFIRME → ANNULE$/m);
  });

  it('are selected by either id: the columns, how they changed, or one of them among others', async () => {
    const document: Document = await praJson([...recover, '--out', path.join(folder(), 'again')]);
    const { patterns, sharedShapes } = document.json['compare'] as Patterns;
    for (const { id, rows, shapes } of patterns) {
      assert.deepEqual(await replanned(id), updates(rows));
      for (const shape of shapes) {
        assert.deepEqual(await replanned(shape.id), updates(shape.rows), shape.id);
      }
    }
    assert.deepEqual(
      sharedShapes.map(({ rows }) => rows),
      [30, 30],
    );
    const ids = sharedShapes.map(({ id }) => id);
    assert.deepEqual(await replanned(ids[0] ?? ''), updates(30));
    // Twenty rows are of both.
    assert.deepEqual(await replanned(...ids), updates(40));
  });

  it('are refused by an id that none of them has', async () => {
    const { status, error } = await praJson(['replan', incident(), '--pattern', 'p-00000000.0']);
    assert.equal(status, 2);
    assert.match(error.message, /is of the pattern p-00000000\.0/);
  });
});

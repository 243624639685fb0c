import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { connected, testServer } from '../../support/postgres';
import { plainScript, rowsOfTable, schema } from '../restore/plainScripts';
import { scratchNames } from '../restore/restoring';
import { type Document, pra, praJson, temporaryFolder, uri } from './pra';

/** What of one row a side has more. */
interface Line {
  readonly kind: string;
  readonly key: readonly string[];
  readonly rows: number;
  readonly backup: Readonly<Record<string, string | null>> | null;
  readonly live: Readonly<Record<string, string | null>> | null;
}

const folder = temporaryFolder();
const backupRows = ['1\tvu', '1\tvu', '1\tvu', '2\tvu', '3\t\\N', '3\t\\N'];
const table = 's.passages';

describe('pra recover of a table without a key', () => {
  let words: readonly string[];
  let incident: string;
  let live: string;

  const into = (name: string): string => path.join(folder(), name);
  const recover = (name: string, ...options: readonly string[]): Promise<Document> =>
    praJson([...words, '--out', into(name), ...options]);
  const lines = async (name: string): Promise<readonly Line[]> => {
    const text = await readFile(path.join(into(name), 'rows', 'changes.jsonl'), 'utf8');
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
  };

  before(async () => {
    const server = await testServer();
    const production = await server.createDatabase();
    await connected(production, (session) =>
      session.query(`
        create schema s;
        create table s.passages (porte int, vu text);
        insert into s.passages
        values (1, 'vu'), (2, 'vu'), (2, 'vu'), (2, 'vu'), (3, null), (3, null), (4, '')`),
    );
    const dump = into('dump.sql');
    await writeFile(
      dump,
      plainScript(
        schema,
        'CREATE TABLE s.passages (\n    porte integer,\n    vu text\n);\n',
        rowsOfTable('s.passages (porte, vu)', backupRows),
      ),
    );
    live = uri(production);
    words = [
      ...['recover', dump, '--table', table, '--live', live],
      ...['--scratch', uri(server.owner), '--allow-production-server'],
    ];
    incident = into('incident');
  });

  it('counts the rows of either side with all their copies, and keeps what it found', async () => {
    const { status, json, stderr } = await recover('incident');
    assert.equal(status, 0, stderr);
    const { key, rows, notices } = json['compare'] as Document['json'];
    assert.deepEqual(key, []);
    assert.deepEqual(rows, {
      ...{ backup: 6, live: 7, identical: 4, missing: 2, changed: 0, extra: 3 },
      ...{ conflicts: 0, liveConflicts: 0, reused: 0, sameValue: 0, unread: 0, stale: 0 },
    });
    assert.deepEqual(notices, ['no key: rows are compared as a multiset']);
    assert.deepEqual(json['plan'], { insert: 0, update: 0, delete: 0 });
    const kept = (await lines('incident')).map(({ kind, rows: copies, backup, live: inLive }) => {
      const { porte, vu } = backup ?? inLive ?? {};
      return `${kind} ${copies} × ${String(porte)}|${String(vu)}`;
    });
    assert.deepEqual(kept, ['missing 2 × 1|vu', 'extra 2 × 2|vu', 'extra 1 × 4|']);
    assert.deepEqual(await scratchNames(), []);
  });

  it('says in the journal that it was compared without a key', async () => {
    const journals = path.join(incident, 'journal');
    const texts = (await readdir(journals)).map((name) =>
      readFile(path.join(journals, name), 'utf8'),
    );
    const steps = (await Promise.all(texts))
      .flatMap((text) => text.trim().split('\n'))
      .map((line) => JSON.parse(line) as Document['json']);
    const compared = steps.find(({ step }) => step === 'compared');
    assert.equal(compared?.['withoutKey'], true);
    assert.deepEqual([compared['missing'], compared['extra']], [2, 3]);
  });

  it('tells a person what was found, and that a key is needed to correct it', async () => {
    const { status, stdout, stderr } = await pra([...words, '--out', into('told')]);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /missing +2 +in the backup, lost in production/);
    assert.match(stdout, /extra +3 +only in production/);
    assert.match(stdout, /Without a key no single row can be corrected/);
    assert.match(stdout, /Next: pra recover into another DIR with --key a,b/);
  });

  it('compares only the rows that satisfy a condition, and refuses one that is none', async () => {
    const { status, json } = await recover('part', '--where', 'porte < 3');
    assert.equal(status, 0);
    const { rows } = json['compare'] as Document['json'];
    const { backup, missing, extra } = rows as Document['json'];
    assert.deepEqual({ backup, missing, extra }, { backup: 4, missing: 2, extra: 2 });
    const wrong = await recover('wrong', '--where', 'porte <');
    assert.deepEqual([wrong.status, wrong.error.code], [2, 'usage']);
  });

  it('is refused before anything is restored where identity columns are named, which need a key', async () => {
    const { status, error } = await recover('identified', '--identity', 'vu');
    assert.deepEqual([status, error.code], [3, 'no-key']);
    assert.match(
      error.message,
      /s\.passages has no key common to both sides, by which .* identity columns could be used/,
    );
    assert.match(error.hint ?? '', /--key a,b/);
    await assert.rejects(readdir(into('identified')), { code: 'ENOENT' });
  });

  it('is refused where a correction is asked for, with all that was found', async () => {
    const { status, json, error } = await recover('asked', '--select', 'missing');
    assert.deepEqual([status, error.code], [3, 'no-key']);
    assert.match(error.message, /s\.passages was compared without a key/);
    assert.match(error.hint ?? '', /--key a,b/);
    assert.equal(((json['compare'] as Document['json'])['rows'] as Document['json'])['missing'], 2);
    assert.equal((await lines('asked')).length, 3);
    assert.ok(!(await readdir(into('asked'))).includes('plan.json'));
  });

  for (const [step, options] of [
    ['replan', ['--select', 'missing']],
    ['rehearse', 'live'],
    ['apply', 'confirmed'],
    ['prove', 'live'],
    ['undo', 'confirmed'],
    ['stale', 'live'],
  ] as const) {
    it(`makes an incident of which ${step} says that it has no key`, async () => {
      const connection = ['--live', live];
      const asked =
        typeof options === 'string'
          ? [...connection, ...(options === 'confirmed' ? ['--confirm', table] : [])]
          : options;
      const { status, error } = await praJson([step, incident, ...asked]);
      assert.deepEqual([status, error.code], [3, 'no-key'], error.message);
      assert.match(error.message, /no single row of it can be corrected/);
    });
  }

  it('corrects it once columns are named that tell its rows apart', async () => {
    const options = ['--key', 'porte', '--select', 'extra'];
    const { status, json, stderr } = await recover('keyed', ...options);
    assert.equal(status, 0, stderr);
    assert.deepEqual(json['plan'], { insert: 0, update: 0, delete: 1 });
  });
});

describe('pra recover of a table whose two sides have not the same key', () => {
  const into = (name: string): string => path.join(folder(), name);

  /** @param production What it has made of the dump's `(porte integer, vu text)`, whose key is `(porte, vu)`. */
  async function words(name: string, production: string, key: string): Promise<readonly string[]> {
    const server = await testServer();
    const live = await server.createDatabase();
    await connected(live, (session) => session.query(`create schema s; ${production}`));
    const dump = into(`${name}.sql`);
    await writeFile(
      dump,
      plainScript(
        schema,
        'CREATE TABLE s.passages (\n    porte integer NOT NULL,\n    vu text NOT NULL\n);\n',
        rowsOfTable('s.passages (porte, vu)', ['1\tvu', '2\tvu', '3\tvu']),
        key,
      ),
    );
    return [
      ...['recover', dump, '--table', table, '--live', uri(live), '--out', into(name)],
      ...['--scratch', uri(server.owner), '--allow-production-server'],
    ];
  }

  const primary =
    'ALTER TABLE ONLY s.passages\n    ADD CONSTRAINT passages_pkey PRIMARY KEY (porte, vu);';

  it('compares rows of given keys by the backup’s, where production has lost its own', async () => {
    const production = `create table s.passages as select 1 porte, 'vu' vu`;
    const recover = await words('lost', production, primary);
    await writeFile(into('keys'), '1\tvu\n2\tvu\n');
    const { status, json, stderr } = await praJson([...recover, '--only-keys', into('keys')]);
    assert.equal(status, 0, stderr);
    const { key, rows } = json['compare'] as Document['json'];
    assert.deepEqual(key, ['porte', 'vu']);
    const { backup, missing, extra } = rows as Document['json'];
    assert.deepEqual({ backup, missing, extra }, { backup: 2, missing: 1, extra: 0 });
  });

  it('refuses keys of too few columns before anything is restored', async () => {
    const production = `create table s.passages as select 1 porte, 'vu' vu`;
    const recover = await words('few', production, primary);
    await writeFile(into('few.keys'), '1\n');
    const { status, error } = await praJson([...recover, '--only-keys', into('few.keys')]);
    assert.deepEqual([status, error.code], [2, 'usage'], error.message);
    await assert.rejects(readdir(into('few')), { code: 'ENOENT' });
  });

  it('refuses identity columns before anything is restored, where production’s key is not in the dump', async () => {
    const production = `create table s.passages (porte int, vu text, id int primary key)`;
    const recover = await words('newer', production, '');
    const { status, error } = await praJson([...recover, '--identity', 'vu']);
    assert.deepEqual([status, error.code], [3, 'no-key'], error.message);
    await assert.rejects(readdir(into('newer')), { code: 'ENOENT' });
  });
});

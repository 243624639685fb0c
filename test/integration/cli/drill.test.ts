import assert from 'node:assert/strict';
import { copyFile, cp, mkdir, open, readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stampDump } from '../../../src/sample/dumpTimes';
import { archivePath } from '../../support/dumps';
import { testServer } from '../../support/postgres';
import { type Document, pra, praJson, temporaryFolder, uri } from './pra';

const folder = temporaryFolder();
const mairie = fileURLToPath(new URL('../../../media/sample/mairie.dump', import.meta.url));
const table = ['--table', 'metier.demandes_rdv'];
const hour = 3_600_000;

/** Two nightly dumps of a real database, the newer one so many hours old. */
async function nights(name: string, age: number): Promise<{ dir: string; newest: string }> {
  const dir = path.join(folder(), name);
  await mkdir(dir);
  const [older, newest] = ['before', 'last'].map((night) => path.join(dir, `${night}.dump`));
  assert.ok(older !== undefined && newest !== undefined);
  for (const [file, hours] of [
    [older, age + 24],
    [newest, age],
  ] as const) {
    await copyFile(mairie, file);
    await stampDump(file, new Date(Date.now() - hours * hour));
  }
  return { dir, newest };
}

/** Turns bits in the middle of a file, which keeps its times. */
async function damage(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    const { size } = await handle.stat();
    await handle.write(Buffer.alloc(64, 0xa5), 0, 64, Math.floor(size * 0.6));
  } finally {
    await handle.close();
  }
}

describe('pra drill', () => {
  let scratch: readonly string[];

  before(async () => {
    scratch = ['--scratch', uri((await testServer()).owner)];
  });

  async function drilled(dir: string, ...more: readonly string[]): Promise<Document> {
    return praJson(['drill', dir, ...scratch, ...more]);
  }

  /** A drill leaves no scratch database behind, however it ends. */
  afterEach(async () => {
    const { json } = await praJson(['scratch', 'list', ...scratch]);
    assert.deepEqual(json['databases'], []);
  });

  it('proves a whole database usable: read, restored, every row counted', async () => {
    const { dir, newest } = await nights('healthy', 3);
    const { status, json } = await drilled(dir, '--max-age', '26');
    assert.equal(status, 0, JSON.stringify(json));
    assert.deepEqual([json['verdict'], json['problems'], json['others']], ['usable', [], 1]);
    const dump = json['dump'] as Record<string, unknown>;
    assert.deepEqual([dump['path'], dump['age'], dump['maxAge']], [newest, 3, 26]);
    const { json: verified } = await praJson(['verify', newest]);
    const [counted] = verified['dumps'] as [{ tables: readonly { rows: number }[] }];
    const [restore] = json['restores'] as [{ tables: { dumped: number; restored: number }[] }];
    const rows = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b);
    assert.deepEqual(
      rows(restore.tables.map(({ restored }) => restored)),
      rows(counted.tables.map((one) => one.rows)),
    );
    assert.ok(restore.tables.every(({ dumped, restored }) => dumped === restored));
  });

  it('restores plain SQL and directories as well, and takes the newest of them', async () => {
    const dir = path.join(folder(), 'formats');
    await mkdir(dir);
    await cp(archivePath('pg15-directory'), path.join(dir, 'old'), { recursive: true });
    await copyFile(archivePath('pg15-plain.sql.gz'), path.join(dir, 'shop.sql.gz'));
    const { status, json } = await drilled(dir, '--table', '"Other Shop".orders');
    assert.equal(status, 0, JSON.stringify(json));
    assert.equal((json['dump'] as { path: string }).path, path.join(dir, 'shop.sql.gz'));
    const [restore] = json['restores'] as [{ tables: unknown }];
    assert.deepEqual(restore.tables, [
      { schema: 'Other Shop', name: 'orders', dumped: 2, restored: 2 },
    ]);
  });

  it('finds a dump not usable whose bytes changed or that was cut short, though an older one is whole', async () => {
    const flipped = await nights('flipped', 3);
    await damage(flipped.newest);
    const cut = await nights('cut', 3);
    await truncate(cut.newest, 100_000);
    for (const [{ dir, newest }, code] of [
      [flipped, 'dump-damaged'],
      [cut, 'dump-truncated'],
    ] as const) {
      const report = path.join(dir, 'drill.md');
      const { status, json, error } = await drilled(dir, ...table, '--report', report);
      assert.deepEqual([status, error.code, json['verdict']], [4, code, 'not usable']);
      assert.deepEqual([json['restores'], json['others']], [[], 1]);
      const text = await readFile(report, 'utf8');
      assert.match(text, /^\*\*THE BACKUP IS NOT USABLE\.\*\*$/m);
      assert.match(text, new RegExp(`^# Recovery drill: ${path.basename(newest)}$`, 'm'));
      assert.match(text, /^\| Full read \| DAMAGED, /m);
    }
  });

  it('finds a folder stale whose newest dump is too old, though it is whole', async () => {
    const { dir, newest } = await nights('stale', 50);
    const { status, json, error } = await drilled(dir, ...table, '--max-age', '26');
    assert.deepEqual([status, error.code, json['verdict']], [4, 'dump-stale', 'not usable']);
    assert.equal(error.message, `The newest dump, ${newest}, is 50 h old; 26 h are allowed.`);
    assert.equal((json['restores'] as readonly unknown[]).length, 1);
    assert.equal((await drilled(dir, ...table)).status, 0);
  });

  it('finds a folder without dumps, and a dump without the table, not usable', async () => {
    const empty = path.join(folder(), 'empty');
    await mkdir(empty);
    await writeFile(path.join(empty, 'notes.txt'), 'no dump');
    const none = await drilled(empty);
    assert.deepEqual([none.status, none.json['verdict']], [4, 'not usable']);
    assert.match(none.error.message, /^There is no dump in /);
    assert.equal((await drilled(path.join(folder(), 'nowhere'))).status, 4);
    const { dir } = await nights('other', 3);
    const tables = ['--table', 'metier.demandes_rdvs', ...table];
    const { status, json, error } = await drilled(dir, ...tables);
    assert.deepEqual([status, error.code], [4, 'table-not-in-dump']);
    // What can be proved of the others is.
    assert.equal((json['restores'] as readonly unknown[]).length, 1);
  });

  it('asks the checks of what was restored, exits with 3 where one fails, and reports it in French', async () => {
    const { dir } = await nights('checked', 3);
    const checks = path.join(dir, 'checks');
    await mkdir(checks);
    const write = (name: string, expect: string, query: string) =>
      writeFile(
        path.join(checks, `${name}.sql`),
        `-- name: ${name}\n-- expect: ${expect}\n${query}`,
      );
    const count = 'select count(*) from metier.demandes_rdv';
    await write(
      'dates',
      'no rows',
      'select 1 from metier.demandes_rdv where date_rdv < date_demande',
    );
    await write('citizens', 'no rows', 'select 1 from metier.citoyens where nom is null');
    await write('rows', '>= 1000', count);
    const tables = [...table, '--table', 'metier.citoyens'];
    const good = await drilled(dir, ...tables, '--checks', checks);
    assert.equal(good.status, 0, JSON.stringify(good.json));
    const found = (good.json['checks'] as { file: string; scratch: { state: string } }[]).map(
      ({ file, scratch: { state } }) => [file, state],
    );
    assert.deepEqual(found.sort(), [
      ['citizens.sql', 'kept'],
      ['dates.sql', 'kept'],
      ['rows.sql', 'kept'],
    ]);
    await write('rows', '>= 100000000', count);
    const report = path.join(dir, 'exercice.md');
    const words = [...table, '--checks', checks, '--report', report, '--lang', 'fr'];
    const bad = await drilled(dir, ...words);
    assert.deepEqual([bad.status, bad.error.code], [3, 'check-failed']);
    assert.equal(bad.json['verdict'], 'checks failed');
    const text = await readFile(report, 'utf8');
    assert.match(text, /^# Exercice de restauration\u00a0: last\.dump$/m);
    assert.match(text, /^- Contrôles en échec\u00a0: rows\.$/m);
    assert.match(text, /^\| rows \| \\>= 100\s000\s000 \| erreur \| 20\s010 \| ENFREINT \|$/m);
  });

  it('proves nothing where scratch cannot be reached, and says that it is not the dump', async () => {
    const { dir } = await nights('away', 3);
    const nowhere = ['--scratch', 'postgresql://nobody@127.0.0.1:1/postgres'];
    const { status, stdout, stderr } = await pra(['drill', dir, ...table, ...nowhere]);
    assert.equal(status, 5);
    assert.match(stdout, /NOT PROVED THAT THE BACKUP IS USABLE/);
    assert.match(stderr, /cannot|refused/i);
  });

  it('refuses words that it cannot take', async () => {
    const { dir } = await nights('words', 3);
    for (const words of [
      ['--max-age', 'old'],
      ['--lang', 'de'],
      ['--checks', dir],
      ['--zone', 'X'],
    ]) {
      assert.equal((await drilled(dir, ...words)).status, 2, words.join(' '));
    }
  });
});

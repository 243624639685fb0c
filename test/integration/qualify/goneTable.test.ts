import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Finding } from '../../../src/core/qualify/finding';
import { openIncident } from '../../../src/engine/incidents';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { stampDump } from '../../../src/sample/dumpTimes';
import { copyBlock, writeArchive } from '../../support/archiveWriter';
import { appointments, dumpAppointments, fillAppointments } from '../../support/appointments';
import { connected, testServer } from '../../support/postgres';
import { pra, praJson, temporaryFolder, uri } from '../cli/pra';

const folder = temporaryFolder();

type Of<K extends Finding['kind']> = Extract<Finding, { readonly kind: K }>;

describe('pra qualify of a table that production has lost', () => {
  let dumps: string;
  let newest: string;

  before(async () => {
    dumps = path.join(folder(), 'dumps');
    await mkdir(dumps);
    await dumpAppointments(dumps, '2026-06-28T02:00:00', 590);
    newest = await dumpAppointments(dumps, '2026-06-29T02:00:00');
    await dumpNothing(path.join(dumps, 'rdv-2026-06-30.dump'));
  });

  /** A dump of after the loss. */
  async function dumpNothing(file: string): Promise<void> {
    const entries = [
      {
        ...{ desc: 'TABLE', tag: 'salle', namespace: 'metier', relkind: 'r' },
        definition: 'CREATE TABLE metier.salle (id integer);\n',
      },
      {
        ...{ desc: 'TABLE DATA', tag: 'salle', namespace: 'metier' },
        copyStatement: 'COPY metier.salle (id) FROM stdin;\n',
        data: copyBlock(['1']),
      },
    ];
    await writeFile(file, writeArchive({ minor: 14, compression: 'gzip', entries }));
    await stampDump(file, new Date('2026-06-30T02:00:00'));
  }

  async function database(...statements: readonly string[]): Promise<ConnectionSettings> {
    const settings = await (await testServer()).createDatabase();
    await fillAppointments(settings);
    for (const statement of statements) {
      await connected(settings, (session) => session.query(statement));
    }
    return settings;
  }

  function words(live: ConnectionSettings, table = appointments): readonly string[] {
    return ['qualify', dumps, '--live', uri(live), '--table', table];
  }

  async function qualified(
    live: ConnectionSettings,
    ...more: readonly string[]
  ): Promise<{ readonly json: Readonly<Record<string, unknown>>; readonly text: string }> {
    const out = path.join(folder(), `page-${String(Math.random()).slice(2)}.md`);
    const { status, json } = await praJson([...words(live), '--out', out, '--lang', 'en', ...more]);
    assert.equal(status, 0, JSON.stringify(json['error']));
    return { json, text: await readFile(out, 'utf8') };
  }

  function finding<K extends Finding['kind']>(
    json: Readonly<Record<string, unknown>>,
    kind: K,
  ): Of<K> | undefined {
    return (json['findings'] as readonly Finding[]).find((one): one is Of<K> => one.kind === kind);
  }

  it('says so, which dump still holds it, and what to do', async () => {
    const { json, text } = await qualified(await database('drop table metier.rdv'));
    assert.deepEqual(
      (json['findings'] as readonly Finding[]).map(({ kind }) => kind),
      ['gone', 'healthy dump', 'to be made anew'],
    );
    const dump = finding(json, 'healthy dump');
    assert.deepEqual([dump?.path, dump?.rows, dump?.toldBy], [newest, 600, 'gone']);
    assert.deepEqual(finding(json, 'gone')?.near, []);
    assert.match(text, /\*\*Production has no table `metier\.rdv` in the database `\w+`: /);
    assert.match(text, /`rdv-2026-06-30\.dump` \| no such table \| −600 \|/);
    assert.match(text, /\| no such table \| +\| production \| \[Q\d+\]/);
    assert.match(text, /from 0 to 600 rows\. In production now: no such table\./);
    assert.match(text, /Restore Table to Scratch, `pra restore`/);
    assert.doesNotMatch(text, /## Activity counters|## Transactions that wrote/);
  });

  it('tells by date and value what the healthy dump holds of it, but by no personal column', async () => {
    const live = await database('drop table metier.rdv');
    const { json, text } = await qualified(live);
    const backup = json['backup'] as { name: string; columns: readonly { column: string }[] };
    assert.equal(backup.name, newest);
    assert.deepEqual(
      backup.columns.map(({ column }) => column),
      ['jour', 'statut'],
    );
    assert.match(text, /\| `ANNULE` \| 200 \| 0 \| −200 \|/);
    assert.match(text, /!\[[^\]]+\]\(charts\/page-\d+-days\.svg\)/);
    assert.doesNotMatch(text, /Citoyenne/);
    assert.doesNotMatch((await qualified(live, '--personal', 'statut')).text, /ANNULE/);
  });

  it('gives again, by the query that it names, that there is no such table', async () => {
    const live = await database('drop table metier.rdv');
    const { json } = await qualified(live);
    const { query } = json['gone'] as { query: number };
    const queries = json['queries'] as readonly { number: number; text: string }[];
    const { text = '' } = queries.find(({ number }) => number === query) ?? {};
    assert.deepEqual(await connected(live, (session) => session.rows(text)), []);
    const { rows } = json['live'] as { rows: unknown };
    assert.deepEqual(rows, { query, missing: { why: 'absent' } });
  });

  it('shows what was restored of it: rows, spread, constraints, checks', async () => {
    const checks = path.join(folder(), 'checks');
    await mkdir(checks);
    await writeFile(
      path.join(checks, 'etats.sql'),
      `-- name: known states\n-- table: metier.rdv\n-- expect: no rows\nselect * from metier.rdv where statut = 'PIGEON'\n`,
    );
    const live = await database('drop table metier.rdv');
    const sides = ['--backup', uri(await database()), '--checks', checks];
    const { json, text } = await qualified(live, ...sides);
    assert.equal(finding(json, 'gone')?.rows, 600);
    assert.equal(finding(json, 'to be made anew')?.from, 'restored table');
    assert.match(text, /The restored table has 600 rows\./);
    assert.match(text, /\| rows \| 600 \| no such table \|/);
    assert.match(text, /\| `statut` \| `ANNULE` \| 200 \| 0 \| −200 \|/);
    assert.match(text, /!\[[^\]]+\]\(charts\/page-\d+-days\.svg\)/);
    assert.match(text, /\| known states \| no rows \| 0 – kept \| \*\*not run\*\* \|/);
    assert.match(text, /rdv_nom_check.*\| there \| \*\*MISSING\*\* \|/);
  });

  it('names the tables that are called so in another schema or other letters', async () => {
    const live = await database(
      'create schema archive',
      'alter table metier.rdv set schema archive',
      'create table metier."RDV" (id int)',
    );
    const { json, text } = await qualified(live);
    assert.deepEqual(finding(json, 'gone')?.near, ['archive.rdv', 'metier."RDV"']);
    assert.match(text, /in other letters: `archive\.rdv`, `metier\."RDV"`\. Is it one of them\?/);
  });

  it('finds by its bare name which table the dumps hold', async () => {
    const live = await database('drop schema metier cascade');
    const out = path.join(folder(), 'bare.md');
    const { status, json } = await praJson([...words(live, 'rdv'), '--out', out]);
    assert.equal(status, 0, JSON.stringify(json['error']));
    assert.equal(json['table'], appointments);
    assert.equal(finding(json, 'healthy dump')?.path, newest);
  });

  it('refuses a name that neither production nor a dump holds, with what comes near', async () => {
    const live = await database();
    for (const table of ['metier.rdvs', 'rdvs']) {
      const out = path.join(folder(), 'refused.md');
      const { status, json } = await praJson([...words(live, table), '--out', out]);
      assert.equal(status, 3);
      const { code, message, hint } = json['error'] as Readonly<Record<string, string>>;
      assert.equal(code, 'table-not-found');
      assert.match(message ?? '', /^There is no table (metier\.)?rdvs in /);
      assert.equal(hint, 'Did you mean metier.rdv?');
    }
  });

  it('opens the incident, whose journal and report tell that the table was gone', async () => {
    const live = await database('drop table metier.rdv');
    const dir = path.join(folder(), 'incident');
    const said = await pra([...words(live), '--dir', dir, '--lang', 'fr']);
    assert.equal(said.status, 0, said.stderr);
    assert.match(
      said.stdout,
      /La production n’a pas de table `metier\.rdv` dans la base `\w+`\s: /,
    );
    assert.match(said.stdout, /La sauvegarde saine la plus récente est `rdv-2026-06-29\.dump`/);
    const entries = await (await openIncident(dir)).entries();
    const noted = entries.find((entry) => entry.step === 'qualified');
    assert.equal(noted?.found.gone?.table, appointments);
    const report = await pra(['report', dir, '--lang', 'en']);
    assert.equal(report.status, 0, report.stderr);
    const text = await readFile(path.join(dir, 'report.md'), 'utf8');
    assert.match(text, /Production has no table `metier\.rdv` in the database/);
  });

  it('is followed by what it says: made anew by its definition, the table gets its rows back', async () => {
    const live = await database('drop table metier.rdv');
    const scratch = await database();
    const file = path.join(folder(), 'definition.sql');
    const snapshot = ['snapshot', '--live', uri(scratch), '--table', appointments, '--out', file];
    assert.equal((await praJson(snapshot)).status, 0);
    const definition = (await readFile(file, 'utf8'))
      .replace(/^CREATE SCHEMA .*;$/m, '')
      .replace(/^COPY [^]*^\\\.$/m, '');
    await connected(live, (session) => session.script(definition));
    const { json } = await qualified(live);
    assert.equal(json['gone'], null);
    const recovered = await praJson([
      ...['recover', newest, '--live', uri(live), '--table', appointments, '--select', 'missing'],
      ...['--out', path.join(folder(), 'recovered'), '--scratch', uri(live)],
      ...['--allow-production-server', '--allow-superuser'],
    ]);
    assert.equal(recovered.status, 0, JSON.stringify(recovered.error));
    assert.equal((recovered.json['plan'] as { insert: number }).insert, 600);
  });
});

import assert from 'node:assert/strict';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RestoredFinding } from '../../../src/core/qualify/restored/restoredFinding';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { appointments, dumpAppointments, fillAppointments } from '../../support/appointments';
import { connected, testServer } from '../../support/postgres';
import { pra, praJson, temporaryFolder, uri } from '../cli/pra';
import { assertTraced } from './traced';

const folder = temporaryFolder();

describe('pra figures', () => {
  let live: ConnectionSettings;

  before(async () => {
    live = await databaseWith(
      `delete from metier.rdv where jour between '2026-03-01' and '2026-03-31'`,
    );
  });

  async function databaseWith(...statements: readonly string[]): Promise<ConnectionSettings> {
    const database = await (await testServer()).createDatabase();
    await fillAppointments(database);
    for (const statement of statements) {
      await connected(database, (session) => session.query(statement));
    }
    return database;
  }

  async function checksThat(judge: string): Promise<string> {
    const dir = path.join(folder(), `checks-${String(Math.random()).slice(2)}`);
    await mkdir(dir);
    const head =
      '-- name: known states\n-- table: metier.rdv\n-- expect: no rows\n-- severity: error\n';
    await writeFile(path.join(dir, 'etats.sql'), `${head}${judge}\n`);
    return dir;
  }

  function words(scratch: ConnectionSettings, ...more: readonly string[]): readonly string[] {
    const sides = ['--backup', uri(scratch), '--live', uri(live)];
    return ['figures', ...sides, '--table', appointments, ...more];
  }

  it('shows of a healthy restored table its rows, spread, constraints and checks beside production', async () => {
    const scratch = await databaseWith();
    const checks = await checksThat(
      `select * from metier.rdv where statut not in ('CONFIRME', 'HONORE', 'ANNULE')`,
    );
    const out = path.join(folder(), 'restored.md');
    const more = ['--checks', checks, '--out', out, '--lang', 'en'];
    const { status, json } = await praJson(words(scratch, ...more));
    assert.equal(status, 0);
    const findings = json['findings'] as readonly RestoredFinding[];
    assert.deepEqual(
      findings.map(({ kind }) => kind),
      ['volume', 'hole', 'rules kept', 'checks kept'],
    );
    const [volume, hole] = findings;
    assert.ok(volume?.kind === 'volume' && hole?.kind === 'hole');
    assert.deepEqual([volume.rows, volume.change], [600, -100]);
    assert.equal(hole.lackedBy, 'production');
    const page = await readFile(out, 'utf8');
    assertTraced(page);
    assert.match(page, /\| rows \| 600 \| 500 \| \[Q\d+\]\(#q\d+\) \[Q\d+\]/);
    assert.match(page, /rdv_nom_check.*\| there \| there \|/);
    assert.match(page, /\| known states \| no rows \| 0 – kept \| 0 – kept \|/);
    assert.match(page, /\| `statut` \| `ANNULE` \| 200 \| 166 \| −34 \| \[Q\d/);
    assert.deepEqual((await readdir(path.join(folder(), 'charts'))).sort(), [
      'restored-days.svg',
      'restored-values.svg',
    ]);
    // Nothing is kept beside the checks: it is no run of production's alone.
    assert.deepEqual(await readdir(checks), ['etats.sql']);
  });

  it('traces each figure to a query that gives it again, on its side', async () => {
    const scratch = await databaseWith();
    const { json } = await praJson(words(scratch));
    const queries = json['queries'] as readonly { number: number; on: string; text: string }[];
    for (const [on, database] of [
      ['scratch', scratch],
      ['production', live],
    ] as const) {
      const own = queries.filter((query) => query.on === on);
      assert.ok(own.length > 3);
      await connected(database, async (session) => {
        for (const { text } of own) {
          await session.query(text);
        }
      });
    }
    const { rows } = json['restored'] as { rows: { query: number; value: { rows: number } } };
    const text = queries.find(({ number }) => number === rows.query)?.text ?? '';
    const [again] = await connected(scratch, (session) => session.row(text));
    assert.deepEqual([Number(again), rows.value.rows], [600, 600]);
  });

  it('ends with 3 where a check fails in the restored table, and names it', async () => {
    const scratch = await databaseWith(`update metier.rdv set statut = 'PIGEON' where id <= 12`);
    const checks = await checksThat(`select * from metier.rdv where statut = 'PIGEON'`);
    const { status, json } = await praJson(words(scratch, '--checks', checks));
    assert.equal(status, 3);
    assert.equal((json['error'] as { code: string }).code, 'check-failed');
    const failed = (json['findings'] as readonly RestoredFinding[]).find(
      ({ kind }) => kind === 'checks failed',
    );
    assert.ok(failed?.kind === 'checks failed');
    assert.deepEqual(failed.names, ['known states']);
    const said = await pra(words(scratch, '--checks', checks, '--lang', 'fr'));
    assert.match(said.stdout, /Contrôles en échec dans la table restaurée\s: known states\./);
    assert.match(said.stdout, /known states +aucune ligne +12 – NON RESPECTÉ +0 – respecté/);
  });

  it('does not blame the restored table for a check that only production breaks', async () => {
    const damaged = live;
    try {
      live = await databaseWith(`update metier.rdv set statut = 'PIGEON' where id <= 12`);
      const checks = await checksThat(`select * from metier.rdv where statut = 'PIGEON'`);
      const { status, json } = await praJson(words(await databaseWith(), '--checks', checks));
      assert.equal(status, 0);
      assert.equal(json['ok'], true);
    } finally {
      live = damaged;
    }
  });

  it('shows what was restored where production has lost the table, and says that it has', async () => {
    const damaged = live;
    try {
      live = await databaseWith('drop table metier.rdv');
      const checks = await checksThat(`select * from metier.rdv where statut = 'PIGEON'`);
      const sides = words(await databaseWith(), '--checks', checks);
      const { status, json } = await praJson(sides);
      assert.equal(status, 0, JSON.stringify(json['error']));
      const [gone] = json['findings'] as readonly RestoredFinding[];
      assert.ok(gone?.kind === 'gone');
      assert.equal(gone.rows, 600);
      const said = await pra([...sides, '--lang', 'fr']);
      assert.match(
        said.stdout,
        /La production n’a plus cette table\. La table restaurée a 600\slignes\./,
      );
      assert.match(said.stdout, /lignes +600 +table absente/);
      assert.match(said.stdout, /known states +aucune ligne +0 – respecté/);
    } finally {
      live = damaged;
    }
  });

  it('names the constraints that were not restored, and those that are not validated', async () => {
    const scratch = await databaseWith(
      `alter table metier.rdv drop constraint rdv_nom_check`,
      `alter table metier.rdv add constraint connu check (statut <> '') not valid`,
    );
    const { json } = await praJson(words(scratch));
    const named = (json['findings'] as readonly RestoredFinding[]).flatMap((finding) =>
      finding.kind === 'rules absent' || finding.kind === 'rules not validated'
        ? [[finding.kind, ...finding.names]]
        : [],
    );
    assert.deepEqual(named, [
      ['rules absent', 'rdv_nom_check'],
      ['rules not validated', 'connu'],
    ]);
  });

  it('follows a restore: its answer says how, and its CONN is taken as it is', async () => {
    const dump = await dumpAppointments(folder(), '2026-06-29T02:00:00', 590);
    const server = await (await testServer()).createDatabase();
    const restored = await praJson([
      'restore',
      dump,
      '--table',
      appointments,
      '--scratch',
      uri(server),
      '--allow-superuser',
    ]);
    try {
      const { conn } = restored.json['scratch'] as { conn: string };
      const sides = ['--backup', conn, '--live', uri(live), '--table', appointments];
      const { status, json } = await praJson(['figures', ...sides], {
        PGPASSWORD: server.password ?? '',
      });
      assert.equal(status, 0, JSON.stringify(json['error']));
      const [volume] = json['findings'] as readonly RestoredFinding[];
      assert.ok(volume?.kind === 'volume');
      assert.equal(volume.rows, 590);
    } finally {
      const dropped = await praJson(['scratch', 'drop', '--all', '--scratch', uri(server)]);
      assert.equal(dropped.status, 0);
    }
  });
});

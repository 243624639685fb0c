import assert from 'node:assert/strict';
import { cp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { wholeTable } from '../../../src/core/diff/scope';
import { keyId } from '../../../src/core/correction/selection';
import { incidentsIn, openReview, runComparison } from '../../../src/engine/reviewing';
import { openIncident, planningIn } from '../../../src/engine/incidents';
import { planFromComparison } from '../../../src/recovery/correct/planFromComparison';
import { wireRows } from '../../../src/ui/review/rows';
import type { EngineHost } from '../../../src/engine/engineHost';
import type { ReviewSession } from '../../../src/recovery/review/reviewSession';
import { connected, quiet, temporaryHome, testServer } from '../../support/postgres';

const host: EngineHost = {
  work: quiet,
  say: () => undefined,
  program: {
    ...{ tool: 'pra test', language: 'en' as const, mediaFolder: 'media' },
    ...{ pgRestore: undefined, postgresBinaries: undefined },
  },
};
const table = { schema: 'metier', name: 'rdv' };

/** 400 rows; 1–100 deleted, 101–150 changed, 151–153 reused, 154 changed in a generated column's source. */
const backupSql = `
  create schema metier;
  create table metier.rdv (
    id int primary key,
    citoyen int not null,
    statut text,
    note text,
    double int generated always as (citoyen * 2) stored
  );
  insert into metier.rdv
  select n, n % 50, 'CONFIRME', 'Dossier à compléter ' || n
  from generate_series(1, 400) n`;
const damageSql = `
  delete from metier.rdv where id <= 100;
  update metier.rdv set statut = 'ANNULE', note = note || ' | lot' where id between 101 and 150;
  update metier.rdv set citoyen = citoyen + 1000 where id between 151 and 153;
  insert into metier.rdv select n, 1, '', null from generate_series(501, 510) n`;

describe('The review of an incident', () => {
  let home: string;
  let dir: string;
  let session: ReviewSession;

  const open = async (folder = dir): Promise<ReviewSession> =>
    openReview(await openIncident(folder), quiet);

  before(async () => {
    const server = await testServer();
    home = await temporaryHome('pra-review-');
    dir = path.join(home, 'pra', 'incident');
    const [backup, live] = [await server.createDatabase(), await server.createDatabase()];
    await connected(backup, (made) => made.query(backupSql));
    await connected(live, async (made) => {
      await made.query(backupSql);
      await made.query(damageSql);
    });
    const dump = { path: 'a.dump', createdAt: '2026-11-22T02:00:00', sha256: undefined };
    const columns = { identity: ['citoyen'] };
    const scope = wholeTable;
    await runComparison({ ...{ backup, live, table, dump, columns, scope }, out: dir }, host);
  });

  beforeEach(async () => {
    await rm(path.join(dir, 'rows', 'selection.json'), { force: true });
    session = await open();
  });

  afterEach(() => session.close());

  after(() => rm(home, { recursive: true, force: true }));

  it('counts exactly what differs, and what each column has of it', async () => {
    assert.deepEqual(session.counts, { missing: 100, changed: 53, extra: 10, conflict: 0 });
    assert.equal(await session.count({ tab: 'all' }), 163);
    assert.deepEqual([...session.rows.reused], [150, 151, 152], 'by their lines');
    const names = session.comparison.table.columns.map(({ name }) => name);
    const byName = Object.fromEntries(names.map((name, at) => [name, session.differing[at]]));
    assert.deepEqual(byName, { id: 0, citoyen: 3, statut: 50, note: 50, double: 3 });
    assert.deepEqual(session.comparison.figures?.rows.identical, 247);
    assert.equal(session.selected.insert, 0, 'nothing is selected at the start');
  });

  it('gives any page of any tab, in key order', async () => {
    const keys = async (...page: Parameters<ReviewSession['page']>): Promise<string[]> =>
      (await session.page(...page)).map(({ change }) => change.key.join());
    assert.deepEqual(await keys({ tab: 'missing' }, 97, 10), ['98', '99', '100']);
    assert.deepEqual(await keys({ tab: 'changed' }, 49, 3), ['150', '151', '152']);
    assert.deepEqual(await keys({ tab: 'all' }, 99, 2), ['100', '101']);
    assert.deepEqual(await keys({ tab: 'extra' }, 9, 100), ['510']);
    assert.deepEqual(await keys({ tab: 'extra' }, 10, 5), []);
  });

  it('draws a page with the changed words marked, and NULL apart from the empty text', async () => {
    const [changed] = wireRows(await session.page({ tab: 'changed' }, 0, 1), {
      first: 0,
      ...session.comparison,
    });
    assert.ok(changed?.kind === 'changed');
    const words = changed.words.find(({ column }) => column === 3);
    const live = changed.live[3] ?? '';
    assert.deepEqual(
      words?.live.map(({ start, end }) => live.slice(start, end).trim()),
      ['| lot'],
    );
    assert.deepEqual(words.backup, []);
    const [extra] = wireRows(await session.page({ tab: 'extra' }, 0, 1), {
      first: 0,
      ...session.comparison,
    });
    assert.ok(extra?.kind === 'extra');
    assert.deepEqual([extra.live[2], extra.live[3]], ['', null]);
  });

  it('plans the same rows as the command line does for their keys', async () => {
    await session.select({ act: 'tab', tab: 'missing', selected: true });
    await session.select({ act: 'row', tab: 'missing', ordinal: 6, selected: false });
    await session.select({ act: 'range', tab: 'changed', from: 10, to: 53, selected: true });
    await session.select({ act: 'row', tab: 'changed', ordinal: 51, selected: true });
    await session.select({ act: 'deletes', allowed: true });
    await session.select({ act: 'range', tab: 'extra', from: 2, to: 4, selected: true });
    assert.deepEqual(session.selected, { insert: 99, update: 41, delete: 2 });

    const incident = await openIncident(dir);
    const made = await session.plan(planningIn(incident, host.program), quiet);
    assert.deepEqual(made.counts, session.selected);
    const reviewed = await incident.plan();
    assert.equal(session.plannedDigest, reviewed.digest);

    const copy = path.join(home, 'copy');
    await cp(dir, copy, { recursive: true });
    const other = await openIncident(copy);
    const keyLines = reviewed.plan.corrections.map(({ key }) => JSON.stringify({ key }));
    const request = { choices: [{ keyLines }], withoutDrifted: false };
    await planFromComparison(request, planningIn(other, host.program), quiet);
    assert.deepEqual((await other.plan()).plan.corrections, reviewed.plan.corrections);
    const keys = new Set(reviewed.plan.corrections.map(({ key }) => keyId(key)));
    assert.ok(!keys.has(keyId(['7'])) && keys.has(keyId(['152'])) && !keys.has(keyId(['151'])));
  });

  it('selects over all kinds by what is on the page, without deletes that are not allowed', async () => {
    await session.select({ act: 'tab', tab: 'all', selected: true });
    assert.deepEqual(session.selected, { insert: 100, update: 50, delete: 0 });
    await session.select({ act: 'range', tab: 'all', from: 90, to: 110, selected: false });
    assert.deepEqual(session.selected, { insert: 90, update: 40, delete: 0 });
  });

  it('refuses rows that there are not', async () => {
    for (const [from, to] of [
      [0, 101],
      [-1, 3],
      [5, 2],
      [0.5, 2],
      [0, Number.NaN],
    ] as const) {
      const intent = { act: 'range', tab: 'missing', from, to, selected: true } as const;
      await assert.rejects(session.select(intent), { code: 'usage' });
    }
    assert.equal(session.selected.insert, 0);
  });

  it('keeps the selection over a reload, for its owner alone, with no word of a row', async () => {
    await session.select({ act: 'range', tab: 'missing', from: 3, to: 40, selected: true });
    await session.select({ act: 'row', tab: 'changed', ordinal: 52, selected: true });
    await session.settled();
    const [again, file] = [await open(), path.join(dir, 'rows', 'selection.json')];
    try {
      assert.deepEqual(again.selection, session.selection);
      assert.deepEqual(again.selected, { insert: 37, update: 1, delete: 0 });
      assert.deepEqual(
        (await again.page({ tab: 'missing' }, 2, 2)).map(({ selected }) => selected),
        [false, true],
      );
    } finally {
      await again.close();
    }
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.doesNotMatch(await readFile(file, 'utf8'), /CONFIRME|Dossier/);
  });

  it('keeps every one of many choices made at once', async () => {
    await Promise.all(
      Array.from({ length: 30 }, (_, ordinal) =>
        session.select({ act: 'row', tab: 'missing', ordinal: ordinal * 2, selected: true }),
      ),
    );
    await session.settled();
    const again = await open();
    await again.close();
    assert.equal(again.selected.insert, 30);
  });

  it('says that a plan is older than the selection', async () => {
    const planning = planningIn(await openIncident(dir), host.program);
    await session.select({ act: 'tab', tab: 'missing', selected: true });
    await session.plan(planning, quiet);
    assert.ok(session.plannedDigest);
    await session.select({ act: 'row', tab: 'missing', ordinal: 0, selected: false });
    assert.equal(session.plannedDigest, undefined);
    await session.select({ act: 'nothing' });
    await assert.rejects(session.plan(planning, quiet), { code: 'nothing-selected' });
  });

  it('refuses compared rows that were changed or cut, where it must read them', async () => {
    const copy = path.join(home, 'spoilt');
    await cp(dir, copy, { recursive: true });
    await rm(path.join(copy, 'rows', 'changes.index'));
    const file = path.join(copy, 'rows', 'changes.jsonl');
    const text = await readFile(file, 'utf8');
    const spoilt = [
      text.replace('CONFIRME', 'ANNULE'),
      text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1),
      text.slice(0, -10),
      '',
    ];
    for (const lines of spoilt) {
      await writeFile(file, lines);
      await assert.rejects(open(copy), { code: 'incident-unreadable' });
    }
    await rm(copy, { recursive: true });
  });

  it('is listed with how far it has come', async () => {
    const copy = path.join(home, 'listed');
    await cp(dir, path.join(copy, 'one'), { recursive: true });
    await writeFile(path.join(copy, 'no incident'), '');
    const [one, ...others] = await incidentsIn(copy);
    assert.equal(others.length, 0);
    assert.ok(one);
    assert.ok(['compared', 'planned'].includes(one.standing));
    assert.deepEqual(await incidentsIn(path.join(home, 'nothing')), []);
  });
});

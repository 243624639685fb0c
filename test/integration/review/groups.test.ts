import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { wholeTable } from '../../../src/core/diff/scope';
import type { EngineHost } from '../../../src/engine/engineHost';
import { openIncident, planningIn } from '../../../src/engine/incidents';
import { openReview, runComparison } from '../../../src/engine/reviewing';
import { compareStale, findStale } from '../../../src/engine/staleRows';
import { planFromComparison } from '../../../src/recovery/correct/planFromComparison';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import type { CountedGroup } from '../../../src/recovery/review/groups/rowGroups';
import type { ReviewSession } from '../../../src/recovery/review/reviewSession';
import { CrashingServer } from '../../support/crashingServer';
import { connected, quiet, temporaryHome, testServer } from '../../support/postgres';

const host: EngineHost = {
  work: quiet,
  say: () => undefined,
  program: {
    ...{ tool: 'pra test', language: 'en' as const, mediaFolder: 'media' },
    ...{ pgRestore: undefined, postgresBinaries: undefined },
  },
};
const table = { schema: 'public', name: 'rdv' };
const columns = { identity: ['citoyen'] };
const dump = { path: 'a.dump', createdAt: '2026-11-22T02:00:00', sha256: undefined };

/** 200 rows; 1–10 lost, the rest as each transaction says. */
const backupSql = `
  create table rdv (id int primary key, citoyen int, jour date, statut text, prix numeric);
  insert into rdv
  select n, n, date '2026-11-02' + n % 20, case when n % 3 = 0 then 'HONORE' else 'CONFIRME' end, n + 0.5
  from generate_series(1, 200) n`;
/** A wrong update of 60 rows, in 20 of which the status was that already; a load that reused 12 keys. */
const wrongUpdate = `
  update rdv set jour = jour + interval '1 year', statut = 'ANNULE' where id between 31 and 90`;
const wrongLoad = `
  begin;
  delete from rdv where id between 101 and 112;
  insert into rdv select n, n + 5000, date '2026-12-01', 'CONFIRME', n + 0.5 from generate_series(101, 112) n;
  commit`;
/** Nine people, each in a transaction of their own: five changed a row, four made one. */
const people = [
  ...[121, 122, 124, 125, 127].map((id) => `update rdv set statut = 'HONORE' where id = ${id}`),
  ...[301, 302, 303, 304].map(
    (id) => `insert into rdv values (${id}, 1, '2026-12-02', 'NOUVEAU', 1)`,
  ),
];

describe('Groups of compared rows', () => {
  let home: string;
  let backup: ConnectionSettings;
  let live: ConnectionSettings;
  let dir: string;
  let session: ReviewSession;
  let made = 0;

  const damage = async (settings: ConnectionSettings): Promise<void> => {
    await connected(settings, async (production) => {
      await production.query(`${backupSql}; update rdv set statut = 'ANNULE' where id in (31, 32)`);
      await production.query('delete from rdv where id <= 10');
      await production.query(wrongUpdate);
      await production.query(wrongLoad);
      for (const change of people) {
        await production.query(change);
      }
      await production.query('update rdv set prix = 150.50 where id = 150');
    });
  };
  const compared = async (sides: {
    readonly backup: ConnectionSettings;
    readonly live: ConnectionSettings;
  }): Promise<string> => {
    const out = path.join(home, `incident-${(made += 1)}`);
    await runComparison({ ...sides, table, dump, columns, scope: wholeTable, out }, host);
    return out;
  };
  const opened = async (): Promise<ReviewSession> => openReview(await openIncident(dir), quiet);
  const groups = async (
    kind: CountedGroup['is']['kind'],
    of = session,
  ): Promise<readonly CountedGroup[]> => (await of.groups()).filter(({ is }) => is.kind === kind);
  const select = async (id: string): Promise<unknown> =>
    session.select({ act: 'tab', tab: 'all', filter: { groups: [id] }, selected: true });

  before(async () => {
    home = await temporaryHome('pra-groups-');
    const server = await testServer();
    [backup, live] = [await server.createDatabase(), await server.createDatabase()];
    await connected(backup, (other) =>
      other.query(`${backupSql}; update rdv set statut = 'ANNULE' where id in (31, 32)`),
    );
    await damage(live);
    dir = await compared({ backup, live });
  });

  beforeEach(async () => {
    await rm(path.join(dir, 'rows', 'selection.json'), { force: true });
    session = await opened();
  });

  afterEach(() => session.close());

  after(() => rm(home, { recursive: true, force: true }));

  it('tell the wrong update by what its rows have in common, whatever else changed in some', async () => {
    const patterns = await groups('pattern');
    const found = patterns.map(({ is, rows }) => [is, rows]);
    const moved = { how: 'moved', by: { months: 12 } };
    assert.deepEqual(found[0], [{ kind: 'pattern', column: 'jour', change: moved }, 60]);
    const both = found.filter(([is]) => JSON.stringify(is).includes('statut'));
    assert.ok(both.length > 0);
    assert.deepEqual(
      patterns.filter(({ is }) => 'changes' in is).reduce((sum, { rows }) => sum + rows, 0),
      60 + 5,
      'each changed row is in one, but those of reused keys, and those only written differently',
    );
  });

  it('tell each transaction with its commit, and small ones together with the first and the last', async () => {
    const transactions = await groups('transaction');
    assert.deepEqual(
      transactions.map(({ id, of, rows }) => [id.replace(/^t-\d+$/, 't-xid'), of, rows]),
      [
        ['t-xid', 'changed', 60],
        ['t-xid', 'changed', 12],
        ['t-others-changed', 'changed', 6],
        ['t-others-extra', 'extra', 4],
      ],
    );
    const [update, load, changed, made] = transactions.map(({ is }) => is);
    const at = (is: typeof update): string =>
      is && 'committedAt' in is ? (is.committedAt ?? '') : '';
    assert.ok(at(update) !== '' && at(update) < at(load), 'the load came after the update');
    assert.ok(changed && 'others' in changed && changed.kind === 'transaction');
    assert.equal(changed.others, 6);
    const [first = '', last = ''] = changed.between ?? [];
    assert.ok(at(load) < first && first < last);
    assert.ok(made && 'others' in made && made.others === 4);
  });

  it('tell what reused keys and what is only written differently', async () => {
    const flags = await groups('flag');
    assert.deepEqual(
      flags.map(({ id, rows, selectable }) => [id, rows, selectable]),
      [
        ['flag-reused', 12, 0],
        ['flag-sameValue', 1, 1],
      ],
    );
  });

  it('are filtered by, and chosen by, with exact counts, and take in no reused key', async () => {
    const [update, load] = await groups('transaction');
    assert.ok(update && load);
    assert.equal(await session.count({ tab: 'changed', filter: { groups: [update.id] } }), 60);
    assert.equal(await session.count({ tab: 'missing', filter: { groups: [update.id] } }), 0);
    const filter = { groups: [update.id, load.id], flags: ['reused'] } as const;
    assert.equal(await session.count({ tab: 'all', filter }), 12);
    assert.equal(await session.count({ tab: 'all', filter: { groups: ['t-0'] } }), 0);

    await select(update.id);
    assert.deepEqual(session.selected, { insert: 0, update: 60, delete: 0 });
    const leftOut = { blocked: 0, deletes: 0, reused: 12, stale: 0, unread: 0 };
    assert.deepEqual(await select(load.id), leftOut);
    assert.deepEqual(session.selected, { insert: 0, update: 60, delete: 0 });
    const counts = async (): Promise<unknown> =>
      (await groups('transaction'))
        .slice(0, 2)
        .map(({ selectable, selected, selectableSelected }) => [
          ...[selectable, selected, selectableSelected],
        ]);
    assert.deepEqual(await counts(), [
      [60, 60, 60],
      [0, 0, 0],
    ]);
    const row = { act: 'row', tab: 'all', ordinal: 0, selected: true } as const;
    await session.select({ ...row, filter: { groups: [load.id] } });
    await session.select({ ...row, filter: { groups: [update.id] }, selected: false });
    assert.deepEqual(await counts(), [
      [60, 59, 59],
      [0, 1, 0],
    ]);
  });

  it('have the ids by which the command line plans the same rows', async () => {
    const [moved] = await groups('pattern');
    assert.match(moved?.id ?? '', /^p-[0-9a-f]{8}\.[0-9a-f]{8}$/);
    const request = { choices: [{ patterns: [moved?.id ?? ''] }], withoutDrifted: false };
    const incident = await openIncident(dir);
    const { counts } = await planFromComparison(request, planningIn(incident, host.program), quiet);
    assert.deepEqual(counts, { insert: 0, update: 60, delete: 0 });
    const again = await opened();
    assert.deepEqual(
      (await again.groups()).map(({ id }) => id),
      (await session.groups()).map(({ id }) => id),
    );
    await again.close();
  });

  it('tell nothing of the values of masked columns', async () => {
    const { columns: compared } = session.comparison.table;
    session.mask(new Set([compared.findIndex(({ name }) => name === 'statut')]));
    const told = JSON.stringify(await session.groups());
    assert.ok(!told.includes('ANNULE') && !told.includes('CONFIRME'), told);
    assert.ok(told.includes('"months":12'), 'of others they do');
  });

  it('are there without commit times where the incident has kept none, or those of other rows', async () => {
    const timed = (of: readonly CountedGroup[]): boolean =>
      /committedAt|between/.test(JSON.stringify(of));
    const file = path.join(dir, 'rows', 'transactions.jsonl');
    assert.ok(timed(await groups('transaction')));
    const kept = await readFile(file, 'utf8');
    const others = [
      kept.replace(/"comparison":"[0-9a-f]+"/, '"comparison":"0"'),
      kept.trimEnd().split('\n').slice(0, -1).join('\n'),
      '',
    ];
    for (const text of others) {
      await writeFile(file, text);
      const other = await opened();
      const transactions = await groups('transaction', other);
      assert.equal(transactions.length, 4);
      assert.equal(timed(transactions), false, text.slice(0, 200));
      await other.close();
    }
    await rm(file);
    const other = await opened();
    assert.equal((await groups('transaction', other)).length, 4);
    await other.close();
    await writeFile(file, kept);
  });

  it('are of the transactions that rows compared again were written by, and keep the times of the others', async () => {
    const before = await groups('transaction');
    dir = await compared({ backup, live });
    await connected(live, (other) =>
      other.query('update rdv set prix = 0 where id between 31 and 45'),
    );
    const order = { incident: await openIncident(dir), live, moved: false };
    await findStale(order, host);
    await session.close();
    session = await opened();
    const [update] = await groups('transaction');
    assert.equal(update?.rows, 45, 'of stale rows nobody knows who wrote them');
    await compareStale(order, host);
    await session.close();
    session = await opened();
    const [first, second] = await groups('transaction');
    assert.deepEqual([first?.is, first?.rows], [before[0]?.is, 45]);
    assert.ok(second?.is.kind === 'transaction' && 'xid' in second.is);
    assert.equal(second.rows, 15);
    assert.ok((second.is.committedAt ?? '') !== '');
  });

  it('have no times where production keeps none', async () => {
    const server = await CrashingServer.make();
    try {
      await connected(server.settings, async (superuser) => {
        await superuser.query('alter system set track_commit_timestamp = off');
        await superuser.query('create database untimed');
      });
      await server.stop();
      await server.start();
      const untimed = { ...server.settings, database: 'untimed' };
      await damage(untimed);
      dir = await compared({ backup, live: untimed });
      const other = await opened();
      const transactions = await groups('transaction', other);
      assert.deepEqual(
        transactions.map(({ rows }) => rows),
        [60, 12, 6, 4],
      );
      assert.doesNotMatch(JSON.stringify(transactions), /committedAt|between/);
      await other.close();
    } finally {
      await server.remove();
    }
  });
});

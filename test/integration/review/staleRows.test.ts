import assert from 'node:assert/strict';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { confirmPlan } from '../../../src/core/correction/confirmation';
import { wholeTable } from '../../../src/core/diff/scope';
import { correcting } from '../../../src/engine/correcting';
import type { EngineHost } from '../../../src/engine/engineHost';
import { openIncident, planningIn } from '../../../src/engine/incidents';
import { openReview, runComparison } from '../../../src/engine/reviewing';
import {
  compareStale,
  findStale,
  keepDrifted,
  keepingDrift,
  type StaleOrder,
} from '../../../src/engine/staleRows';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import {
  comparedRows,
  ComparisonWriter,
  storedComparison,
} from '../../../src/recovery/compare/comparisonFiles';
import { applyCorrection } from '../../../src/recovery/correct/applyCorrection';
import { planFromComparison } from '../../../src/recovery/correct/planFromComparison';
import { rehearseCorrection } from '../../../src/recovery/correct/rehearse';
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
const table = { schema: 'public', name: 'rdv' };

/** 40 rows; 1–10 lost, 11–20 changed, 41–45 new. */
const backupSql = `
  create table rdv (id int primary key, statut text, note text, prix numeric);
  insert into rdv select n, 'CONFIRME', 'note ' || n, n + 0.50 from generate_series(1, 40) n`;
const damageSql = `
  delete from rdv where id <= 10;
  update rdv set statut = 'ANNULE' where id between 11 and 20;
  insert into rdv select n, 'NOUVEAU', null, n from generate_series(41, 45) n`;
/** Of the missing, the changed and the new, some are put right, some become something else. */
const movedOnSql = `
  insert into rdv values (1, 'CONFIRME', 'note 1', 1.50), (2, 'AUTRE', 'note 2', 2.50), (3, 'CONFIRME', 'note 3', 3.5);
  update rdv set statut = 'CONFIRME' where id = 11;
  update rdv set note = 'corrigé' where id = 12;
  delete from rdv where id = 13;
  delete from rdv where id = 41;
  update rdv set prix = 0 where id = 42`;

describe('Rows that moved on in production since they were compared', () => {
  let home: string;
  let backup: ConnectionSettings;
  let live: ConnectionSettings;
  let made = 0;
  let dir: string;
  let session: ReviewSession;

  const compared = async (columns = {}): Promise<string> => {
    made += 1;
    const out = path.join(home, `incident-${made}`);
    const dump = { path: 'a.dump', createdAt: '2026-11-22T02:00:00', sha256: undefined };
    await runComparison(
      { ...{ backup, live, table, dump, columns }, scope: wholeTable, out },
      host,
    );
    return out;
  };
  const order = async (settings = live): Promise<StaleOrder> => {
    return { incident: await openIncident(dir), live: settings, moved: false };
  };
  const reopened = async (): Promise<ReviewSession> => {
    await session.close();
    session = await openReview(await openIncident(dir), quiet);
    return session;
  };
  const staleKeys = async (): Promise<readonly string[]> => {
    const rows = await session.page({ tab: 'all' }, 0, 100);
    return rows
      .filter(({ change }) => change.kind === 'stale')
      .map(({ change }) => change.key.join());
  };
  /** The rows' lines, without the transactions, which a comparison of its own sees alike. */
  const linesIn = async (folder: string): Promise<readonly string[]> => {
    const names = await readdir(path.join(folder, 'rows'));
    const kept = names.filter((name) => name.endsWith('.jsonl') && name.startsWith('changes'));
    assert.deepEqual(kept, ['changes.jsonl'], 'no rows of the comparison before are left');
    return (await readFile(path.join(folder, 'rows', 'changes.jsonl'), 'utf8')).split('\n');
  };

  before(async () => {
    home = await temporaryHome('pra-stale-');
  });

  beforeEach(async () => {
    const server = await testServer();
    backup = await server.createDatabase();
    live = await server.createDatabase();
    await connected(backup, (made) => made.query(backupSql));
    await connected(live, (made) => made.query(`${backupSql}; ${damageSql}`));
    dir = await compared();
    session = await openReview(await openIncident(dir), quiet);
  });

  afterEach(() => session.close());

  after(() => rm(home, { recursive: true, force: true }));

  it('are found by their keys, and no other row is', async () => {
    assert.deepEqual(await findStale(await order(), host), { rows: 25, stale: 0 });
    await connected(live, (other) => other.query(movedOnSql));
    assert.deepEqual(await findStale(await order(), host), { rows: 25, stale: 8 });
    await reopened();
    assert.deepEqual(await staleKeys(), ['1', '2', '3', '11', '12', '13', '41', '42']);
    assert.deepEqual(session.counts, { missing: 10, changed: 10, extra: 5, conflict: 0 });
  });

  it('are selected no longer, and cannot be, alone or among others', async () => {
    await session.select({ act: 'tab', tab: 'missing', selected: true });
    await connected(live, (other) => other.query(movedOnSql));
    await findStale(await order(), host);
    await reopened();
    assert.equal(session.selected.insert, 7);
    await session.select({ act: 'tab', tab: 'all', selected: true });
    assert.deepEqual(session.selected, { insert: 7, update: 7, delete: 0 });
    await assert.rejects(
      session.select({ act: 'row', tab: 'missing', ordinal: 0, selected: true }),
      /moved on in production/,
    );
    const [first] = await session.page({ tab: 'missing' }, 0, 1);
    assert.deepEqual([first?.change.kind, first?.selected], ['stale', false]);
  });

  it('are in no plan, by whatever it is selected', async () => {
    await connected(live, (other) => other.query(movedOnSql));
    await findStale(await order(), host);
    const incident = await openIncident(dir);
    const keyLines = ['1', '4', '12', '14'].map((key) => JSON.stringify({ key: [key] }));
    for (const choice of [{ kinds: ['missing', 'changed', 'extra'] as const }, { keyLines }]) {
      const planning = planningIn(incident, host.program);
      const { notices } = await planFromComparison(
        { choices: [choice], withoutDrifted: false },
        planning,
        quiet,
      );
      const keys = (await incident.plan()).plan.corrections.map(({ key }) => key.join());
      assert.ok(keys.includes('4') && keys.includes('14'));
      assert.deepEqual(
        keys.filter((key) => ['1', '2', '3', '11', '12', '13', '41', '42'].includes(key)),
        [],
      );
      assert.ok(notices.some((notice) => notice.startsWith('8 rows moved on')));
    }
  });

  it('are, once compared again, what a comparison of the whole table finds, and leave where nothing differs', async () => {
    await connected(live, (other) => other.query(movedOnSql));
    await findStale(await order(), host);
    assert.deepEqual(await compareStale(await order(), host), {
      ...{ missing: 1, changed: 3, extra: 1, equal: 3, stale: 0 },
    });
    await reopened();
    const anew = await compared();
    assert.deepEqual(await linesIn(dir), await linesIn(anew));
    const other = await openReview(await openIncident(anew), quiet);
    const figures = session.comparison.figures;
    assert.deepEqual(figures?.rows, other.comparison.figures?.rows);
    assert.ok(figures?.comparedAgainAt !== undefined);
    assert.deepEqual(session.rows, other.rows);
    const [sameValue] = session.rows.sameValue;
    const all = await session.page({ tab: 'all' }, 0, 100);
    assert.deepEqual(all[sameValue ?? -1]?.change.key, ['3'], '3.50 is only written as 3.5');
    await other.close();
  });

  it('are told by the equality of their type when compared again', async () => {
    await connected(live, (other) => other.query(movedOnSql));
    await findStale(await order(), host);
    await compareStale(await order(), host);
    await reopened();
    const [row] = await session.page({ tab: 'changed' }, 1, 1);
    assert.ok(row?.change.kind === 'changed' && row.change.sameValue);
    assert.deepEqual([row.change.backup[3], row.change.live[3]], ['3.50', '3.5']);
  });

  it('leave every other row selected as it was, wherever it stands now', async () => {
    for (const ordinal of [0, 3, 9]) {
      await session.select({ act: 'row', tab: 'missing', ordinal, selected: true });
    }
    await session.select({ act: 'range', tab: 'changed', from: 1, to: 5, selected: true });
    await session.settled();
    await connected(live, (other) => other.query(movedOnSql));
    await findStale(await order(), host);
    await compareStale(await order(), host);
    await reopened();
    const selected = (await session.page({ tab: 'all' }, 0, 100)).filter(
      ({ selected }) => selected,
    );
    assert.deepEqual(
      selected.map(({ change }) => change.key.join()),
      ['4', '10', '14', '15'],
    );
  });

  it('stay stale until they are compared again, though production is again as compared', async () => {
    await connected(live, (other) => other.query('delete from rdv where id = 41'));
    await findStale(await order(), host);
    await connected(live, (other) =>
      other.query(`insert into rdv values (41, 'NOUVEAU', null, 41)`),
    );
    await findStale(await order(), host);
    await reopened();
    assert.deepEqual(await staleKeys(), ['41']);
    await compareStale(await order(), host);
    await reopened();
    assert.deepEqual(await staleKeys(), []);
    assert.equal(session.counts.extra, 5);
  });

  it('are not lost, nor is any other row, where comparing again was broken off while files changed places', async () => {
    const files = planningIn(await openIncident(dir), host.program);
    const before = await storedComparison(files);
    const writer = await ComparisonWriter.begin(files, before);
    for await (const row of comparedRows(before, files)) {
      await writer.add(row, before.table);
    }
    await writer.finish(before);
    await reopened();
    assert.equal(await session.count({ tab: 'all' }), 25);
    await connected(live, (other) => other.query(movedOnSql));
    await findStale(await order(), host);
    await compareStale(await order(), host);
    assert.deepEqual(await linesIn(dir), await linesIn(await compared()));
  });

  it('are those, too, that a rehearsal found drifted', async () => {
    await session.select({ act: 'tab', tab: 'changed', selected: true });
    const incident = await openIncident(dir);
    await session.plan(planningIn(incident, host.program), quiet);
    assert.ok(session.plannedDigest);
    await connected(live, (other) => other.query(movedOnSql));
    const stored = await incident.plan();
    const rehearsal = await rehearseCorrection(stored, correcting(incident, live), quiet);
    await keepDrifted(incident, rehearsal, host);
    await reopened();
    assert.deepEqual(await staleKeys(), ['11', '12', '13']);
    assert.equal(session.selected.update, 7);
    assert.equal(session.plannedDigest, undefined, 'the plan holds them: it is no longer this one');
  });

  it('are those, too, for which an apply was refused, after a rehearsal that found none', async () => {
    await session.select({ act: 'tab', tab: 'changed', selected: true });
    const incident = await openIncident(dir);
    await session.plan(planningIn(incident, host.program), quiet);
    const stored = await incident.plan();
    const steps = correcting(incident, live);
    await rehearseCorrection(stored, steps, quiet);
    await connected(live, (other) => other.query(movedOnSql));
    const confirmed = { ...stored, plan: confirmPlan(stored.plan, 'public.rdv') };
    let seen: readonly string[] = [];
    await assert.rejects(
      keepingDrift(incident, host, {
        write: () => applyCorrection(confirmed, steps, quiet),
        kept: async () => {
          await reopened();
          seen = await staleKeys();
        },
      }),
      { code: 'row-drifted' },
    );
    assert.deepEqual(seen, ['11', '12', '13']);
    assert.equal(session.selected.update, 7);
  });

  it('stay stale where several rows of production have their key now', async () => {
    for (const side of [backup, live]) {
      await connected(side, (other) => other.query('alter table rdv drop constraint rdv_pkey'));
    }
    dir = await compared({ key: ['id'] });
    await connected(live, (other) =>
      other.query(
        `insert into rdv select 11, 'CONFIRME', 'note 11', 11.50; insert into rdv values (5, 'A', '', 0), (5, 'B', '', 0)`,
      ),
    );
    assert.deepEqual(await findStale(await order(), host), { rows: 25, stale: 2 });
    const { stale, equal } = await compareStale(await order(), host);
    assert.deepEqual([stale, equal], [2, 0]);
    await reopened();
    assert.deepEqual((await staleKeys()).toSorted(), ['11', '5']);
  });

  it('are not looked for, nor compared again, for longer than production may be read', async () => {
    await connected(live, (other) => other.query(movedOnSql));
    await findStale(await order(), host);
    const hurried = { ...(await order()), longestSnapshot: 0.001 };
    for (const step of [findStale, compareStale]) {
      await assert.rejects(step(hurried, host), { code: 'snapshot-too-old' });
    }
    await reopened();
    assert.equal((await staleKeys()).length, 8, 'as they were marked before');
  });

  it('are not looked for in another database, nor in a table that was made anew or altered', async () => {
    await assert.rejects(findStale(await order(backup), host), /database/);
    await connected(live, (other) => other.query('alter table rdv add column lieu text'));
    await assert.rejects(findStale(await order(), host), /columns of public\.rdv .* others/);
    await connected(live, (other) => other.query(`drop table rdv; ${backupSql}`));
    await assert.rejects(findStale(await order(), host), /table public\.rdv is not the one/);
  });
});

import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { openReview, runComparison } from '../../../src/engine/reviewing';
import { openIncident, planningIn } from '../../../src/engine/incidents';
import { wholeTable } from '../../../src/core/diff/scope';
import type { EngineHost } from '../../../src/engine/engineHost';
import { planFromComparison } from '../../../src/recovery/correct/planFromComparison';
import type { ReviewSession } from '../../../src/recovery/review/reviewSession';
import { reviewState } from '../../../src/ui/review/reviewState';
import { wireRows } from '../../../src/ui/review/rows';
import { connected, quiet, temporaryHome, testServer } from '../../support/postgres';
import { status } from '../../unit/webview/sampleReview';

const host: EngineHost = {
  work: quiet,
  say: () => undefined,
  program: {
    ...{ tool: 'pra test', language: 'en' as const, mediaFolder: 'media' },
    ...{ pgRestore: undefined, postgresBinaries: undefined },
  },
};

const order = {
  table: { schema: 'public', name: 'visits' },
  dump: { path: 'a.dump', createdAt: '2026-11-22T02:00:00', sha256: undefined },
  columns: { key: ['who'] },
} as const;

describe('Rows in conflict', () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let home: string;
  let dir: string;
  let session: ReviewSession;

  before(async () => {
    server = await testServer();
    home = await temporaryHome('pra-conflicts-');
    dir = path.join(home, 'incident');
    const [backup, live] = [await server.createDatabase(), await server.createDatabase()];
    const made = `
      create table visits (who text, v text);
      insert into visits values ('ann', 'a'), ('ann', 'b'), ('bob', 'a'), (null, 'n')`;
    await connected(backup, (side) => side.query(made));
    await connected(live, async (side) => {
      await side.query(made);
      await side.query(`update visits set v = 'x' where v <> 'b'`);
    });
    await runComparison({ ...order, backup, live, scope: wholeTable, out: dir }, host);
    session = await openReview(await openIncident(dir), quiet);
  });

  after(async () => {
    await session.close();
    await rm(home, { recursive: true, force: true });
  });

  it('have a tab of their own in the review, and are no part of all differences', async () => {
    assert.deepEqual(
      [await session.count({ tab: 'all' }), await session.count({ tab: 'conflict' })],
      [1, 6],
    );
    const rows = wireRows(await session.page({ tab: 'conflict' }, 0, 10), {
      first: 0,
      ...session.comparison,
    });
    assert.deepEqual(
      rows.map((row) => row.kind === 'conflict' && `${row.side} ${row.cells.join(' ')}`).toSorted(),
      [
        ...['backup  n', 'backup ann a', 'backup ann b'],
        ...['live  x', 'live ann b', 'live ann x'],
      ],
    );
  });

  it('are told with what is to be known of how they were counted', async () => {
    const [backup, live] = [await server.createDatabase(), await server.createDatabase()];
    for (const [side, v] of [
      [backup, 2],
      [live, 3],
    ] as const) {
      await connected(side, (made) =>
        made.query(
          `create table visits as select k who, x v from generate_series(1, 1001) k, (values (1), (${String(v)})) t (x)`,
        ),
      );
    }
    const out = path.join(home, 'counted');
    const scope = { rows: 'matching', condition: 'v = 1 or v = 3' } as const;
    await runComparison({ ...order, backup, live, scope, out }, host);
    const counted = await openReview(await openIncident(out), quiet);
    try {
      const { notices } = reviewState({
        incident: out,
        ...{ session: counted, generation: 1, entries: [], locale: 'en', texts: {} },
        status: status(),
      });
      assert.match(notices.join(), /Beyond the first 1,000 keys in conflict, 1 more is counted/);
    } finally {
      await counted.close();
    }
  });

  it('are counted all where only the first of very many are listed, and said to be', async () => {
    const [backup, live] = [await server.createDatabase(), await server.createDatabase()];
    for (const [side, v] of [
      [backup, 1],
      [live, 2],
    ] as const) {
      await connected(side, (made) =>
        made.query(
          `create table visits as select k who, ${String(v)} v from generate_series(1, 1002) k, generate_series(1, 2)`,
        ),
      );
    }
    const out = path.join(home, 'many');
    await runComparison({ ...order, backup, live, scope: wholeTable, out }, host);
    const many = await openReview(await openIncident(out), quiet);
    try {
      const { notices, counts } = reviewState({
        incident: out,
        ...{ session: many, generation: 1, entries: [], locale: 'en', texts: {} },
        status: status(),
      });
      assert.deepEqual([counts.conflicts, counts.unlistedConflicts], [4000, 8]);
      assert.match(notices.join(), /^Of 4,008 rows in conflict, 4,000 are listed;/);
    } finally {
      await many.close();
    }
  });

  it('cannot be selected', async () => {
    await assert.rejects(
      session.select({ act: 'row', tab: 'conflict', ordinal: 0, selected: true }),
      { code: 'usage', message: 'Rows in conflict cannot be selected.' },
    );
  });

  it('come into no plan, also where everything is named', async () => {
    const incident = await openIncident(dir);
    const text = await readFile(path.join(dir, 'rows', 'changes.jsonl'), 'utf8');
    const keyLines = text.split('\n');
    assert.equal(keyLines.filter((line) => line.includes('"kind":"conflict"')).length, 6);
    const made = await planFromComparison(
      { choices: [{ keyLines }, { kinds: ['changed'] }], withoutDrifted: false },
      planningIn(incident, host.program),
      quiet,
    );
    assert.deepEqual([made.counts, made.notices], [{ insert: 0, update: 1, delete: 0 }, []]);
    await session.select({ act: 'tab', tab: 'all', selected: true });
    assert.deepEqual(session.selected, { insert: 0, update: 1, delete: 0 });
  });
});

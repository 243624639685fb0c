import assert from 'node:assert/strict';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openIncident, planningIn } from '../../../src/engine/incidents';
import { openReview } from '../../../src/engine/reviewing';
import type { ReviewSession } from '../../../src/recovery/review/reviewSession';
import type { Progress } from '../../../src/recovery/work';
import { reviewStatus } from '../../../src/ui/review/status';
import { quiet, temporaryHome } from '../../support/postgres';
import {
  comparedIncident,
  conflictsIncident,
  staleIncident,
} from '../../support/webview/incidents';

const program = {
  ...{ tool: 'pra test', language: 'en' as const, mediaFolder: 'media' },
  ...{ pgRestore: undefined, postgresBinaries: undefined },
};

describe('A review that opens by the index of its rows', () => {
  let home: string;
  let dir: string;

  before(async () => {
    home = await temporaryHome('pra-index-');
    dir = await comparedIncident(home);
  });

  after(() => rm(home, { recursive: true, force: true }));

  it('knows the same as one that reads all rows, also of stale ones and of rows in conflict', async () => {
    for (const incident of [dir, await staleIncident(home), await conflictsIncident(home)]) {
      const byIndex = await opened(incident);
      const copy = await copied(incident);
      await rm(path.join(copy, 'rows', 'changes.index'));
      const byRows = await opened(copy);
      assert.deepEqual([byIndex.areRead, byRows.areRead], [false, true]);
      assert.deepEqual(await knownOf(byIndex.session), await knownOf(byRows.session));
    }
  });

  const files = (folder: string): { readonly rows: string; readonly index: string } => ({
    rows: path.join(folder, 'rows', 'changes.jsonl'),
    index: path.join(folder, 'rows', 'changes.index'),
  });

  it('reads the rows where the index is cut, changed, empty or another incident’s', async () => {
    const copy = await copied(dir);
    const { index } = files(copy);
    const whole = await readFile(index);
    const changed = Uint8Array.from(whole);
    changed[20] = (whole[20] ?? 0) ^ 1;
    const others = await readFile(files(await conflictsIncident(`${home}-other`)).index);
    await rm(`${home}-other`, { recursive: true });
    for (const bad of [whole.subarray(0, -1), changed, new Uint8Array(), others]) {
      await writeFile(index, bad);
      const { session, areRead } = await opened(copy);
      assert.equal(areRead, true);
      assert.equal(session.counts.missing, 1200);
      await session.close();
    }
  });

  it('refuses rows that are fewer or more than the index has, before anything is shown', async () => {
    const copy = await copied(dir);
    const text = await readFile(files(copy).rows, 'utf8');
    for (const spoilt of [text.slice(0, -10), text + text.slice(0, 100), '']) {
      await writeFile(files(copy).rows, spoilt);
      await assert.rejects(opened(copy), { code: 'incident-unreadable' });
    }
  });

  it('finds rows that were changed in their places, says so, and plans nothing of them', async () => {
    const copy = await copied(dir);
    const text = await readFile(files(copy).rows, 'utf8');
    await writeFile(files(copy).rows, text.replace('CONFIRME', 'CONFIRMÉ'.slice(0, 7) + 'X'));
    const { session } = await opened(copy);
    await session.checked;
    assert.equal(session.damage?.code, 'incident-unreadable');
    const nothing = { applied: undefined, undone: undefined, inForce: [], rehearsal: undefined };
    const { problem } = reviewStatus(session, { ...nothing, entries: [], remarks: [] });
    assert.deepEqual(problem, {
      severity: 'error',
      message: 'The list of compared rows in this folder is cut or was changed.',
      hint: 'Compare again, into a new folder (PRA: Recover Table).',
    });
    await session.select({ act: 'tab', tab: 'missing', selected: true });
    const planning = planningIn(await openIncident(copy), program);
    await assert.rejects(session.plan(planning, quiet), { code: 'incident-unreadable' });
    await session.close();
  });

  it('says nothing of rows that are whole', async () => {
    const { session } = await opened(dir);
    await session.checked;
    assert.equal(session.damage, undefined);
    await session.close();
  });

  it('is closed without waiting until all rows are checked', async () => {
    const { session } = await opened(dir);
    await session.close();
    assert.equal(session.damage, undefined);
  });

  async function copied(incident: string): Promise<string> {
    const copy = path.join(home, 'copy');
    await rm(copy, { recursive: true, force: true });
    await cp(incident, copy, { recursive: true });
    return copy;
  }
});

async function opened(
  dir: string,
): Promise<{ readonly session: ReviewSession; readonly areRead: boolean }> {
  const phases = new Set<string>();
  const progress: Progress = ({ phase }) => phases.add(phase);
  const session = await openReview(await openIncident(dir), { ...quiet, progress });
  return { session, areRead: phases.has('opening the compared rows') };
}

/** All that a review shows of the rows. Closes it. */
async function knownOf(session: ReviewSession): Promise<unknown> {
  const { counts, differing, rows } = session;
  const flags = ['reused', 'unwritable', 'sameValue', 'unread', 'stale'] as const;
  const known = {
    ...{ counts, differing },
    flags: flags.map((flag) => [flag, [...rows[flag]]]),
    all: await session.page({ tab: 'all' }, 0, 10_000),
    conflicts: await session.page({ tab: 'conflict' }, 0, 10_000),
    byColumn: await session.shownCount({ tab: 'all', filter: { columns: [1] } }),
  };
  await session.close();
  return known;
}

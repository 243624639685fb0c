import { changeOf, type ReadRow } from '../../core/diff/rows/changeOf';
import { noOrdinals } from '../../core/correction/ordinalRanges';
import type { LinesByKind } from '../../core/correction/rowSelection';
import {
  readSelection,
  selectionText,
  type StoredSelection,
} from '../../core/correction/selectionFile';
import type { ComparedTable, RowCounts } from '../../core/diff/comparison';
import type { ComparisonFigures, StoredComparison } from '../../core/diff/storedComparison';
import { LineSet } from '../../core/review/lineSet';
import type { WritingTransaction } from '../../core/diff/storedTransactions';
import type { DifferenceKind, KeptRow, RowChange, StaleRow } from '../../core/diff/rows/rowChange';
import { type AllMarks, nothingMarked } from '../../core/diff/rows/rowMarks';
import {
  comparedRows,
  ComparisonWriter,
  saveStaleLines,
  storedComparison,
  textOf,
  tidyRows,
} from '../compare/comparisonFiles';
import {
  keptTransactions,
  saveTransactions,
  TransactionCounter,
} from '../compare/writingTransactions';
import { saveMarks } from '../compare/markFiles';
import { MarkFinder } from '../compare/marks/markFinder';
import { withEqualValues } from '../compare/equalValues';
import { refuseOverApplied } from '../correct/planInForce';
import type { Work } from '../work';
import type { StaleServices } from './findStaleRows';
import { type LiveRowsNow, type ProductionNow, withLiveRowsNow } from './productionNow';
import { carryCounts } from './carryCounts';
import { selectionFile } from './keptSelection';
import { SelectionFollowed } from './selectionFollowed';
import { inPages } from './rowPages';

/** What stale rows are, now that they were compared again. */
export interface ComparedAgain extends Readonly<Record<DifferenceKind, number>> {
  /** Equal now, or on neither side: they have left the list. */
  readonly equal: number;
  /** Cannot be compared alone: several rows of production have their key now. */
  readonly stale: number;
}

/**
 * Compares the stale rows of an incident again, with production as it is now; the backup's side is what
 * was kept of it, so that nothing has to be restored for it. Takes over what they are now, keeps every
 * other row, its place and what is selected of it. Rows stay in whatever scope was compared.
 * @throws {RecoveryError} `in-use` where the correction is applied, and those of {@link withLiveRowsNow}.
 */
export async function compareStaleRows(
  production: ProductionNow,
  services: StaleServices,
  work: Work,
): Promise<ComparedAgain> {
  await refuseOverApplied(services.incident);
  const comparison = await storedComparison(services);
  const opening = { open: services.openSnapshot, work };
  return withLiveRowsNow(comparison, production, opening, async (live, signal) => {
    const selection = await selectionOf(comparison, services);
    const followed = selection && new SelectionFollowed(selection);
    const tally = new Tally();
    const { table, dump } = comparison;
    const marked = { table, dumpedAt: dump.createdAt, related: live.related };
    const finder = await MarkFinder.begin(marked, signal);
    const writer = await ComparisonWriter.begin(services, comparison);
    let rewritten: Rewritten;
    try {
      const rewriting = { comparison, live, tally, followed, writer, finder };
      rewritten = await rewrite(rewriting, services, { ...work, signal });
    } catch (error) {
      await writer.discard();
      throw error;
    }
    if (tally.comparedAgain === 0) {
      await writer.discard();
      return tally.result();
    }
    const figures = comparison.figures && tally.figures(comparison.figures, live.time);
    const made = await writer.finish({ ...comparison, ...(figures ? { figures } : {}) });
    await carryCounts(comparison, made, services);
    await settleFiles({ made, followed, ...rewritten }, services);
    await services.incident.note({ step: 'compared-again', ...tally.result() });
    return tally.result();
  });
}

interface Rewriting {
  readonly comparison: StoredComparison;
  readonly live: LiveRowsNow;
  readonly tally: Tally;
  readonly followed: SelectionFollowed | undefined;
  readonly writer: ComparisonWriter;
  readonly finder: MarkFinder;
}

/** What is known of all rows now beside what they are, where any was compared again. */
interface Rewritten {
  readonly written: readonly WritingTransaction[];
  readonly marks: AllMarks;
}

async function rewrite(
  { comparison, live, tally, followed, writer, finder }: Rewriting,
  services: StaleServices,
  { signal, progress }: Work,
): Promise<Rewritten> {
  const { table, lines } = comparison;
  const transactions = new TransactionCounter();
  let done = 0;
  for await (const page of inPages(comparedRows(comparison, services))) {
    const now = await comparedNow(page, { table, live }, signal);
    for (const row of page) {
      const is = row.kind === 'stale' ? now.get(row) : row;
      tally.pass(row, is);
      followed?.pass(row, is);
      if (is) {
        transactions.add(is);
        finder.add(is);
        await writer.add(is, table);
      }
    }
    done += page.length;
    progress({ phase: 'comparing again', done, total: lines.count, unit: 'rows' });
  }
  if (tally.comparedAgain === 0) {
    return { written: [], marks: nothingMarked };
  }
  const known = await keptTransactions(comparison, services.incident);
  const written = await transactions.transactions(live, signal, known);
  return { written, marks: await finder.find(signal) };
}

/** What each stale row of the page is now; undefined where it differs no longer. */
async function comparedNow(
  page: readonly KeptRow[],
  { table, live }: { readonly table: ComparedTable; readonly live: LiveRowsNow },
  signal: AbortSignal,
): Promise<ReadonlyMap<StaleRow, RowChange | StaleRow | undefined>> {
  const stale = page.filter((row) => row.kind === 'stale');
  const keys = stale.map(({ key }) => key);
  const found = await live.ofKeys(keys, signal);
  const changes = stale.map((row, at): RowChange | StaleRow | undefined => {
    const now = found[at] ?? 'none';
    return now === 'shared by several'
      ? row
      : changeOf(row.key, backupOf(row, table), now === 'none' ? undefined : now, table);
  });
  const differing = changes.filter((change) => change !== undefined);
  const marked = (
    await withEqualValues(differing, { table, values: live.values }, signal)
  ).values();
  return new Map(
    stale.map((row, at) => [row, changes[at] === undefined ? undefined : marked.next().value]),
  );
}

function backupOf(
  { backup, unread = [] }: StaleRow,
  { columns }: ComparedTable,
): ReadRow | undefined {
  return backup && { cells: backup, unread: unread.filter((at) => at < columns.length) };
}

/** Counts rows as they pass, before and after. */
class Tally {
  private readonly before = { missing: 0, changed: 0, extra: 0 };
  private readonly after = { missing: 0, changed: 0, extra: 0 };
  private readonly now = { missing: 0, changed: 0, extra: 0, equal: 0, stale: 0 };
  /** Rows of production more, or fewer, than there were. */
  private liveRows = 0;
  /** Equal on both sides now. */
  private identical = 0;

  get comparedAgain(): number {
    const { missing, changed, extra, equal, stale } = this.now;
    return missing + changed + extra + equal + stale;
  }

  pass(row: KeptRow, is: KeptRow | undefined): void {
    if (row.kind === 'conflict') {
      return;
    }
    if (row.kind === 'stale') {
      this.passStale(row, is);
      return;
    }
    const { kind } = row;
    this.before[kind] += 1;
    this.after[kind] += 1;
  }

  result(): ComparedAgain {
    return this.now;
  }

  figures(figures: ComparisonFigures, comparedAgainAt: string): ComparisonFigures {
    const { rows } = figures;
    const moved = (kind: DifferenceKind): number =>
      rows[kind] + this.after[kind] - this.before[kind];
    const counts: RowCounts = {
      ...rows,
      ...{ live: rows.live + this.liveRows, identical: rows.identical + this.identical },
      ...{ missing: moved('missing'), changed: moved('changed'), extra: moved('extra') },
    };
    return { ...figures, rows: counts, stale: this.now.stale, comparedAgainAt };
  }

  private passStale({ difference, backup }: StaleRow, is: KeptRow | undefined): void {
    this.before[difference] += 1;
    if (!is) {
      this.now.equal += 1;
      this.identical += backup ? 1 : 0;
      this.liveRows += (backup ? 1 : 0) - (difference === 'missing' ? 0 : 1);
      return;
    }
    const kind = is.kind === 'stale' || is.kind === 'conflict' ? difference : is.kind;
    this.now[is.kind === 'stale' ? 'stale' : kind] += 1;
    this.after[kind] += 1;
    this.liveRows += (kind === 'missing' ? 0 : 1) - (difference === 'missing' ? 0 : 1);
  }
}

async function selectionOf(
  comparison: StoredComparison,
  services: StaleServices,
): Promise<StoredSelection | undefined> {
  const { count: length, sha256 } = comparison.lines;
  const kinds = (): Promise<LinesByKind> => linesByKind(comparison, services);
  const text = await textOf(selectionFile, services.incident);
  return readSelection(text, { comparison: sha256, length, kinds });
}

async function linesByKind(
  comparison: StoredComparison,
  services: StaleServices,
): Promise<LinesByKind> {
  const none = (): LineSet => LineSet.of(comparison.lines.count);
  const kinds = { missing: none(), changed: none(), extra: none() };
  let line = 0;
  for await (const row of comparedRows(comparison, services)) {
    if (row.kind !== 'conflict') {
      kinds[row.kind === 'stale' ? row.difference : row.kind].add(line);
    }
    line += 1;
  }
  return kinds;
}

interface Settled extends Rewritten {
  readonly made: StoredComparison;
  readonly followed: SelectionFollowed | undefined;
}

/** Broken off here, nothing is selected, and no stale row passes for another. */
async function settleFiles(
  { made, written, followed, marks }: Settled,
  services: StaleServices,
): Promise<void> {
  const { incident } = services;
  await saveStaleLines(noOrdinals, made, incident);
  await saveTransactions(written, made, incident);
  await saveMarks(marks, made, services);
  if (followed) {
    await incident.saveRows(selectionFile, [selectionText(followed.of(made.lines))]);
  }
  await tidyRows(made, services);
}

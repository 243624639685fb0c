import type { ActionCounts } from '../../core/correction/plan';
import type { NewHash } from '../../core/correction/planFile';
import {
  choosable,
  type ChoosableCount,
  type Chosen,
  chosenAt,
  type LeftOut,
  noneLeftOut,
  type ReviewableRows,
  type RowSelection,
  selectedActions,
} from '../../core/correction/rowSelection';
import type { Choosing } from '../../core/correction/selectionFile';
import type { DifferenceKind, RowInIncident } from '../../core/diff/rows/rowChange';
import { isByKey, type KeptComparison } from '../../core/diff/storedComparison';
import { comparedWithoutKey } from '../../core/diff/withoutKey';
import type { WritingTransaction } from '../../core/diff/storedTransactions';
import { RecoveryError } from '../../core/errors';
import { withStaleRows } from '../../core/review/factColumns';
import { LineSet } from '../../core/review/lineSet';
import { type MaskedColumns, nothingMasked } from '../../core/review/mask';
import { changesFileOf, keptComparison, staleLines } from '../compare/comparisonFiles';
import { keptTransactions } from '../compare/writingTransactions';
import { keptMarks } from '../compare/markFiles';
import { planFromComparison, type Planning, type PlanMade } from '../correct/planFromComparison';
import type { OpenRows, ReviewIncident } from '../ports/reviewIncident';
import type { Work } from '../work';
import { keptCounts, saveCounts } from '../compare/keptCounts';
import { ReviewCharts } from './charts';
import { doneBy, type ReviewIntent } from './choosing';
import type { FilterSources } from './filters/filterSources';
import { type CountedGroup, RowGroups } from './groups/rowGroups';
import { KeptSelection } from './keptSelection';
import { LinesCheck } from './linesCheck';
import { openFacts } from './openFacts';
import { checkLines } from './readFacts';
import { changesAt, type ReadableRows } from './readLines';
import { type ChildrenTaken, maskedMarks, type MarksOfRow, ReviewMarks } from './reviewMarks';
import { RowFacts } from './rowFacts';
import { RowLists } from './rowLists';
import { RowSearch } from './rowSearch';
import { RowsAside } from './rowsAside';
import { InTurn } from './inTurn';
import type { ReviewTab, ShownRows } from './shownRows';

export interface ReviewedRow {
  readonly change: RowInIncident;
  /** Its number in the file of compared rows, from 0: the same however rows are shown. */
  readonly line: number;
  readonly selected: Chosen;
  /** What else is known of it; undefined where there is nothing. */
  readonly marks?: MarksOfRow | undefined;
}

/** How many rows are shown of the tab, and of every other under the same filter. */
export interface ShownCount extends ChoosableCount {
  readonly rows: number;
  readonly byTab: Readonly<Record<ReviewTab, number>>;
  /** What refers to the rows that choosing them all takes in to be deleted. */
  readonly children: readonly ChildrenTaken[];
}

interface SessionParts {
  readonly kept: KeptSelection;
  readonly charts: ReviewCharts;
  readonly lines: LinesCheck;
  readonly marks: ReviewMarks;
  readonly transactions: () => Promise<readonly WritingTransaction[]>;
}

/**
 * The compared rows of an incident, looked at in any order and chosen from. Holds where the rows are,
 * not the rows; keeps the selection on disk. Opened by the rows' index, it sees whether the rows themselves
 * are whole while they are looked at. Whoever opens it closes it.
 */
export class ReviewSession {
  private readonly reading = new Set<Promise<unknown>>();
  private readonly acting = new InTurn();
  private readonly lists = new RowLists(() => this.sources());
  /** By text, or by key. */
  readonly search = new RowSearch({
    rows: () => this.readable,
    list: (shown) => this.lists.list(shown),
    during: (reading) => this.read(reading),
  });
  private readonly found: RowGroups;
  /** Rows that are not looked at. */
  readonly aside = new RowsAside(
    () => this.sources(),
    (reading) => this.read(reading),
  );
  private hidden: MaskedColumns = nothingMasked;
  readonly rows: ReviewableRows;
  private readonly kept: KeptSelection;
  /** How rows spread over the values of columns. */
  readonly charts: ReviewCharts;
  private readonly lines: LinesCheck;
  readonly marks: ReviewMarks;

  private constructor(
    readonly comparison: KeptComparison,
    private readonly file: OpenRows,
    private readonly facts: RowFacts,
    { kept, charts, lines, marks, transactions }: SessionParts,
  ) {
    this.rows = { ...facts.rows(), ...marks.lines };
    this.kept = kept;
    this.charts = charts;
    this.lines = lines;
    this.found = new RowGroups(() => this.sources(), transactions);
    this.marks = marks;
  }

  /** @throws {RecoveryError} `incident-unreadable`. */
  static async open(
    incident: ReviewIncident,
    newHash: NewHash,
    work: Work,
  ): Promise<ReviewSession> {
    const comparison = await keptComparison({ incident, newHash });
    const file = await incident.openRows(changesFileOf(comparison));
    try {
      const sources = { incident, file, newHash, work };
      const { known, areLinesRead } = await openFacts(comparison, sources);
      const stale = await staleLines(comparison, incident);
      const facts = new RowFacts(comparison.table, withStaleRows(known, stale));
      const all = await keptMarks(comparison, { incident, newHash });
      const marks = new ReviewMarks(all, comparison.lines.count);
      const rows = { ...facts.rows(), ...marks.lines };
      const kept = await KeptSelection.open(incident, comparison.lines.sha256, rows);
      const check = (signal: AbortSignal): Promise<void> =>
        checkLines(file, comparison, { newHash, signal });
      const lines = new LinesCheck(areLinesRead ? undefined : check);
      const readable = { file, facts, table: comparison.table };
      const counted = await keptCounts(comparison, incident);
      const charts = new ReviewCharts(readable, comparison, counted, (now) =>
        saveCounts(now, comparison, incident),
      );
      const transactions = (): Promise<readonly WritingTransaction[]> =>
        keptTransactions(comparison, incident);
      const parts = { kept, charts, lines, marks, transactions };
      return new ReviewSession(comparison, file, facts, parts);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Waits for what is being read and saved. */
  async close(): Promise<void> {
    this.search.close();
    this.lists.close();
    this.lines.stop();
    this.found.close();
    try {
      await this.settled();
    } finally {
      await this.charts.close();
      await Promise.allSettled([...this.reading, this.lines.done]);
      await this.file.close();
    }
  }

  /** It is known whether the compared rows are as they were sealed, or nobody wants to know any more. */
  get checked(): Promise<void> {
    return this.lines.done;
  }

  /** What is wrong with the compared rows, as far as is known: they must not be believed then. */
  get damage(): RecoveryError | undefined {
    return this.lines.damage;
  }

  /** What was selected is on disk. @throws What saving it failed with. */
  async settled(): Promise<void> {
    await this.acting.settled();
    await this.kept.settled();
  }

  /** Columns whose values no row, search or file of it tells now. Whatever else tells values asks this. */
  get masked(): MaskedColumns {
    return this.hidden;
  }

  /** Masks these from now on, and no others. */
  mask(columns: MaskedColumns): void {
    this.hidden = columns;
    this.lists.masked();
  }

  get counts(): Readonly<Record<DifferenceKind | 'conflict', number>> {
    const { missing, changed, extra } = this.rows.kinds;
    return {
      ...{ missing: missing.size, changed: changed.size, extra: extra.size },
      conflict: this.facts.linesOf('conflict').size,
    };
  }

  get selection(): RowSelection {
    return this.kept.selection;
  }

  get selected(): ActionCounts {
    return selectedActions(this.selection, this.rows);
  }

  /** What refers to the rows that are selected to be deleted. */
  get childrenSelected(): readonly ChildrenTaken[] {
    return this.marks.childrenOf(this.selection.lines);
  }

  get choosing(): Choosing {
    return this.kept.choosing;
  }

  /** Rows that are in, in part or out by an act of their own, otherwise than the rules have it. */
  get exceptions(): LineSet {
    return this.kept.exceptions;
  }

  /** Whether an act of choosing is left that can be taken back. */
  get mayTakeBack(): boolean {
    return this.kept.mayTakeBack;
  }

  /** Changed rows by position of the compared column. */
  get differing(): readonly number[] {
    return this.facts.differing;
  }

  /** The digest of the plan that was made of this very selection; undefined where none is. */
  get plannedDigest(): string | undefined {
    return this.kept.plannedDigest;
  }

  async count(shown: ShownRows): Promise<number> {
    return (await this.read(this.lists.lines(shown))).size;
  }

  /**
   * How many rows are shown, and what may be chosen of them.
   * @throws {RecoveryError} `usage` where rows cannot be filtered so.
   */
  async shownCount(shown: ShownRows): Promise<ShownCount> {
    this.lists.counted(shown);
    const { tab, ...filtered } = shown;
    const count = (of: ReviewTab): Promise<number> => this.count({ ...filtered, tab: of });
    const none = LineSet.of(this.rows.length);
    const mayChoose = tab !== 'conflict' && isByKey(this.comparison);
    const rows = mayChoose ? await this.read(this.lists.lines(shown)) : none;
    const all = mayChoose ? this.facts.linesOf(tab) : none;
    const byTab = {
      ...{ all: await count('all'), missing: await count('missing') },
      ...{ changed: await count('changed'), extra: await count('extra') },
      conflict: await count('conflict'),
    };
    const { selection } = this;
    const deleted = selection.deletesAllowed ? rows.and(this.rows.kinds.extra) : none;
    const children = this.marks.childrenOf(deleted);
    return { rows: byTab[tab], byTab, children, ...choosable(rows, { all, selection }, this.rows) };
  }

  /** Rows that belong together; none where rows have no key, since each would stand for several. */
  groups(): Promise<readonly CountedGroup[]> {
    return isByKey(this.comparison) ? this.read(this.found.counted()) : Promise.resolve([]);
  }

  /**
   * Consecutive rows of those that are shown, fewer where they end.
   * @throws {RecoveryError} `incident-unreadable` where the file is no longer what was opened.
   */
  async page(shown: ShownRows, from: number, count: number): Promise<readonly ReviewedRow[]> {
    const list = await this.read(this.lists.list(shown));
    return this.rowsAt([...list.lines(from, from + count)]);
  }

  /** The row of one line; undefined where there is none. */
  async row(line: number): Promise<ReviewedRow | undefined> {
    return line < this.facts.length ? (await this.rowsAt([line]))[0] : undefined;
  }

  /** The rows of these lines, in their order. */
  async rowsAt(lines: readonly number[]): Promise<readonly ReviewedRow[]> {
    const changes = await this.read(changesAt(lines, this.readable));
    return changes.map((change, at) => {
      const line = lines[at] ?? -1;
      const marks = maskedMarks(this.marks.at(line), this.readable);
      return { change, line, selected: chosenAt(this.selection, line), marks };
    });
  }

  /** @throws {RecoveryError} `no-key` where no single row can be corrected. */
  refuseWithoutKey(): void {
    if (!isByKey(this.comparison)) {
      throw comparedWithoutKey(this.comparison.identity.table);
    }
  }

  /**
   * One act after another; on disk shortly after. Says which rows it meant and did not take in.
   * @throws {RecoveryError} `usage`, where there are no such rows, or they cannot be selected; `no-key`.
   */
  async select(intent: ReviewIntent): Promise<LeftOut> {
    this.refuseWithoutKey();
    return this.acting.run(async () => {
      if (intent.act === 'undo') {
        this.kept.takeBack();
        return noneLeftOut;
      }
      const done = await doneBy(intent, this.lists, this.sources());
      this.kept.become(done, intent.act !== 'deletes');
      return done.leftOut;
    });
  }

  /**
   * Plans the correction of what is selected, in place of any earlier plan.
   * @throws {RecoveryError} `no-key`, `nothing-selected` and those of {@link planFromComparison}.
   */
  async plan(planning: Planning, work: Work): Promise<PlanMade> {
    this.refuseWithoutKey();
    await this.acting.settled();
    const { revision, selection } = this.kept;
    if (selection.lines.isEmpty) {
      throw new RecoveryError('nothing-selected', 'No row is selected.', {
        hint: 'Select what is to be put right.',
      });
    }
    const chosen = (line: number): Chosen => chosenAt(selection, line);
    const made = await planFromComparison({ chosen }, planning, work);
    const { digest } = await planning.incident.plan();
    await this.kept.planned(revision, digest);
    return made;
  }

  private sources(): FilterSources {
    const { readable, rows, selection, marks, found: groups } = this;
    return { ...readable, rows, selection, marks, groups };
  }

  private get readable(): ReadableRows {
    const { file, facts, masked } = this;
    return { file, facts, table: this.comparison.table, masked };
  }

  /** The file is not closed under it. */
  private async read<T>(reading: Promise<T>): Promise<T> {
    this.reading.add(reading);
    try {
      return await reading;
    } finally {
      this.reading.delete(reading);
    }
  }
}

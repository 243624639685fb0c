import {
  hasOrdinal,
  ordinalRange,
  type OrdinalRanges,
  ordinalsIn,
} from '../../core/correction/ordinalRanges';
import type { ActionCounts } from '../../core/correction/plan';
import type { NewHash } from '../../core/correction/planFile';
import {
  choosable,
  type ChoosableCount,
  type LeftOut,
  leftOutOf,
  noneLeftOut,
  noRows,
  nothingSelected,
  type ReviewableRows,
  type RowsMeant,
  type RowsByKind,
  type RowSelection,
  selectedActions,
  selectedParts,
  withDeletes,
  withRows,
} from '../../core/correction/rowSelection';
import {
  readSelection,
  selectionText,
  type StoredSelection,
  withoutStaleRows,
} from '../../core/correction/selectionFile';
import { keyId } from '../../core/correction/selection';
import { asStale, type DifferenceKind, type RowInIncident } from '../../core/diff/rows/rowChange';
import { isByKey, type KeptComparison } from '../../core/diff/storedComparison';
import { comparedWithoutKey } from '../../core/diff/withoutKey';
import { RecoveryError } from '../../core/errors';
import { changesFileOf, keptComparison, staleLines, textOf } from '../compare/comparisonFiles';
import {
  planFromComparison,
  type Planning,
  type PlanMade,
  type SelectionChoice,
} from '../correct/planFromComparison';
import type { OpenRows, ReviewIncident } from '../ports/reviewIncident';
import type { Work } from '../work';
import { type ChangeIndex, indexChanges, type RowPlace } from './changeIndex';
import { changesAt } from './readLines';
import type { ReviewTab, ShownRows } from './shownRows';

/** An act of choosing, by numbers among the rows that are shown. `to` is not included. */
export type ReviewIntent =
  | (ShownRows & {
      readonly act: 'row';
      readonly ordinal: number;
      readonly selected: boolean;
    })
  | (ShownRows & {
      readonly act: 'range';
      readonly from: number;
      readonly to: number;
      readonly selected: boolean;
    })
  | (ShownRows & { readonly act: 'tab'; readonly selected: boolean })
  | { readonly act: 'deletes'; readonly allowed: boolean }
  | { readonly act: 'nothing' };

/** How many rows are shown of the tab, and of every other under the same filter. */
export interface ShownCount extends ChoosableCount {
  readonly rows: number;
  readonly byTab: Readonly<Record<ReviewTab, number>>;
}

export interface ReviewedRow {
  readonly change: RowInIncident;
  readonly place: RowPlace;
  readonly selected: boolean;
}

export const selectionFile = 'selection.json';

/**
 * The compared rows of an incident, looked at in any order and chosen from. Holds where the rows are,
 * not the rows; keeps the selection on disk. Whoever opens it closes it.
 */
export class ReviewSession {
  private saving: Promise<void> | undefined;
  private readonly reading = new Set<Promise<unknown>>();

  private constructor(
    private readonly incident: ReviewIncident,
    readonly comparison: KeptComparison,
    private readonly opened: { readonly file: OpenRows; readonly index: ChangeIndex },
    private stored: StoredSelection,
  ) {
    this.rows = opened.index.rows();
  }

  readonly rows: ReviewableRows;

  /** @throws {RecoveryError} `incident-unreadable`. */
  static async open(
    incident: ReviewIncident,
    newHash: NewHash,
    work: Work,
  ): Promise<ReviewSession> {
    const comparison = await keptComparison({ incident, newHash });
    const stale = await staleLines(comparison, incident);
    const file = await incident.openRows(changesFileOf(comparison));
    try {
      const index = await indexChanges(file, { ...comparison, stale }, { newHash, work });
      const seal = comparison.lines.sha256;
      const kept = readSelection(await textOf(selectionFile, incident), seal, index.rows());
      const none = {
        comparison: seal,
        revision: 0,
        selection: nothingSelected,
        planned: undefined,
      };
      const stored = withoutStaleRows(kept ?? none, index.rows());
      return new ReviewSession(incident, comparison, { file, index }, stored);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Waits for what is being read and saved. */
  async close(): Promise<void> {
    await this.settled();
    await Promise.allSettled(this.reading);
    await this.opened.file.close();
  }

  /** What was selected is on disk. */
  async settled(): Promise<void> {
    await this.saving;
  }

  get selection(): RowSelection {
    return this.stored.selection;
  }

  get selected(): ActionCounts {
    return selectedActions(this.selection, this.rows);
  }

  /** Changed rows by position of the compared column. */
  get differing(): readonly number[] {
    return this.opened.index.differing;
  }

  /** The digest of the plan that was made of this very selection; undefined where none is. */
  get plannedDigest(): string | undefined {
    const { planned, revision } = this.stored;
    return planned?.revision === revision ? planned.digest : undefined;
  }

  count(shown: ShownRows): number {
    return this.opened.index.count(shown);
  }

  /**
   * Consecutive rows of those that are shown, fewer where they end.
   * @throws {RecoveryError} `incident-unreadable` where the file is no longer what was opened.
   */
  async page(shown: ShownRows, from: number, count: number): Promise<readonly ReviewedRow[]> {
    const { index } = this.opened;
    const end = Math.min(this.count(shown), from + count);
    const lines = [...ordinalsIn(ordinalRange(from, end))].map((ordinal) =>
      index.lineShown(shown, ordinal),
    );
    const changes = await this.changes(lines);
    return changes.map((change, position) => {
      const place = index.placeOf(lines[position] ?? -1);
      const shown = change.kind !== 'conflict' && this.isStale(place) ? asStale(change) : change;
      return { change: shown, place, selected: this.isSelected(place) };
    });
  }

  /** @throws {RecoveryError} `no-key` where no single row can be corrected. */
  refuseWithoutKey(): void {
    if (!isByKey(this.comparison)) {
      throw comparedWithoutKey(this.comparison.identity.table);
    }
  }

  /**
   * On disk when the last one's promise is fulfilled.
   * @throws {RecoveryError} `usage`, where there are no such rows; `no-key`.
   */
  async select(intent: ReviewIntent): Promise<LeftOut> {
    this.refuseWithoutKey();
    const { revision } = this.stored;
    const meant = this.meantBy(intent);
    const leftOut = meant ? leftOutOf(this.selection, meant, this.rows) : noneLeftOut;
    const selection = meant ? withRows(this.selection, meant, this.rows) : this.withoutRows(intent);
    this.stored = { ...this.stored, selection, revision: revision + 1 };
    await this.save();
    return leftOut;
  }

  /** How many rows are shown, and what may be chosen of them. */
  shownCount(shown: ShownRows): ShownCount {
    const { tab, ...filtered } = shown;
    const count = (of: ReviewTab): number => this.count({ ...filtered, tab: of });
    const rowsOf = (rows: ShownRows): RowsByKind =>
      this.opened.index.rowsShown(rows, [0, this.count(rows)]);
    const mayChoose = tab !== 'conflict' && isByKey(this.comparison);
    const [meant, all] = mayChoose ? [rowsOf(shown), rowsOf({ tab })] : [noRows, noRows];
    return {
      rows: count(tab),
      byTab: {
        ...{ all: count('all'), missing: count('missing'), changed: count('changed') },
        ...{ extra: count('extra'), conflict: count('conflict') },
      },
      ...choosable(meant, { all, selection: this.selection }, this.rows),
    };
  }

  /**
   * Plans the correction of what is selected, in place of any earlier plan.
   * @throws {RecoveryError} `no-key`, `nothing-selected` and those of {@link planFromComparison}.
   */
  async plan(planning: Planning, work: Work): Promise<PlanMade> {
    this.refuseWithoutKey();
    const { revision } = this.stored;
    const choices = await this.choices();
    if (choices.length === 0) {
      throw new RecoveryError('nothing-selected', 'No row is selected.', {
        hint: 'Select what is to be put right.',
      });
    }
    const made = await planFromComparison({ choices, withoutDrifted: false }, planning, work);
    const { digest } = await planning.incident.plan();
    this.stored = { ...this.stored, planned: { revision, digest } };
    await this.save();
    return made;
  }

  /** What the engine is to select by. */
  async choices(): Promise<readonly SelectionChoice[]> {
    const choices: SelectionChoice[] = [];
    for (const part of selectedParts(this.selection, this.rows)) {
      const kinds = [part.kind];
      choices.push(
        'only' in part
          ? { kinds, keys: await this.keys(part.kind, part.only) }
          : {
              ...{ kinds, skipSameValue: part.skipSameValue },
              except: await this.keys(part.kind, part.except),
            },
      );
    }
    return choices;
  }

  private isStale({ kind, ordinal }: RowPlace): boolean {
    return kind !== 'conflict' && hasOrdinal(this.rows.stale[kind], ordinal);
  }

  private isSelected({ kind, ordinal }: RowPlace): boolean {
    return kind !== 'conflict' && hasOrdinal(this.selection[kind], ordinal);
  }

  private withoutRows(intent: ReviewIntent): RowSelection {
    return intent.act === 'deletes'
      ? withDeletes(this.selection, intent.allowed)
      : withDeletes(nothingSelected, this.selection.deletesAllowed);
  }

  /** The rows that the act names; undefined where it names none. */
  private meantBy(intent: ReviewIntent): RowsMeant | undefined {
    switch (intent.act) {
      case 'nothing':
      case 'deletes':
        return undefined;
      case 'tab':
        return this.meantRows(intent, [0, this.count(intent)], false);
      case 'row':
        return this.meantRows(intent, [intent.ordinal, intent.ordinal + 1], true);
      case 'range':
        return this.meantRows(intent, [intent.from, intent.to], false);
    }
  }

  private meantRows(
    { selected, ...shown }: ShownRows & { readonly selected: boolean },
    [from, to]: readonly [number, number],
    singly: boolean,
  ): RowsMeant {
    const isWhole = [from, to].every((number) => Number.isSafeInteger(number));
    if (!isWhole || from < 0 || from > to || to > this.count(shown)) {
      throw new RecoveryError('usage', `There are no rows ${from} to ${to}.`);
    }
    if (shown.tab === 'conflict') {
      throw new RecoveryError('usage', 'Rows in conflict cannot be selected.', {
        hint: 'Their key does not say which row is which: compare by columns that do.',
        ways: ['choose-key'],
      });
    }
    return { rows: this.opened.index.rowsShown(shown, [from, to]), selected, singly };
  }

  private async changes(lines: readonly number[]): Promise<readonly RowInIncident[]> {
    const read = changesAt(lines, { ...this.opened, table: this.comparison.table });
    this.reading.add(read);
    try {
      return await read;
    } finally {
      this.reading.delete(read);
    }
  }

  private async keys(kind: DifferenceKind, ordinals: OrdinalRanges): Promise<ReadonlySet<string>> {
    const keys = new Set<string>();
    let lines: number[] = [];
    const read = async (): Promise<void> => {
      for (const change of await this.changes(lines)) {
        if (change.kind !== 'conflict') {
          keys.add(keyId(change.key));
        }
      }
      lines = [];
    };
    for (const ordinal of ordinalsIn(ordinals)) {
      lines.push(this.opened.index.lineOf({ kind, ordinal }));
      if (lines.length === keysAtOnce) {
        await read();
      }
    }
    await read();
    return keys;
  }

  /** One file at a time; what changes meanwhile goes into the next. */
  private async save(): Promise<void> {
    const before = this.saving ?? Promise.resolve();
    const mine = this.stored;
    const saved = before
      .catch(() => undefined)
      .then(async () => {
        // A later choice is saved by its own turn.
        if (this.stored === mine) {
          await this.incident.saveRows(selectionFile, [selectionText(mine)]);
        }
      });
    this.saving = saved.catch(() => undefined);
    await saved;
  }
}

const keysAtOnce = 2000;

import {
  nothingSelected,
  type ReviewableRows,
  type RowSelection,
  withDeletes,
} from '../../core/correction/rowSelection';
import {
  type Choosing,
  exceptionsIn,
  readSelection,
  selectionText,
  type StoredSelection,
  withoutStaleRows,
} from '../../core/correction/selectionFile';
import { RecoveryError } from '../../core/errors';
import { LineSet } from '../../core/review/lineSet';
import { textOf } from '../compare/comparisonFiles';
import type { ReviewIncident } from '../ports/reviewIncident';
import type { ActDone } from './choosing';
import { LatestSaved } from './latestSaved';

export const selectionFile = 'selection.json';

/** As many acts can be taken back. */
const mostTakenBack = 50;

type Before = Pick<StoredSelection, 'selection' | 'choosing'>;

/** What is selected of an incident's compared rows, on disk shortly after each act. */
export class KeptSelection {
  private readonly acts: Before[] = [];
  private readonly saved: LatestSaved<StoredSelection>;

  private constructor(
    incident: ReviewIncident,
    private readonly rows: ReviewableRows,
    private stored: StoredSelection,
  ) {
    this.saved = new LatestSaved((stored) =>
      incident.saveRows(selectionFile, [selectionText(stored)]),
    );
  }

  /** @param comparison The seal of the rows. */
  static async open(
    incident: ReviewIncident,
    comparison: string,
    rows: ReviewableRows,
  ): Promise<KeptSelection> {
    const { length, kinds } = rows;
    const of = { comparison, length, kinds: () => Promise.resolve(kinds) };
    const kept = await readSelection(await textOf(selectionFile, incident), of);
    const choosing = { rules: [], ruled: LineSet.of(length) };
    const none = { comparison, revision: 0, selection: nothingSelected(rows), choosing };
    const stored = withoutStaleRows(kept ?? { ...none, planned: undefined }, rows);
    const selection = onlyAllowed(stored.selection, rows);
    const isOther = selection.lines.size !== stored.selection.lines.size;
    const revision = stored.revision + Number(isOther);
    const ruled = rulable(stored.choosing.ruled, selection, rows);
    const now = { selection, revision, choosing: { ...stored.choosing, ruled } };
    return new KeptSelection(incident, rows, { ...stored, ...now });
  }

  get selection(): RowSelection {
    return this.stored.selection;
  }

  get choosing(): Choosing {
    return this.stored.choosing;
  }

  get exceptions(): LineSet {
    return exceptionsIn(this.selection, this.choosing);
  }

  /** Whether {@link takeBack} can be called. */
  get mayTakeBack(): boolean {
    return this.acts.length > 0;
  }

  /** Raised with each act. */
  get revision(): number {
    return this.stored.revision;
  }

  /** The digest of the plan that was made of this very selection; undefined where none is. */
  get plannedDigest(): string | undefined {
    const { planned, revision } = this.stored;
    return planned?.revision === revision ? planned.digest : undefined;
  }

  /** @throws What an earlier saving failed with. */
  become(done: ActDone, isTakenBack: boolean): void {
    const { selection, choosing } = this.stored;
    if (isTakenBack) {
      this.acts.push({ selection, choosing });
      this.acts.splice(0, this.acts.length - mostTakenBack);
    }
    this.put({ selection: done.selection, choosing: choosingAfter(done, this.stored, this.rows) });
  }

  /**
   * The selection as it was before the last act. Whether deletes are allowed stays as it is now.
   * @throws {RecoveryError} `usage` where no act is left.
   */
  takeBack(): void {
    const before = this.acts.pop();
    if (!before) {
      throw new RecoveryError('usage', 'There is no choice left to take back.', {
        hint: 'What was chosen before the review was opened stays as it is.',
      });
    }
    const { deletesAllowed } = this.selection;
    const selection = withDeletes(before.selection, deletesAllowed, this.rows);
    const ruled = rulable(before.choosing.ruled, selection, this.rows);
    this.put({ selection, choosing: { ...before.choosing, ruled } });
  }

  /** @param revision Of the selection that the plan was made of. */
  async planned(revision: number, digest: string): Promise<void> {
    this.stored = { ...this.stored, planned: { revision, digest } };
    this.saved.put(this.stored);
    await this.saved.settled();
  }

  /** It is on disk. */
  settled(): Promise<void> {
    return this.saved.settled();
  }

  private put(now: Before): void {
    this.stored = { ...this.stored, ...now, revision: this.stored.revision + 1 };
    this.saved.put(this.stored);
  }
}

/** Whatever the file says: nothing that could not have been chosen. */
function onlyAllowed(selection: RowSelection, rows: ReviewableRows): RowSelection {
  const { missing, changed, extra } = rows.kinds;
  const inPart = LineSet.fromLines(rows.length, selection.cells.keys());
  const lines = selection.lines
    .and(missing.or(changed).or(extra))
    .without(rows.unread)
    .without(rows.blocked.without(inPart));
  const cells = [...selection.cells].filter(([line]) => lines.has(line) && changed.has(line));
  const allowed = { ...selection, lines, cells: new Map(cells) };
  return withDeletes(allowed, selection.deletesAllowed, rows);
}

function choosingAfter(
  { selection, lines, rule }: ActDone,
  { selection: before, choosing }: Before,
  rows: ReviewableRows,
): Choosing {
  if (selection.lines.isEmpty) {
    return { rules: [], ruled: selection.lines };
  }
  const { rules, ruled } = choosing;
  if (rule === undefined) {
    return { rules, ruled: rulable(ruled, selection, rows) };
  }
  // A reused key that the act passed over stays as an act of its own has it.
  const passed = rows.reused.without(differing(before.lines, selection.lines));
  const meant = lines.without(passed);
  return {
    rules: [...rules.filter((other) => other !== rule), rule],
    ruled: ruled.without(meant).or(selection.lines.and(meant)),
  };
}

/** No rule has rows in that cannot be: so stale ones, or without leave to delete those only in production. */
function rulable(
  ruled: LineSet,
  { deletesAllowed }: RowSelection,
  { kinds, stale, unread, blocked }: ReviewableRows,
): LineSet {
  const allowed = deletesAllowed ? ruled : ruled.without(kinds.extra);
  return allowed.without(stale).without(unread).without(blocked);
}

function differing(one: LineSet, other: LineSet): LineSet {
  return one.without(other).or(other.without(one));
}

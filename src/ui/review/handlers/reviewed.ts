import type { ColumnLook } from '../../../protocol/cells';
import type { CountedValues } from '../../../core/review/chart/countedValues';
import type { ShownRows } from '../../../protocol/shown';
import type { LeftOut } from '../../../protocol/selecting';
import type { ReviewState, Step } from '../../../protocol/state';
import type { ReviewIntent } from '../../../recovery/review/choosing';
import type { LackingParents } from '../../../recovery/review/reviewMarks';
import type { ReviewSession } from '../../../recovery/review/reviewSession';
import type { Write } from '../../../recovery/review/takeRows';
import type { Work } from '../../../recovery/work';

/** The incident that a review shows, as it is now: both become others when its rows do. */
export interface Reviewed {
  readonly session: ReviewSession;
  readonly generation: number;
  choose(intent: ReviewIntent): Promise<LeftOut>;
  /** Shows a masked column's values, which the journal notes. @throws {RecoveryError} `usage`. */
  reveal(column: number): Promise<void>;
  /** Masks a revealed column, which the journal notes. @throws {RecoveryError} `usage`. */
  maskAgain(column: number): Promise<void>;
}

/** What the handlers need of the program that they run in, which is not always VS Code. */
export interface HandlerSurroundings {
  /** Of the operator: BCP 47. */
  readonly locale: string;
  state(): Promise<ReviewState>;
  run(step: Step): Promise<void>;
  cancel(): void;
  compareStructure(): Promise<void>;
  chooseIgnored(): Promise<void>;
  compareByOtherColumns(): Promise<void>;
  showLog(): void;
  /** Recovers these rows of another table. */
  bringParents(parents: LackingParents): Promise<void>;
  showCell(shown: ShownCell): Promise<void>;
  /** For the table, whichever incident it is in. */
  keepLook(look: ColumnLook): Promise<void>;
  /** Production's rows, as they are now, by a compared column; undefined where there are too many values. */
  countBy(column: number): Promise<CountedValues | undefined>;
  /** To the clipboard. */
  copy(text: string): Promise<void>;
  /** Asks where to, and writes rows there, of which it is told how many they were. */
  saveAs(name: string, write: (write: Write, work: Work) => Promise<number>): Promise<void>;
}

/** A cell, or without `column` the whole row. */
export type ShownCell = ShownRows & { readonly ordinal: number; readonly column?: number };

export function refuseOutdated(asked: number, { generation }: Pick<Reviewed, 'generation'>): void {
  if (asked !== generation) {
    throw new OutdatedError();
  }
}

/** Ordinals of rows that were compared again since. */
export class OutdatedError extends Error {
  constructor() {
    super('The rows were compared again since they were drawn.');
  }
}

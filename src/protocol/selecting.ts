import { type Fields, flag, record, unreadable, whole } from './fields';
import type { OfGeneration, Readers } from './requests';
import { columnOf, shownOf, type ShownRows } from './shown';
import type { SelectionCounts } from './state';

/** What the operator did; what it selects is for the host to say. */
export type SelectionIntent =
  | (ShownRows & { readonly kind: 'row'; readonly ordinal: number; readonly selected: boolean })
  | (ShownRows & {
      readonly kind: 'range';
      readonly first: number;
      /** Inclusive. */
      readonly last: number;
      readonly selected: boolean;
    })
  /** All rows that are shown: of the whole tab, under a filter of what has its filter. */
  | (ShownRows & { readonly kind: 'tab'; readonly selected: boolean })
  /** Of the rows that are shown: what is selected goes out, the rest in. */
  | (ShownRows & { readonly kind: 'invert' })
  /** This column alone of a changed row goes in, or out. */
  | (ShownRows & {
      readonly kind: 'cell';
      readonly ordinal: number;
      readonly column: number;
      readonly selected: boolean;
    })
  | { readonly kind: 'nothing' }
  /** Takes the last act of choosing back, as often as there are any since the review was opened. */
  | { readonly kind: 'undo' };

/** What came of an act of choosing. */
export interface SelectionAnswer extends SelectionCounts {
  /** Rows that the act meant and did not take in. */
  readonly leftOut: LeftOut;
}

/** Why rows were not taken in; each row counts once. */
export interface LeftOut {
  /** Only in production, while deletes are not allowed. */
  readonly deletes: number;
  /** Their key was reused: chosen singly only. */
  readonly reused: number;
  readonly stale: number;
  /** They hold a value that is too large to be read. */
  readonly unread: number;
  /** Production lacks a row that they refer to. */
  readonly blocked: number;
}

/** An act of choosing that names many rows at once. */
export type ManyIntent = Extract<SelectionIntent, { readonly kind: 'range' | 'tab' | 'invert' }>;

/** A rule of the selection, as the operator gave it. */
export interface ChosenRule {
  readonly intent: ManyIntent;
  /** How many rows it names; absent where that depends on what is selected, or on values not read now. */
  readonly rows?: number;
  /** Where that is absent: how many it named when it was given, as far as is known. */
  readonly rowsWhenChosen?: number;
  /** Its filter asks for values of a masked column, too, which are not told. */
  readonly masked?: true;
}

export interface ChosenRules {
  /** The newest last. */
  readonly rules: readonly ChosenRule[];
  /** How many others there are, which are older than these or not understood. */
  readonly others: number;
  /** Whether an act is left that `undo` takes back. */
  readonly mayTakeBack: boolean;
}

export interface SelectRequests {
  readonly select: {
    readonly params: OfGeneration & { readonly intent: SelectionIntent };
    readonly result: SelectionAnswer;
  };
  readonly allowDeletes: {
    readonly params: { readonly allowed: boolean };
    readonly result: SelectionAnswer;
  };
  /** What the selection comes from; how many exceptions there are, `SelectionCounts` has. */
  readonly rules: { readonly params: OfGeneration; readonly result: ChosenRules };
}

export const selectReaders: Readers<SelectRequests> = {
  select: (params) => {
    const { generation, intent } = record(params);
    return { generation: whole(generation), intent: intentOf(record(intent)) };
  },
  allowDeletes: (params) => ({ allowed: flag(record(params)['allowed']) }),
  rules: (params) => ({ generation: whole(record(params)['generation']) }),
};

/** @throws {Unreadable} Where it is none. */
export function intentOf(intent: Fields): SelectionIntent {
  const { kind } = intent;
  switch (kind) {
    case 'nothing':
    case 'undo':
      return { kind };
    case 'invert':
      return { kind, ...shownOf(intent) };
    default:
      return { ...shownOf(intent), ...rowsOf(intent) };
  }
}

function rowsOf(intent: Fields) {
  const { kind, ordinal, first, last, column } = intent;
  const selected = flag(intent['selected']);
  switch (kind) {
    case 'row':
      return { kind, ordinal: whole(ordinal), selected } as const;
    case 'range':
      return { kind, first: whole(first), last: whole(last), selected } as const;
    case 'tab':
      return { kind, selected } as const;
    case 'cell':
      return { kind, ordinal: whole(ordinal), column: columnOf(column), selected } as const;
    default:
      throw unreadable('intent');
  }
}

import { type Fields, listOf, oneOf, optional, record, text, whole, yes } from './fields';
import type { ChildRows } from './marks';
import type { OfGeneration, Readers } from './requests';
import type { ReviewRow, Tab } from './rows';

/** The most rows that one request may ask for. */
export const mostRowsAsked = 1000;

/** Which rows are shown, and in what order; ordinals count these alone, from 0. */
export interface ShownRows {
  readonly tab: Tab;
  readonly filter?: RowFilter;
  /** By key, as compared, where absent. */
  readonly order?: RowOrder;
}

/** A row is shown where it has all that is named here. */
export interface RowFilter {
  /** Has none of these. */
  readonly hides?: readonly RowFlag[];
  /** Has one of these. */
  readonly flags?: readonly RowFlag[];
  /** Changed rows that differ in one of these columns. */
  readonly columns?: readonly number[];
  /** Belongs to one of these groups, by their ids. */
  readonly groups?: readonly string[];
  readonly range?: ValueRange;
  readonly text?: TextFilter;
}

/**
 * What is told of a row beside its kind. `blocked`: production lacks a row that it refers to; `children`: rows
 * of other tables refer to it; `later`: written after the dump.
 */
export type RowFlag =
  | 'sameValue'
  | 'reused'
  | 'stale'
  | 'blocked'
  | 'children'
  | 'later'
  | 'unread'
  | 'selected'
  | 'notSelected';

/** The value of either side lies in it; without an end, all from there on, or up to there. */
export interface ValueRange {
  readonly column: number;
  readonly from?: string;
  /** Exclusive. */
  readonly to?: string;
}

export interface TextFilter {
  readonly words: string;
  /** Any column where absent. */
  readonly column?: number;
  readonly matchCase?: true;
}

export interface RowOrder {
  readonly column: number;
  readonly side: Side;
  readonly descending?: true;
}

export type Side = 'backup' | 'live';

/** Consecutive differences, by ordinal. */
export interface RowWindow extends ShownRows {
  readonly first: number;
  readonly count: number;
}

/** How many rows are shown, and what may be chosen of them. Exact. */
export interface ShownCount {
  /** Of the tab asked for. */
  readonly rows: number;
  /** The same of each tab under the same filter. */
  readonly byTab: Readonly<Record<Tab, number>>;
  /** Of the rows shown: those that choosing all of them takes in. */
  readonly selectable: number;
  /** Of the rows shown: those that were selectable, too, if deletes were allowed; 0 where they are. */
  readonly awaitingDeletes: number;
  /** Of the rows shown. May be more than {@link selectable}: a reused key is chosen singly. */
  readonly selected: number;
  /** Of the selectable rows shown; all of them where it is as many. */
  readonly selectableSelected: number;
  /** Selected, and of the tab, but hidden by the filter. */
  readonly hiddenSelected: number;
  /** What refers to the rows shown that may be selected to be deleted; absent where nothing does. */
  readonly children?: readonly ChildRows[];
}

export interface ShownRequests {
  readonly rows: {
    readonly params: OfGeneration & RowWindow;
    /** In the order asked; shorter only at the tab's end. */
    readonly result: readonly ReviewRow[];
  };
  readonly count: { readonly params: OfGeneration & ShownRows; readonly result: ShownCount };
}

export const shownReaders: Readers<ShownRequests> = {
  rows: (params) => {
    const fields = record(params);
    const { generation, first, count } = fields;
    return {
      ...{ generation: whole(generation), ...shownOf(fields) },
      ...{ first: whole(first), count: whole(count, mostRowsAsked) },
    };
  },
  count: (params) => {
    const fields = record(params);
    return { generation: whole(fields['generation']), ...shownOf(fields) };
  },
};

/** PostgreSQL has no more in a table. */
const mostColumns = 1600;
const mostGroups = 500;
/** Of what is typed to look for, of the ends of a range, and of a group's id. */
const longestWords = 200;

const tabs: readonly Tab[] = ['all', 'missing', 'changed', 'extra', 'conflict'];
const flags: readonly RowFlag[] = [
  ...(['sameValue', 'reused', 'stale', 'blocked', 'children', 'later', 'unread'] as const),
  ...(['selected', 'notSelected'] as const),
];
const sides: readonly Side[] = ['backup', 'live'];

export function shownOf(fields: Fields): ShownRows {
  return {
    tab: oneOf(tabs, fields['tab'], 'tab'),
    ...optional('filter', fields, filterOf),
    ...optional('order', fields, orderOf),
  };
}

export function columnOf(value: unknown): number {
  return whole(value, mostColumns);
}

export function wordsOf(value: unknown): string {
  return text(value, longestWords);
}

export function sideOf(value: unknown): Side {
  return oneOf(sides, value, 'side');
}

function filterOf(value: unknown): RowFilter {
  const fields = record(value);
  return {
    ...optional('hides', fields, flagsOf),
    ...optional('flags', fields, flagsOf),
    ...optional('columns', fields, (columns) => listOf(columns, mostColumns, columnOf)),
    ...optional('groups', fields, (groups) => listOf(groups, mostGroups, wordsOf)),
    ...optional('range', fields, rangeOf),
    ...optional('text', fields, textFilterOf),
  };
}

function flagsOf(value: unknown): readonly RowFlag[] {
  return listOf(value, flags.length, (word) => oneOf(flags, word, 'flag'));
}

function rangeOf(value: unknown): ValueRange {
  const fields = record(value);
  return {
    column: columnOf(fields['column']),
    ...optional('from', fields, wordsOf),
    ...optional('to', fields, wordsOf),
  };
}

function textFilterOf(value: unknown): TextFilter {
  const fields = record(value);
  return {
    words: wordsOf(fields['words']),
    ...optional('column', fields, columnOf),
    ...optional('matchCase', fields, yes),
  };
}

function orderOf(value: unknown): RowOrder {
  const fields = record(value);
  return {
    ...{ column: columnOf(fields['column']), side: sideOf(fields['side']) },
    ...optional('descending', fields, yes),
  };
}

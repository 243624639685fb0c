import type { Key } from '../catalog/table';
import { isConflictLine, keyOfLine, wrongLine } from '../diff/keys/keyLines';
import type { DifferenceKind, RowChange } from '../diff/rows/rowChange';
import { counted } from '../words';

/** What is to be corrected: every row that one of the rules selects. No rule selects nothing. */
export type Selection = readonly SelectionRule[];

/** The rows that have everything the rule names. A rule that names nothing selects nothing. */
export interface SelectionRule {
  readonly kinds?: readonly DifferenceKind[];
  /** Production transactions (`xmin`, as text); a missing row has none. */
  readonly transactions?: readonly string[];
  /** Ids of patterns, or of how columns changed in them. */
  readonly patterns?: readonly string[];
  /** Ids of keys, by {@link keyId}. Only a rule with keys selects rows whose key was reused. */
  readonly keys?: ReadonlySet<string>;
  /** Leaves out the rows that are equal by type and only written differently. */
  readonly skipSameValue?: boolean;
}

/** One text per key, never the same for two keys. */
export function keyId(key: Key): string {
  return JSON.stringify(key);
}

/** @param patternIds The patterns that the change belongs to, and how its columns changed in them. */
export function selects(
  selection: Selection,
  change: RowChange,
  patternIds: readonly string[] = [],
): boolean {
  return selection.some((rule) => ruleSelects(rule, change, patternIds));
}

/** Whether a rule names this very row. */
export function selectsByKey(selection: Selection, { key }: RowChange): boolean {
  return selection.some(({ keys }) => keys?.has(keyId(key)) === true);
}

/**
 * Reads the lines of `--keys` (as of `--changes`): one JSON object a line, of which only `key` is read.
 * @param width How many columns the table's key has.
 * @throws {RecoveryError} `usage`, naming the line.
 */
export function readKeyLines(lines: Iterable<string>, width: number): ReadonlySet<string> {
  const keys = new Set<string>();
  let number = 0;
  for (const line of lines) {
    number++;
    const text = line.replace(/^\uFEFF/, '').trim();
    if (text !== '') {
      const key = keyOfWidth(text, number, width);
      if (key) {
        keys.add(keyId(key));
      }
    }
  }
  return keys;
}

function ruleSelects(
  rule: SelectionRule,
  change: RowChange,
  patternIds: readonly string[],
): boolean {
  const { kinds, transactions, patterns, keys, skipSameValue } = rule;
  const { reused, sameValue } = flagsOf(change);
  return (
    namesSomething(rule) &&
    !(skipSameValue === true && sameValue) &&
    (keys ? keys.has(keyId(change.key)) : !reused) &&
    allows(kinds, change.kind) &&
    allows(transactions, xidOf(change)) &&
    allowsOne(patterns, patternIds)
  );
}

function namesSomething({ kinds, transactions, patterns, keys }: SelectionRule): boolean {
  return [kinds, transactions, patterns, keys].some((list) => list !== undefined);
}

function xidOf(change: RowChange): string | undefined {
  return change.kind === 'missing' ? undefined : change.xid;
}

function flagsOf(change: RowChange): { readonly reused: boolean; readonly sameValue: boolean } {
  return change.kind === 'changed' ? change : { reused: false, sameValue: false };
}

function allowsOne<T>(list: readonly T[] | undefined, values: readonly T[]): boolean {
  return list === undefined || values.some((value) => list.includes(value));
}

/** A rule without this list allows everything; one with it, only what it lists. */
function allows<T>(list: readonly T[] | undefined, value: T | undefined): boolean {
  return list === undefined || (value !== undefined && list.includes(value));
}

/** Undefined for a conflict: such a key selects no row. */
function keyOfWidth(text: string, number: number, width: number): Key | undefined {
  if (isConflictLine(text)) {
    return undefined;
  }
  const key = keyOfLine(text, number);
  if (key.length !== width) {
    throw wrongLine(
      number,
      `has a key of ${counted(key.length, 'value')} where the table's key has ${width}`,
    );
  }
  return key;
}

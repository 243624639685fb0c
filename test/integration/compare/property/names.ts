import { equality } from './columnKinds';
import { keyKind } from './keyKinds';
import type { Scenario } from './scenario';

/** Columns in an order, seen from that of the backup. */
export function inLiveOrder<T>(columns: readonly T[], { layout }: Scenario): readonly T[] {
  switch (layout.order) {
    case 'same':
      return columns;
    case 'reversed':
      return columns.toReversed();
    case 'rotated':
      return rotated(columns, Math.ceil(columns.length / 2));
  }
}

export function rotated<T>(list: readonly T[], by: number): readonly T[] {
  const at = list.length === 0 ? 0 : by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}

/** The names of the key's columns, in the order that the table has them. */
export function keyNames({ key }: Scenario): readonly string[] {
  return key.map((_, at) => `k${at}`);
}

/** The names of the columns that both sides have, in the live table's order, and of those only live has. */
export function columnNames(scenario: Scenario): {
  readonly both: readonly string[];
  readonly liveOnly: readonly string[];
} {
  const { columns, layout, scope } = scenario;
  const common = (name: string): { name: string; isCommon: boolean } => ({ name, isCommon: true });
  const onLive = [
    ...keyNames(scenario).map(common),
    ...columns.flatMap(({ on }, at) =>
      on === 'backup' ? [] : [{ name: `c${at}`, isCommon: on === 'both' }],
    ),
    ...(layout.generated === 'neither' ? [] : ['w', 'g'].map(common)),
    ...(scope?.period ? [common('p')] : []),
  ];
  const inOrder = inLiveOrder(onLive, scenario);
  const names = (isWanted: boolean): readonly string[] =>
    inOrder.filter(({ isCommon }) => isCommon === isWanted).map(({ name }) => name);
  return { both: names(true), liveOnly: names(false) };
}

/** The positions in `columns` that both sides have, as names. */
export function namesAt(scenario: Scenario, positions: readonly number[]): readonly string[] {
  return positions.filter((at) => scenario.columns[at]?.on === 'both').map((at) => `c${at}`);
}

/** What the backup calls columns that production calls otherwise. */
export function backupNames(scenario: Scenario): ReadonlyMap<string, string> {
  const { columns, areSwapped } = scenario.renamed;
  const { both } = columnNames(scenario);
  const names = [...new Set(columns.map((at) => both[at % both.length] ?? ''))];
  const isSwap = areSwapped && names.length > 1;
  return new Map(
    names.map((name, at) => [name, isSwap ? (rotated(names, 1)[at] ?? '') : `old_${name}`]),
  );
}

/** The text of a column's value as its type writes it; compared to the byte. */
export function text(column: string): string {
  return `case when num_nulls(${column}) = 0 then format('%s', ${column}) collate "C" end`;
}

/** The operator by which a column's values may be equal though written differently; undefined for none. */
export function equalityOf(scenario: Scenario, name: string): string | undefined {
  const at = Number(name.slice(1));
  const value = name.startsWith('c') ? scenario.columns[at] : undefined;
  const key = name.startsWith('k') ? scenario.key[at] : undefined;
  return value
    ? equality(value.kind, value.live)
    : key && key.live === undefined
      ? keyKind(key.kind).equality
      : undefined;
}

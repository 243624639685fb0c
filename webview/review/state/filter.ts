import type { RowFilter, RowFlag } from '../../../src/protocol/shown';

/** What a filter says of a flag. */
export type FlagMode = 'only' | 'hide';

/** One condition of a filter, as one can be taken away. */
export type FilterPart =
  | { readonly kind: FlagMode; readonly flag: RowFlag }
  | { readonly kind: 'column'; readonly column: number };

export function hasFilter(filter: RowFilter): boolean {
  return Object.keys(filter).length > 0;
}

/** The conditions of a filter in the order that they are shown. */
export function partsOf({
  flags = [],
  hides = [],
  columns = [],
}: RowFilter): readonly FilterPart[] {
  return [
    ...flags.map((flag) => ({ kind: 'only', flag }) as const),
    ...hides.map((flag) => ({ kind: 'hide', flag }) as const),
    ...columns.map((column) => ({ kind: 'column', column }) as const),
  ];
}

export function hasPart(filter: RowFilter, part: FilterPart): boolean {
  return partsOf(filter).some((other) => isSame(other, part));
}

/** The filter with the condition, or where it has it, without. A flag is either asked for or hidden. */
export function toggled(filter: RowFilter, part: FilterPart): RowFilter {
  const others = partsOf(filter).filter((other) => !isSame(other, part));
  if (hasPart(filter, part)) {
    return withParts(filter, others);
  }
  const free = others.filter(
    (other) => !('flag' in other && 'flag' in part && other.flag === part.flag),
  );
  return withParts(filter, [...free, part]);
}

/** The other conditions of the filter stay as they are. */
function withParts(filter: RowFilter, parts: readonly FilterPart[]): RowFilter {
  const { groups, range, text } = filter;
  const flags = parts.flatMap((part) => (part.kind === 'only' ? [part.flag] : []));
  const hides = parts.flatMap((part) => (part.kind === 'hide' ? [part.flag] : []));
  const columns = parts.flatMap((part) => (part.kind === 'column' ? [part.column] : []));
  return {
    ...(groups ? { groups } : {}),
    ...(range ? { range } : {}),
    ...(text ? { text } : {}),
    ...(flags.length > 0 ? { flags } : {}),
    ...(hides.length > 0 ? { hides } : {}),
    ...(columns.length > 0 ? { columns: columns.sort((a, b) => a - b) } : {}),
  };
}

function isSame(one: FilterPart, other: FilterPart): boolean {
  const of = (part: FilterPart): RowFlag | number => ('flag' in part ? part.flag : part.column);
  return one.kind === other.kind && of(one) === of(other);
}

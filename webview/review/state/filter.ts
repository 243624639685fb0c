import type { RowFilter, RowFlag, TextFilter, ValueRange } from '../../../src/protocol/shown';

/** What a filter says of a flag. */
export type FlagMode = 'only' | 'hide';

/** One condition of a filter, as one can be taken away. */
export type FilterPart =
  | { readonly kind: FlagMode; readonly flag: RowFlag }
  | { readonly kind: 'column'; readonly column: number }
  | { readonly kind: 'text'; readonly text: TextFilter }
  | { readonly kind: 'group'; readonly group: string }
  | { readonly kind: 'range'; readonly range: ValueRange };

export function hasFilter(filter: RowFilter): boolean {
  return Object.keys(filter).length > 0;
}

/** The conditions of a filter in the order that they are shown. */
export function partsOf({
  flags = [],
  hides = [],
  columns = [],
  text,
  groups = [],
  range,
}: RowFilter): readonly FilterPart[] {
  return [
    ...groups.map((group) => ({ kind: 'group', group }) as const),
    ...flags.map((flag) => ({ kind: 'only', flag }) as const),
    ...hides.map((flag) => ({ kind: 'hide', flag }) as const),
    ...columns.map((column) => ({ kind: 'column', column }) as const),
    ...(range ? [{ kind: 'range', range } as const] : []),
    ...(text ? [{ kind: 'text', text } as const] : []),
  ];
}

export function hasPart(filter: RowFilter, part: FilterPart): boolean {
  return partsOf(filter).some((other) => isSame(other, part));
}

/** The filter with the condition, or where it has it, without. */
export function toggled(filter: RowFilter, part: FilterPart): RowFilter {
  const others = partsOf(filter).filter((other) => !isSame(other, part));
  if (hasPart(filter, part)) {
    return withParts(others);
  }
  const free = others.filter((other) => !isInTheWay(other, part));
  return withParts([...free, part]);
}

/** One flag is not both asked for and hidden, and one text looked for, and one group shown at a time. */
function isInTheWay(other: FilterPart, part: FilterPart): boolean {
  return 'flag' in other && 'flag' in part
    ? other.flag === part.flag
    : other.kind === part.kind && (part.kind === 'text' || part.kind === 'group');
}

function withParts(parts: readonly FilterPart[]): RowFilter {
  const range = parts.find((part) => part.kind === 'range')?.range;
  const groups = parts.flatMap((part) => (part.kind === 'group' ? [part.group] : []));
  const flags = parts.flatMap((part) => (part.kind === 'only' ? [part.flag] : []));
  const hides = parts.flatMap((part) => (part.kind === 'hide' ? [part.flag] : []));
  const [text] = parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []));
  const columns = parts.flatMap((part) => (part.kind === 'column' ? [part.column] : []));
  return {
    ...(groups.length > 0 ? { groups } : {}),
    ...(range ? { range } : {}),
    ...(text ? { text } : {}),
    ...(flags.length > 0 ? { flags } : {}),
    ...(hides.length > 0 ? { hides } : {}),
    ...(columns.length > 0 ? { columns: columns.sort((a, b) => a - b) } : {}),
  };
}

function isSame(one: FilterPart, other: FilterPart): boolean {
  return one.kind === other.kind && JSON.stringify(one) === JSON.stringify(other);
}

import type { ColumnType } from './table';

export const unknownFit =
  'Compared by their text; a value whose text production’s type does not take is refused.';

/** What becomes of the backup's values where production's column is of another type, as a sentence. */
export function typeConsequence(backup: ColumnType, live: ColumnType): string {
  const [from, to] = [boundsOf(backup), boundsOf(live)];
  if (from === undefined || to?.family !== from.family) {
    return unknownFit;
  }
  if (to.digits < from.digits) {
    return 'Production’s type is narrower: values are rounded to it, which is told; a row whose value does not fit is refused.';
  }
  return to.size < from.size
    ? 'Production’s type is narrower: a row whose value does not fit is refused.'
    : 'Every value of the backup fits.';
}

/** How much a type takes: bytes, characters or digits before the point, and digits after it. */
interface Bounds {
  readonly family: string;
  readonly size: number;
  readonly digits: number;
}

const integers: Readonly<Record<string, number>> = { int2: 2, int4: 4, int8: 8 };
const times = new Set(['time', 'timetz', 'timestamp', 'timestamptz']);

/** Undefined where it is not known: also of a domain, whose bounds its name does not tell. */
function boundsOf({ builtIn = '', castName, label }: ColumnType): Bounds | undefined {
  if (!castName.startsWith('pg_catalog.')) {
    return undefined;
  }
  const [first, second] = modifiersOf(label);
  const bytes = integers[builtIn];
  if (bytes !== undefined) {
    return { family: 'integer', size: bytes, digits: 0 };
  }
  if (builtIn === 'text' || builtIn === 'varchar') {
    return { family: 'text', size: first ?? Infinity, digits: 0 };
  }
  if (builtIn === 'numeric') {
    return numericBounds(first, second);
  }
  if (times.has(builtIn)) {
    return { family: builtIn, size: 0, digits: first ?? 6 };
  }
  return undefined;
}

function numericBounds(precision: number | undefined, scale = 0): Bounds {
  return precision === undefined
    ? { family: 'numeric', size: Infinity, digits: Infinity }
    : { family: 'numeric', size: precision - scale, digits: scale };
}

/** `numeric(10,2)` has 10 and 2; `timestamp(3) with time zone` has 3. */
function modifiersOf(label: string): readonly number[] {
  const [, numbers] = /\((-?\d+(?:,-?\d+)?)\)/.exec(label) ?? [];
  return numbers === undefined ? [] : numbers.split(',').map(Number);
}

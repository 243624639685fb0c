import type { Cell, Row } from '../catalog/table';
import type { Correction } from './plan';

/** Columns of which no two rows may hold the same values. */
export interface UniqueKey extends HoldsApart {
  /** Positions in the planned table's columns. */
  readonly columns: readonly number[];
  /** Two NULLs are two values. */
  readonly nullsDistinct: boolean;
}

/** A constraint, or an index, by which no two rows may hold certain values. */
export interface HoldsApart {
  readonly name: string;
  /** Only some of the rows are held apart: which, only the server knows. */
  readonly partial: boolean;
}

export interface UpdateOrder {
  /** Positions of the updates: those of one wave can be written once those before it are. */
  readonly waves: readonly (readonly number[])[];
  /** Updates that no order can write, for each takes what the next gives up, all around. */
  readonly rings: readonly InRing[];
}

export interface InRing {
  readonly position: number;
  /** By which it waits for another one. */
  readonly key: HoldsApart;
}

/** An update takes the values that another one gives up. Positions in the plan. */
export interface Wait {
  readonly taker: number;
  readonly giver: number;
  readonly key: HoldsApart;
}

/**
 * The order in which updates find the values that they take given up by others: a key that cannot be deferred
 * is checked row by row. Deletes come before all of them, and inserts after. Values are compared by their text;
 * of those that are equal and written differently, the server speaks. `known` waits come besides.
 */
export function updateOrder(
  corrections: readonly Correction[],
  keys: readonly UniqueKey[],
  known: readonly Wait[] = [],
): UpdateOrder {
  const updates = [...corrections.keys()].filter(
    (position) => corrections[position]?.action === 'update',
  );
  const waits = [...keys.flatMap((key) => waitsFor(corrections, updates, key)), ...known];
  const { waves, left } = inWaves(updates, waits);
  if (left.size === 0) {
    return { waves, rings: [] };
  }
  const certain = waits.filter(({ key }) => !key.partial);
  const without = inWaves(updates, certain);
  return { waves: without.waves, rings: ringsAmong(without.left, certain) };
}

function waitsFor(
  corrections: readonly Correction[],
  updates: readonly number[],
  key: UniqueKey,
): readonly Wait[] {
  const moves = updates.flatMap((position) => {
    const correction = corrections[position];
    return correction?.action === 'update' ? moveOf(position, correction, key) : [];
  });
  const givers = new Map<string, number | undefined>();
  for (const { position, before } of moves) {
    if (before !== undefined) {
      givers.set(before, givers.has(before) ? undefined : position);
    }
  }
  return moves.flatMap(({ position, after }) => {
    const giver = after === undefined ? undefined : givers.get(after);
    return giver === undefined ? [] : [{ taker: position, giver, key }];
  });
}

interface Move {
  readonly position: number;
  /** Undefined where these values keep no other row from holding them. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

function moveOf(
  position: number,
  { seen, set }: Extract<Correction, { readonly action: 'update' }>,
  key: UniqueKey,
): readonly Move[] {
  const written = set.filter(({ column }) => key.columns.includes(column));
  if (written.length === 0) {
    return [];
  }
  const changed: Cell[] = [...seen];
  written.forEach(({ column, value }) => (changed[column] = value));
  const [before, after] = [valuesOf(seen, key), valuesOf(changed, key)];
  return before === after ? [] : [{ position, before, after }];
}

function valuesOf(row: Row, { columns, nullsDistinct }: UniqueKey): string | undefined {
  const values = columns.map((column) => row[column] ?? null);
  return nullsDistinct && values.includes(null) ? undefined : JSON.stringify(values);
}

/** Those that wait for none, then those that waited for them, and so on; `left` wait for each other. */
function inWaves(
  updates: readonly number[],
  waits: readonly Wait[],
): { readonly waves: readonly (readonly number[])[]; readonly left: ReadonlySet<number> } {
  const takers = new Map<number, number[]>();
  const open = new Map<number, number>();
  for (const { taker, giver } of waits) {
    open.set(taker, (open.get(taker) ?? 0) + 1);
    const others = takers.get(giver);
    if (others) {
      others.push(taker);
    } else {
      takers.set(giver, [taker]);
    }
  }
  const isFreed = (taker: number): boolean => {
    const more = (open.get(taker) ?? 0) - 1;
    open.set(taker, more);
    return more === 0;
  };
  const left = new Set(updates);
  const waves: (readonly number[])[] = [];
  let wave = updates.filter((position) => !open.has(position));
  while (wave.length > 0) {
    waves.push(wave);
    wave.forEach((position) => left.delete(position));
    wave = wave
      .flatMap((position) => (takers.get(position) ?? []).filter(isFreed))
      .toSorted((a, b) => a - b);
  }
  return { waves, left };
}

/** Without those that only wait for a ring. */
function ringsAmong(left: ReadonlySet<number>, waits: readonly Wait[]): readonly InRing[] {
  let ring = waits.filter(({ taker, giver }) => left.has(taker) && left.has(giver));
  for (;;) {
    const awaited = new Set(ring.map(({ giver }) => giver));
    const fewer = ring.filter(({ taker }) => awaited.has(taker));
    if (fewer.length === ring.length) {
      break;
    }
    ring = fewer;
  }
  const rings = new Map(
    ring.map(({ taker, key }) => [`${taker} ${key.name}`, { position: taker, key }]),
  );
  return [...rings.values()];
}

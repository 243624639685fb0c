import { type Correction, countActions, type SetCell } from '../../core/correction/plan';

/** Positions in a plan, of rows that one statement handles. */
export type Batch = readonly number[];

export interface BatchLimits {
  readonly rows: number;
  /** Of text, about bytes. */
  readonly characters: number;
}

/** The plan's corrections of one action, those that write the same columns together; the order is kept. */
export function batchesOf(
  corrections: readonly Correction[],
  action: Correction['action'],
  limits: BatchLimits,
): readonly Batch[] {
  const groups = new Map<string, number[]>();
  let last: { readonly of: Correction; readonly group: number[] } | undefined;
  corrections.forEach((correction, position) => {
    if (correction.action !== action) {
      return;
    }
    if (!last || !writeSameColumns(last.of, correction)) {
      const columns = cellsWritten(correction)
        .map(({ column }) => column)
        .join();
      const group = groups.get(columns) ?? [];
      groups.set(columns, group);
      last = { of: correction, group };
    }
    last.group.push(position);
  });
  return [...groups.values()].flatMap((group) => [...split(corrections, group, limits)]);
}

/** Mostly one row writes what the one before it does. */
export function writeSameColumns(one: Correction, other: Correction): boolean {
  const [ours, theirs] = [cellsWritten(one), cellsWritten(other)];
  if (ours.length !== theirs.length) {
    return false;
  }
  for (let index = 0; index < ours.length; index += 1) {
    if (ours[index]?.column !== theirs[index]?.column) {
      return false;
    }
  }
  return true;
}

function cellsWritten(correction: Correction): readonly SetCell[] {
  return correction.action === 'delete' ? [] : correction.set;
}

/** All rows of one action in the plan's order, whatever columns they write. */
export function batchesToRead(
  corrections: readonly Correction[],
  action: Correction['action'],
  limits: BatchLimits,
): Iterable<Batch> {
  return split(corrections, positionsOf(corrections, action), limits);
}

function* positionsOf(
  corrections: readonly Correction[],
  action: Correction['action'],
): Generator<number, void> {
  let left = countActions(corrections)[action];
  for (let position = 0; left > 0; position += 1) {
    if (corrections[position]?.action === action) {
      left -= 1;
      yield position;
    }
  }
}

function* split(
  corrections: readonly Correction[],
  positions: Iterable<number>,
  limits: BatchLimits,
): Generator<Batch, void> {
  let batch: number[] = [];
  let characters = 0;
  for (const position of positions) {
    const size = limits.characters === Infinity ? 0 : sizeOf(corrections[position]);
    if (
      batch.length >= limits.rows ||
      (batch.length > 0 && characters + size > limits.characters)
    ) {
      yield batch;
      batch = [];
      characters = 0;
    }
    batch.push(position);
    characters += size;
  }
  if (batch.length > 0) {
    yield batch;
  }
}

function sizeOf(correction: Correction | undefined): number {
  if (!correction) {
    return 0;
  }
  let size = 0;
  for (const cell of correction.action === 'insert' ? correction.key : correction.seen) {
    size += cell?.length ?? 4;
  }
  for (const { value } of correction.action === 'delete' ? [] : correction.set) {
    size += value?.length ?? 4;
  }
  return size;
}

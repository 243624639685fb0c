import type { Correction } from '../../core/correction/plan';

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
  for (const [position, correction] of corrections.entries()) {
    if (correction.action === action) {
      const columns =
        correction.action === 'delete' ? '' : correction.set.map(({ column }) => column).join();
      const group = groups.get(columns);
      if (group) {
        group.push(position);
      } else {
        groups.set(columns, [position]);
      }
    }
  }
  return [...groups.values()].flatMap((group) => split(corrections, group, limits));
}

/** All rows of one action in the plan's order, whatever columns they write. */
export function batchesToRead(
  corrections: readonly Correction[],
  action: Correction['action'],
  limits: BatchLimits,
): readonly Batch[] {
  const positions = [...corrections.keys()].filter(
    (position) => corrections[position]?.action === action,
  );
  return split(corrections, positions, limits);
}

function split(
  corrections: readonly Correction[],
  positions: Batch,
  limits: BatchLimits,
): readonly Batch[] {
  const batches: number[][] = [];
  let batch: number[] = [];
  let characters = 0;
  for (const position of positions) {
    const size = sizeOf(corrections[position]);
    if (
      batch.length >= limits.rows ||
      (batch.length > 0 && characters + size > limits.characters)
    ) {
      batches.push(batch);
      batch = [];
      characters = 0;
    }
    batch.push(position);
    characters += size;
  }
  return batch.length > 0 ? [...batches, batch] : batches;
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

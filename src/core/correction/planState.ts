import type { Row } from '../catalog/table';
import type { CorrectionPlan } from './plan';
import { type AlteredCell, alteredColumns, type Drift, driftOf, isAsPlanned } from './rowState';

// In each function the rows stand in the plan's order, null where there is none.

export function allAsPlanned(
  { corrections }: CorrectionPlan,
  rows: readonly (Row | null)[],
): boolean {
  return corrections.every((correction, position) =>
    isAsPlanned(correction, rows[position] ?? null),
  );
}

export function driftIn(
  { corrections }: CorrectionPlan,
  rows: readonly (Row | null)[],
): readonly Drift[] {
  const drifted: Drift[] = [];
  for (const [position, correction] of corrections.entries()) {
    const drift = driftOf(correction, rows[position] ?? null);
    if (drift) {
      drifted.push(drift);
    }
  }
  return drifted;
}

export function alteredIn(
  { corrections, table }: Pick<CorrectionPlan, 'corrections' | 'table'>,
  after: readonly (Row | null)[],
): readonly AlteredCell[] {
  return corrections.flatMap((correction, position) => {
    const row = after[position];
    return row
      ? alteredColumns(correction, row).map((column) => ({
          key: correction.key,
          column: table.columns[column]?.name ?? '',
        }))
      : [];
  });
}

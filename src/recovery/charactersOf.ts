import type { RowInIncident } from '../core/diff/rows/rowChange';

/** How much text a row's cells hold. */
export function charactersOf(row: RowInIncident): number {
  const backup = 'backup' in row && row.backup ? row.backup : [];
  const live = 'live' in row ? row.live : [];
  return [...backup, ...live].reduce((sum, cell) => sum + (cell?.length ?? 0), 0);
}

import { tableOf } from '../../core/archive/tables';
import { tableLabel } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import { type BlockRows, isTableData } from '../../core/restore/openDump';
import type { RestorePlan } from '../../core/restore/plan';
import type { TableRows } from '../ports/scratch';
import { count, counted } from '../../core/words';

/**
 * Rows may lie in another partition than the one they were dumped from, but none may be lost.
 * @throws {RecoveryError} `restore-failed`.
 */
export function requireAllRows(
  { table, data }: RestorePlan,
  dumped: readonly BlockRows[],
  tables: readonly TableRows[],
): void {
  const loaded = new Set(dumped.map(({ entry }) => entry.dumpId));
  const forgotten = data.find((entry) => isTableData(entry) && !loaded.has(entry.dumpId));
  if (forgotten) {
    throw new RecoveryError(
      'restore-failed',
      `The rows of ${tableLabel(tableOf(forgotten))} were not restored.`,
    );
  }
  const held = dumped.reduce((sum, { rows = NaN }) => sum + rows, 0);
  const came = tables.reduce((sum, { rows }) => sum + rows, 0);
  if (!Number.isNaN(held) && held !== came) {
    throw new RecoveryError(
      'restore-failed',
      `The dump holds ${counted(held, 'row')}${table ? ` of ${tableLabel(table)}` : ''}, but ${count(came)} came back.`,
    );
  }
}

import { correctionObstacles } from '../core/catalog/obstacles';
import { structureDifferences } from '../core/catalog/structure';
import type { TableId } from '../core/catalog/table';
import type { TableName } from '../core/catalog/tableName';
import type { StructureDifference } from '../core/diff/comparison';
import { type ColumnPair, matchedColumns } from '../core/diff/matchedColumns';
import { definitionTexts } from '../core/sql/definitionText';
import { describeTable } from '../postgres/tableDefinition';
import type { Sides } from '../recovery/compare/bothSides';
import type { ConnectionSettings } from '../recovery/connectionSettings';

export interface StructureRequest extends Sides<ConnectionSettings> {
  readonly table: TableName;
  readonly map?: readonly ColumnPair[] | undefined;
}

/** One table on two sides, as it is defined and as its columns differ. */
export interface ComparedStructure {
  readonly table: TableId;
  /** As SQL, so that a line that differs is a difference. */
  readonly ddl: Sides<string>;
  readonly structure: readonly StructureDifference[];
  /** What of a correction production will not take; a sentence each. */
  readonly obstacles: readonly string[];
}

/** @throws {RecoveryError} `table-not-found`, `ambiguous-table`, `usage`, and those of connecting. */
export async function compareStructure(
  { table: name, map = [], ...settings }: StructureRequest,
  signal: AbortSignal,
): Promise<ComparedStructure> {
  // A bare name means what it does in production.
  const live = await describeTable(settings.live, name, signal);
  const backup = await describeTable(settings.backup, live.table.id, signal);
  const matched = matchedColumns(backup.table, live.table, map);
  const sides = { ...matched, backup: backup.table, live: live.table };
  return {
    table: live.table.id,
    ddl: definitionTexts({ backup: backup.definition, live: live.definition }),
    structure: structureDifferences(sides),
    obstacles: correctionObstacles(sides),
  };
}

import * as vscode from 'vscode';
import type { TableId } from '../core/catalog/table';
import { typedName } from '../core/catalog/tableName';

/** Settings that name columns by table. */
type ColumnSetting = 'ignoredColumns' | 'personalColumns';

/** The columns that the setting names of the table; undefined where it names none of it. */
export function columnsIn(setting: ColumnSetting, table: TableId): readonly string[] | undefined {
  const columns = byTable(setting)[typedName(table)];
  return Array.isArray(columns) ? columns.filter((name) => typeof name === 'string') : undefined;
}

/** For this machine: a workspace that somebody else has made must not hide or show anything. */
export async function setColumnsIn(
  setting: ColumnSetting,
  table: TableId,
  columns: readonly string[],
): Promise<void> {
  const all = { ...byTable(setting), [typedName(table)]: columns };
  await vscode.workspace
    .getConfiguration('pra')
    .update(setting, all, vscode.ConfigurationTarget.Global);
}

function byTable(setting: ColumnSetting): Readonly<Record<string, readonly string[]>> {
  return vscode.workspace.getConfiguration('pra').get(setting, {});
}

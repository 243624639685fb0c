import * as vscode from 'vscode';
import { type TableId } from '../core/catalog/table';
import { typedName } from '../core/catalog/tableName';

type IgnoredColumns = Readonly<Record<string, readonly string[]>>;

/** The columns of the table whose differences do not count, as set; undefined where nothing is set. */
export function ignoredColumns(table: TableId): readonly string[] | undefined {
  const columns = setting()[typedName(table)];
  return Array.isArray(columns) ? columns.filter((name) => typeof name === 'string') : undefined;
}

/** For this machine: a workspace that somebody else has made must not hide differences. */
export async function setIgnoredColumns(table: TableId, columns: readonly string[]): Promise<void> {
  const all = { ...setting(), [typedName(table)]: columns };
  await vscode.workspace
    .getConfiguration('pra')
    .update('ignoredColumns', all, vscode.ConfigurationTarget.Global);
}

function setting(): IgnoredColumns {
  return vscode.workspace.getConfiguration('pra').get<IgnoredColumns>('ignoredColumns', {});
}

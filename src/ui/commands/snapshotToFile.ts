import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { type TableId, tableLabel } from '../../core/catalog/table';
import { snapshotTable } from '../../engine/tableSnapshots';
import { chosen } from '../chosen';
import { liveTable } from '../connections/liveTable';
import type { UiServices } from '../services';
import { counted } from '../words';
import { askNewFile, inform } from '../asking';

/** Writes a table of production that belongs to no incident yet into a file of the operator's choice. Only reads. */
export async function snapshotToFile(services: UiServices, node: unknown): Promise<void> {
  const { settings: live, table } = await liveTable(services, node);
  const label = tableLabel(table);
  const out = await askFile(table);
  const { rows, notices } = await services.tasks.run(`Keeping ${label} as it is`, (host) =>
    snapshotTable({ live, table, out }, host),
  );
  for (const notice of notices) {
    services.log.warn(notice);
  }
  void inform(`A snapshot of ${label} is taken: ${counted(rows, 'row')} in ${out}.`);
}

async function askFile(table: TableId): Promise<string> {
  const label = tableLabel(table);
  const time = new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  const name = `${label.replaceAll(/[^\p{L}\p{N}._-]/gu, '_')}-${time}.sql`;
  const workspace = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file');
  const answer = await askNewFile({
    defaultUri: vscode.Uri.file(path.join(workspace?.uri.fsPath ?? homedir(), name)),
    filters: { SQL: ['sql'] },
    title: `Snapshot of ${label}`,
  });
  return chosen(answer).fsPath;
}

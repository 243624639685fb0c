import path from 'node:path';
import * as vscode from 'vscode';
import { type TableId, tableLabel } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import type { UiServices } from '../services';
import { ageText, sizeText } from '../words';

/** A dump of the folders, newest first, or another file. Undefined where the operator leaves. */
export async function pickDump(services: UiServices): Promise<string | undefined> {
  const { dumpsIn } = await import('../../engine/dumpListing');
  const dumps = (await Promise.all(services.dumpFolders.all().map(dumpsIn))).flat();
  const items = dumps.flatMap((dump) => {
    const { contents, path: file, bytes } = dump;
    if (contents instanceof RecoveryError) {
      return [];
    }
    const { from } = contents.createdAt;
    const verified = services.verifications.of(dump);
    const badge = verified === undefined ? '' : verified.ok ? ' · verified' : ' · DAMAGED';
    return {
      label: `$(archive) ${from.slice(0, 16).replace('T', ' ')}`,
      description: `${contents.database} · ${ageText(from, new Date())} · ${sizeText(bytes)}${badge}`,
      detail: file,
      file,
      from,
    };
  });
  const newestFirst = items.sort((a, b) => (a.from < b.from ? 1 : -1));
  const other = { label: '$(folder-opened) Another file…', file: undefined };
  const picked = await vscode.window.showQuickPick([...newestFirst, other], {
    placeHolder: 'Which dump?',
    matchOnDetail: true,
  });
  return picked && (picked.file ?? (await openDump()));
}

/** A table that the dump holds. */
export async function pickDumpTable(dump: string): Promise<TableId | undefined> {
  const { contentsOf } = await import('../../engine/dumpListing');
  const { tables } = await contentsOf(dump);
  const items = tables
    .filter(({ kind }) => kind === 'table' || kind === 'partitioned')
    .map(({ schema, name }) => ({
      label: `$(table) ${tableLabel({ schema, name })}`,
      table: { schema, name },
    }));
  const placeHolder = `Which table of ${path.basename(dump)}?`;
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.table;
}

async function openDump(): Promise<string | undefined> {
  const files = await vscode.window.showOpenDialog({
    title: 'A dump that pg_dump wrote',
    openLabel: 'Choose',
  });
  return files?.[0]?.fsPath;
}

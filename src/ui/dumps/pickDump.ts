import path from 'node:path';
import type * as vscode from 'vscode';
import { type TableId, tableLabel } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import type { ListedDump } from '../../engine/dumpListing';
import type { UiServices } from '../services';
import { ageText, sizeText } from '../words';
import { contentsOfDump } from './dumpDefinitions';
import { askPaths, pickOne } from '../asking';

/** A line of a choice of dumps; without a file it asks for another one. */
export interface DumpItem extends vscode.QuickPickItem {
  readonly file: string | undefined;
}

export const otherFile: DumpItem = { label: '$(folder-opened) Another file…', file: undefined };

/** A dump of the folders, newest first, or another file. Undefined where the operator leaves. */
export async function pickDump(services: UiServices): Promise<string | undefined> {
  const items = (await newestDumps(services)).map((dump) => dumpItem(dump, services));
  return showDumps([...items, otherFile], 'Which dump?');
}

/** The dumps of the folders that can be read, newest first. */
export async function newestDumps({ dumpFolders }: UiServices): Promise<readonly ListedDump[]> {
  const { dumpsIn, timeOf } = await import('../../engine/dumpListing');
  const dumps = (await Promise.all(dumpFolders.all().map(dumpsIn))).flat();
  return dumps
    .filter(({ contents }) => !(contents instanceof RecoveryError))
    .sort((a, b) => (timeOf(a) < timeOf(b) ? 1 : -1));
}

/** What a dump is, at one glance. */
export function dumpItem(dump: ListedDump, { verifications }: UiServices): DumpItem {
  const { contents, path: file, bytes } = dump;
  if (contents instanceof RecoveryError) {
    const label = `$(error) ${path.basename(file)}`;
    return { label, description: sizeText(bytes), detail: file, file };
  }
  const { from } = contents.createdAt;
  const verified = verifications.of(dump);
  const badge = verified === undefined ? '' : verified.ok ? 'verified' : 'DAMAGED';
  const frozenIn = contents.frozen ?? verified?.frozen ?? [];
  const frozen = frozenIn.map(({ table }) => tableLabel(table)).join(', ');
  const facts = [contents.database, ageText(from, new Date()), sizeText(bytes), badge];
  const then = frozen === '' ? [] : [`taken while ${frozen} was frozen`];
  return {
    label: `$(archive) ${from.slice(0, 16).replace('T', ' ')}`,
    description: [...facts.filter((fact) => fact !== ''), ...then].join(' · '),
    detail: file,
    file,
  };
}

export async function showDumps(
  items: readonly DumpItem[],
  placeHolder: string,
): Promise<string | undefined> {
  const picked = await pickOne(items, { placeHolder, matchOnDetail: true });
  return picked && (picked.file ?? (await openDump()));
}

/** A table that the dump holds. */
export async function pickDumpTable(
  services: UiServices,
  dump: string,
): Promise<TableId | undefined> {
  const { tables } = await contentsOfDump(services, dump);
  const items = tables
    .filter(({ kind }) => kind === 'table' || kind === 'partitioned')
    .map(({ schema, name }) => ({
      label: `$(table) ${tableLabel({ schema, name })}`,
      table: { schema, name },
    }));
  const placeHolder = `Which table of ${path.basename(dump)}?`;
  return (await pickOne(items, { placeHolder }))?.table;
}

async function openDump(): Promise<string | undefined> {
  const [file] = await askPaths({
    title: 'A dump that pg_dump wrote',
    openLabel: 'Choose',
  });
  return file?.fsPath;
}

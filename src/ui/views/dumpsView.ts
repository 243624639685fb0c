import path from 'node:path';
import * as vscode from 'vscode';
import type { ArchiveTable } from '../../core/archive/tables';
import { bySchema } from '../../core/catalog/bySchema';
import { tableLabel } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import type { ListedDump } from '../../engine/dumpListing';
import type { DumpSummary } from '../../recovery/dumps/readContents';
import type { Verification } from '../dumps/verifications';
import type { UiServices } from '../services';
import { ageText, counted, sizeText } from '../words';
import { problemNodes } from './lazyTree';
import { itemOf, note, type ViewNode } from './node';

/** The folders that were added; without any, the welcome text explains the first step. */
export function dumpFolderNodes(services: UiServices): readonly ViewNode[] {
  return services.dumpFolders.all().map((folder) => ({
    subject: { kind: 'dumpFolder', folder },
    item: itemOf(
      {
        id: folder,
        label: path.basename(folder),
        icon: vscode.ThemeIcon.Folder,
        description: path.dirname(folder),
        tooltip: [folder],
        context: 'pra.dumpFolder',
        state: vscode.TreeItemCollapsibleState.Expanded,
      },
      true,
    ),
    children: () => dumpNodes(folder, services),
  }));
}

async function dumpNodes(folder: string, services: UiServices): Promise<readonly ViewNode[]> {
  const { dumpsIn } = await import('../../engine/dumpListing');
  const dumps = await dumpsIn(folder);
  return dumps.length === 0
    ? [note('No dumps here: a dump is a file, or a directory, that pg_dump wrote.')]
    : dumps.map((dump) => dumpNode(dump, services.verifications.of(dump)));
}

function dumpNode(dump: ListedDump, verification: Verification | undefined): ViewNode {
  const { path: file, bytes, contents } = dump;
  const id = `dump:${file}`;
  if (contents instanceof RecoveryError) {
    const icon = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
    const look = { id, label: path.basename(file), icon, context: 'pra.dump.unreadable' };
    return {
      item: itemOf(
        { ...look, description: contents.message, tooltip: [file, contents.message] },
        true,
      ),
      children: () => Promise.resolve(problemNodes(contents)),
    };
  }
  const { from } = contents.createdAt;
  const time = from.slice(0, 16).replace('T', ' ');
  return {
    subject: { kind: 'dump', path: file },
    item: itemOf(
      {
        ...{ id, label: time, icon: iconOf(verification), context: 'pra.dump' },
        description: `${badgeOf(verification)}${ageText(from, new Date())} · ${sizeText(bytes)} · PostgreSQL ${versionOf(contents.serverVersion)}`,
        tooltip: [
          file,
          `${contents.database === '' ? 'Of a database that it does not name' : `Of database ${contents.database}`}, PostgreSQL ${contents.serverVersion}`,
          timeText(contents.createdAt),
          `${contents.format} format, ${compressionText(contents)}, ${sizeText(bytes)}`,
          verificationText(verification),
        ],
      },
      true,
    ),
    children: () => schemaNodes(file, verification),
  };
}

async function schemaNodes(
  file: string,
  verification: Verification | undefined,
): Promise<readonly ViewNode[]> {
  const { contentsOf } = await import('../../engine/dumpListing');
  const { tables } = await contentsOf(file);
  const shown = tables.filter(({ kind }) => kind === 'table' || kind === 'partitioned');
  return Array.from(
    bySchema(shown, ({ schema }) => schema),
    ([schema, inSchema]) => ({
      item: itemOf(
        {
          id: `dump:${file}/${schema}`,
          label: schema,
          icon: new vscode.ThemeIcon('symbol-namespace'),
          description: counted(inSchema.length, 'table'),
        },
        true,
      ),
      children: () =>
        Promise.resolve(inSchema.map((table) => tableNode(file, table, verification))),
    }),
  );
}

function tableNode(
  file: string,
  { schema, name, kind, hasData }: ArchiveTable,
  verification: Verification | undefined,
): ViewNode {
  const rows = verification?.tables.find(
    (table) => table.schema === schema && table.name === name,
  )?.rows;
  const isEmpty = !hasData && kind !== 'partitioned';
  const description = isEmpty
    ? 'no rows in the dump'
    : rows === undefined
      ? ''
      : counted(rows, 'row');
  return {
    subject: { kind: 'dumpTable', path: file, table: { schema, name } },
    item: itemOf(
      {
        id: `dump:${file}/${schema}/${name}`,
        label: name,
        icon: new vscode.ThemeIcon('table'),
        description,
        tooltip: [tableLabel({ schema, name }), `in ${file}`],
        context: 'pra.dumpTable',
      },
      false,
    ),
  };
}

function timeText({ from, source }: DumpSummary['createdAt']): string {
  const time = from.replace('T', ' ');
  return source === 'header'
    ? `Begun ${time} (local time of the machine that made it)`
    : `Written ${time} (the time of the file: plain SQL says none)`;
}

function compressionText({ compression, wrapping }: DumpSummary): string {
  const own = compression === 'none' ? 'not compressed' : compression;
  return wrapping === 'none' ? own : `${own}, then ${wrapping} as a whole`;
}

function iconOf(verification: Verification | undefined): vscode.ThemeIcon {
  if (verification === undefined) {
    return new vscode.ThemeIcon('archive');
  }
  return verification.ok
    ? new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'))
    : new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
}

function badgeOf(verification: Verification | undefined): string {
  return verification === undefined ? '' : verification.ok ? 'verified · ' : 'DAMAGED · ';
}

function verificationText(verification: Verification | undefined): string {
  if (verification === undefined) {
    return 'Not verified: “Verify Dump” reads every byte of it.';
  }
  const when = verification.at.slice(0, 16).replace('T', ' ');
  return verification.ok
    ? `Read whole and found undamaged ${when} UTC.`
    : `Damaged: ${verification.problem ?? ''} (found ${when} UTC)`;
}

/** `15.18 (Debian 15.18-1)` without what packagers add. */
function versionOf(text: string): string {
  return text.split(' ')[0] ?? text;
}

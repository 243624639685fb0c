import path from 'node:path';
import * as vscode from 'vscode';
import { dumpTimeText } from '../../core/dumpTime/dumpTime';
import { RecoveryError } from '../../core/errors';
import type { ListedDump } from '../../engine/dumpListing';
import type { KeptVerification } from '../../recovery/dumps/keptVerification';
import type { DumpSummary } from '../../recovery/dumps/readContents';
import { zoneOfFolder } from '../dumps/dumpZones';
import type { UiServices } from '../services';
import { ageText, shownName, sizeText } from '../words';
import { dumpContentNodes } from './dumpTables';
import { problemNodes } from './problemNodes';
import { itemOf, note } from './node';
import type { Subject, ViewNode } from './subject';

/** The view of the folders that were added, down to the tables of each dump. */
export class DumpsView {
  /** The nodes in the view by folder, as these were listed last. */
  private readonly shown = new Map<string, readonly DumpNode[]>();

  constructor(private readonly services: UiServices) {}

  /** Without any folder, the welcome text explains the first step. */
  roots(): readonly ViewNode[] {
    this.shown.clear();
    return this.services.dumpFolders.all().map((folder) => this.folderNode(folder));
  }

  /** The nodes that stand for the dump at this path. */
  nodesOf(file: string): readonly ViewNode[] {
    return [...this.shown.values()].flat().filter(({ subject }) => subject.path === file);
  }

  private folderNode(folder: string): ViewNode {
    const zone = zoneOfFolder(folder);
    return {
      subject: { kind: 'dumpFolder', folder },
      item: itemOf(
        {
          id: folder,
          label: shownName(path.basename(folder)),
          icon: vscode.ThemeIcon.Folder,
          description: `${zone === undefined ? '' : `${zone} · `}${path.dirname(folder)}`,
          tooltip: [
            folder,
            `Times of its dumps: in ${zone ?? 'the time zone of this machine, as none was set'}.`,
          ],
          context: 'pra.dumpFolder',
          state: vscode.TreeItemCollapsibleState.Expanded,
        },
        true,
      ),
      children: () => this.dumpNodes(folder),
    };
  }

  private async dumpNodes(folder: string): Promise<readonly ViewNode[]> {
    const { dumpsIn } = await import('../../engine/dumpListing');
    const nodes = (await dumpsIn(folder)).map((dump) => dumpNode(dump, this.services));
    this.shown.set(folder, nodes);
    return nodes.length === 0
      ? [note('No dumps here: a dump is a file, or a directory, that pg_dump wrote.')]
      : nodes;
  }
}

interface DumpNode extends ViewNode {
  readonly subject: Extract<Subject, { readonly kind: 'dump' }>;
}

function dumpNode(dump: ListedDump, services: UiServices): DumpNode {
  const { path: file, contents } = dump;
  const subject = { kind: 'dump', path: file } as const;
  const id = `dump:${JSON.stringify([file])}`;
  if (contents instanceof RecoveryError) {
    const icon = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
    const look = {
      id,
      label: shownName(path.basename(file)),
      icon,
      context: 'pra.dump.unreadable',
    };
    const [description, tooltip] = [contents.message, [file, contents.message]];
    return {
      subject,
      item: itemOf({ ...look, description, tooltip }, true),
      children: () => Promise.resolve(problemNodes(contents)),
    };
  }
  const verification = services.verifications.of(dump);
  const look = {
    ...{ id, icon: iconOf(verification), context: 'pra.dump' },
    label: contents.createdAt.from.slice(0, 16).replace('T', ' '),
    description: descriptionOf(dump, contents, verification),
    tooltip: [...tooltipOf(dump, contents), ...trustTexts(verification, file)],
  };
  return {
    subject,
    item: itemOf(look, true),
    children: () => dumpContentNodes(dump, services),
  };
}

function descriptionOf(
  { bytes }: ListedDump,
  { createdAt, serverVersion }: DumpSummary,
  verification: KeptVerification | undefined,
): string {
  const age = ageText(createdAt.from, new Date());
  return `${badgeOf(verification)}${age} · ${sizeText(bytes)} · PostgreSQL ${versionOf(serverVersion)}`;
}

function tooltipOf({ path: file, bytes }: ListedDump, contents: DumpSummary): readonly string[] {
  const { database, serverVersion, format } = contents;
  const { compression, wrapping } = contents;
  return [
    file,
    database === '' ? 'Of a database that it does not name' : `Of database ${shownName(database)}`,
    `PostgreSQL ${serverVersion}`,
    dumpTimeText(contents.createdAt),
    `${format} format, ${compression === 'none' ? 'not compressed' : compression}, ${sizeText(bytes)}`,
    ...(wrapping === 'none' ? [] : [`Compressed once more, as a whole: ${wrapping}`]),
  ];
}

function iconOf(verification: KeptVerification | undefined): vscode.ThemeIcon {
  if (verification === undefined) {
    return new vscode.ThemeIcon('archive');
  }
  return isTrusted(verification)
    ? new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'))
    : new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
}

function badgeOf(verification: KeptVerification | undefined): string {
  if (verification === undefined) {
    return '';
  }
  return isTrusted(verification) ? 'verified · ' : verification.ok ? 'CHANGED · ' : 'DAMAGED · ';
}

function isTrusted({ ok, differsFrom }: KeptVerification): boolean {
  return ok && differsFrom === undefined;
}

/** The essentials of its trust card. */
function trustTexts(verification: KeptVerification | undefined, file: string): readonly string[] {
  if (verification === undefined) {
    return ['Not verified: “Verify Dump” reads every byte of it.'];
  }
  const { at, ok, problem = '', sha256, checksummed, differsFrom, path: verifiedAs } = verification;
  const when = at.slice(0, 16).replace('T', ' ');
  return [
    ok ? `Read whole and found undamaged ${when} UTC.` : `Damaged: ${problem} (found ${when} UTC)`,
    ...(verifiedAs === file ? [] : [`That was as ${verifiedAs}: same size, same time.`]),
    ...(differsFrom ? ['Its bytes changed though its size and time did not.'] : []),
    ...(ok && !checksummed ? ['Some of its data carry no checksum.'] : []),
    ...(sha256 === undefined ? [] : [`SHA-256 ${sha256}`]),
  ];
}

/** `15.18 (Debian 15.18-1)` without what packagers add. */
function versionOf(text: string): string {
  return text.split(' ')[0] ?? text;
}

import path from 'node:path';
import * as vscode from 'vscode';
import { type TableId, tableLabel } from '../../core/catalog/table';
import type { CheckSide } from '../../core/checks/check';
import { startChecks } from '../../engine/checks';
import type { EngineHost } from '../../engine/engineHost';
import type { StartersWritten } from '../../recovery/checks/createStarterChecks';
import type { ConnectionSettings } from '../../recovery/connectionSettings';
import { checksFolder } from '../checks/checksFolder';
import { liveTable } from '../connections/liveTable';
import type { UiServices } from '../services';
import { subjectOf } from '../views/subject';
import { counted, wordFor } from '../words';
import { restoredTable, withRestored } from './restoredTable';
import { inform } from '../asking';

/** Writes what holds in a table's rows as checks into the workspace: a table of production, or one that is restored. */
export async function createStarterChecks(services: UiServices, node: unknown): Promise<void> {
  const dir = await checksFolder();
  const { table, write } = subjectOf(node, 'scratchDatabase')
    ? await inScratch(services, node)
    : await inProduction(services, node);
  const title = `Looking at the rows of ${tableLabel(table)}`;
  const started = await services.tasks.run(title, (host) => write(dir, host));
  tell(dir, started);
}

interface Source {
  readonly table: TableId;
  readonly write: (dir: string, host: EngineHost) => Promise<StartersWritten>;
}

async function inProduction(services: UiServices, node: unknown): Promise<Source> {
  const { settings, table, profile } = await liveTable(services, node);
  return { table, write: (dir, host) => started(dir, table, [profile.role, settings], host) };
}

async function inScratch(services: UiServices, node: unknown): Promise<Source> {
  const restored = await restoredTable(services, node);
  const { table } = restored;
  const write = (dir: string, host: EngineHost): Promise<StartersWritten> =>
    withRestored(restored, host, (backup) => started(dir, table, ['scratch', backup], host));
  return { table, write };
}

function started(
  dir: string,
  table: TableId,
  [side, connection]: readonly [CheckSide, ConnectionSettings],
  { work }: EngineHost,
): Promise<StartersWritten> {
  return startChecks(dir, { table, from: { side, connection } }, work);
}

function tell(dir: string, { written, kept }: StartersWritten): void {
  const text = [
    `${counted(written.length, 'starter check')} written into pra/checks: read them, and change them to what is right.`,
    ...(kept.length > 0
      ? [
          `${counted(kept.length, 'file')} ${wordFor(kept.length, 'was there already and stays', 'were there already and stay')}.`,
        ]
      : []),
  ];
  const first = written[0] ?? kept[0];
  void inform(text.join(' '), 'Show').then(async (answer) => {
    if (answer !== undefined && first !== undefined) {
      const document = await vscode.workspace.openTextDocument(path.join(dir, first));
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('revealInExplorer', document.uri);
    }
  });
}

import path from 'node:path';
import * as vscode from 'vscode';
import { type TableId, tableLabel } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import type { ListedDump } from '../../engine/dumpListing';
import type { ReportIntent, VolumeReport } from '../../protocol/report';
import type { HistoryDump, HistoryLine, VolumeHistory } from '../../recovery/dumps/volumeHistory';
import type { ConnectionProfile } from '../connections/profiles';
import type { UiServices } from '../services';
import { reportTextsOf as textsOf } from '../../protocol/french/report';
import { inWindow } from '../asking';
import { shownName } from '../words';
import type { ReportSubject } from './reports';

/** Whose rows are counted, and where. */
export interface HistoryOrder {
  readonly table: TableId;
  readonly folders: readonly string[];
  /** Undefined: the dumps alone. */
  readonly profile: ConnectionProfile | undefined;
}

/** The history of a table's volume. */
export function volumeSubject(order: HistoryOrder, services: UiServices): ReportSubject {
  const { table, folders, profile } = order;
  let lines: readonly HistoryLine[] = [];
  return {
    key: `volumes:${JSON.stringify([table.schema, table.name, folders, profile?.id])}`,
    title: `History: ${shownName(tableLabel(table))}`,
    make: async () => {
      const history = await historyOfDumps(order, services);
      lines = history.lines;
      return volumeReport(history, profile);
    },
    act: (intent) => act(intent, order, lines),
  };
}

async function act(
  intent: ReportIntent,
  { table, profile }: HistoryOrder,
  lines: readonly HistoryLine[],
): Promise<void> {
  if (intent.kind === 'recoverTable') {
    const subject = profile && { kind: 'liveTable', profile, table };
    await vscode.commands.executeCommand('pra.recover', { subject });
  }
  if (intent.kind === 'showTrust') {
    const file = lines[intent.line]?.path;
    await vscode.commands.executeCommand('pra.showTrust', {
      subject: { kind: 'dump', path: file },
    });
  }
}

async function historyOfDumps(
  { table, folders, profile }: HistoryOrder,
  services: UiServices,
): Promise<VolumeHistory> {
  const { dumpsIn } = await import('../../engine/dumpListing');
  const { historyOf } = await import('../../engine/volumes');
  const live = profile && (await services.profiles.settings(profile));
  return services.tasks.run(`Counting ${shownName(tableLabel(table))}`, async ({ work }) => {
    const listed = (await Promise.all(folders.map(dumpsIn))).flat();
    const dumps = new Map(listed.map((dump) => [dump.path, dump]));
    const known = [...dumps.values()].map((dump) => historyDump(dump, services));
    return historyOf({ table, dumps: await Promise.all(known), live }, work);
  });
}

async function historyDump(dump: ListedDump, services: UiServices): Promise<HistoryDump> {
  const { timeOf } = await import('../../engine/dumpListing');
  const verification = services.verifications.of(dump);
  return {
    ...{ path: dump.path, time: timeOf(dump), verification },
    contents: verification?.ok ? await services.dumpContents.ifKnown(dump) : undefined,
    problem: dump.contents instanceof RecoveryError ? dump.contents.message : undefined,
  };
}

async function volumeReport(
  history: VolumeHistory,
  profile: ConnectionProfile | undefined,
): Promise<VolumeReport> {
  const { greatestFall } = await import('../../recovery/dumps/volumeHistory');
  return {
    ...{ kind: 'volumes', locale: vscode.env.language, texts: textsOf(vscode.env.language) },
    table: shownName(tableLabel(history.table)),
    fall: greatestFall(history),
    lines: history.lines.map(({ path: file, problem, ...line }) => ({
      ...line,
      problem: problem === undefined ? undefined : inWindow(problem),
      name: file === undefined ? (profile?.name ?? '') : shownName(path.basename(file)),
    })),
  };
}

import path from 'node:path';
import * as vscode from 'vscode';
import { tableLabel } from '../../core/catalog/table';
import { pickScratch } from '../connections/pickScratch';
import { allowingProductionServer } from '../connections/productionServers';
import { pickDump, pickDumpTable } from '../dumps/pickDump';
import type { UiServices } from '../services';
import { subjectOf } from '../views/node';
import { counted } from '../words';

/** Restores one table of a dump into a new scratch database of the private server. */
export async function restoreTable(services: UiServices, node: unknown): Promise<void> {
  const subject = subjectOf(node, 'dumpTable');
  const dump = subject?.path ?? subjectOf(node, 'dump')?.path ?? (await pickDump(services));
  const table = subject?.table ?? (dump === undefined ? undefined : await pickDumpTable(dump));
  if (dump === undefined || !table) {
    return;
  }
  const label = tableLabel(table);
  const { withConnections } = await import('../../engine/connections');
  const { runRestore } = await import('../../engine/restoring');
  const order = {
    restore: { dump, table, engine: 'auto' },
    scratch: await pickScratch(services.profiles, `Where is ${label} to be restored?`),
    allowSuperuser: false,
  } as const;
  const { database, engine, tables, seconds, warnings } = await allowingProductionServer(
    services.profiles,
    (productions) =>
      services.tasks.run(`Restoring ${label} from ${path.basename(dump)}`, (host) =>
        withConnections(host, (connections) =>
          runRestore({ ...order, productions }, connections, host),
        ),
      ),
  );
  services.refresh();
  services.log.info(`${label} of ${dump} restored into ${database} by ${engine}`);
  warnings.forEach((warning) => {
    services.log.warn(warning);
  });
  const rows = tables.reduce((sum, restored) => sum + restored.rows, 0);
  void vscode.window.showInformationMessage(
    `${label} was restored into scratch in ${seconds.toFixed(1)} s: ${counted(rows, 'row')}.`,
  );
}

import { availableParallelism } from 'node:os';
import path from 'node:path';
import { type TableId, tableLabel } from '../../core/catalog/table';
import type { RestoredOnServer } from '../../engine/restoring';
import { inform, warn } from '../asking';
import { pickScratch } from '../connections/pickScratch';
import { allowingProductionServer } from '../connections/productionServers';
import { pickDump, pickDumpTable } from '../dumps/pickDump';
import type { UiServices } from '../services';
import { subjectOf } from '../views/subject';
import { counted } from '../words';
import { showFiguresOf } from './showFigures';

/** Restores one table of a dump into a new scratch database. */
export async function restoreTable(services: UiServices, node: unknown): Promise<void> {
  const subject = subjectOf(node, 'dumpTable');
  const dump = subject?.path ?? subjectOf(node, 'dump')?.path ?? (await pickDump(services));
  const table =
    subject?.table ?? (dump === undefined ? undefined : await pickDumpTable(services, dump));
  if (dump === undefined || !table) {
    return;
  }
  await restore(services, { dump, table });
}

/** Restores all of a dump that a scratch database can have. */
export async function restoreDatabase(services: UiServices, node: unknown): Promise<void> {
  const dump = subjectOf(node, 'dump')?.path ?? (await pickDump(services));
  if (dump !== undefined) {
    await restore(services, { dump, table: undefined });
  }
}

interface Wanted {
  readonly dump: string;
  /** Undefined: the whole database. */
  readonly table: TableId | undefined;
}

async function restore(services: UiServices, { dump, table }: Wanted): Promise<void> {
  const name = path.basename(dump);
  const label = table ? tableLabel(table) : 'the whole database';
  const { withConnections } = await import('../../engine/connections');
  const { runRestore } = await import('../../engine/restoring');
  const jobs = table ? 1 : Math.min(4, availableParallelism());
  const order = {
    restore: { dump, table, jobs, engine: 'auto' },
    scratch: await pickScratch(services.profiles, `Where is ${label} to be restored?`),
    allowSuperuser: false,
  } as const;
  const restored = await allowingProductionServer(services.profiles, (productions) =>
    services.tasks.run(`Restoring ${label} from ${name}`, (host) =>
      withConnections(host, (connections) =>
        runRestore({ ...order, productions }, connections, host),
      ),
    ),
  );
  services.refresh();
  const showing = table && {
    ...{ place: order.scratch, table, database: { name: restored.database } },
  };
  await tell(table ? label : `The whole database of ${name}`, restored, { services, showing });
}

interface Telling {
  readonly services: UiServices;
  /** The table whose figures are offered; undefined for a whole database. */
  readonly showing: Parameters<typeof showFiguresOf>[1] | undefined;
}

/** What was left out is listed in the log, and counted here where it is of the database. */
async function tell(
  label: string,
  { database, engine, engineVersion, tables, skipped, seconds, warnings }: RestoredOnServer,
  { services, showing }: Telling,
): Promise<void> {
  const { log } = services;
  log.info(`${label} restored into ${database} by ${[engine, engineVersion].join(' ').trim()}`);
  skipped.forEach(({ desc, name, reason }) => {
    log.info(`Left out: ${desc} ${name}: ${reason}`);
  });
  warnings.forEach((warning) => {
    log.warn(warning);
  });
  const rows = tables.reduce((sum, { rows: own }) => sum + own, 0);
  const parts = [
    ...(tables.length > 1 ? [`${counted(tables.length, 'table')}, `] : []),
    counted(rows, 'row'),
    ...(skipped.length > 0 ? [`; ${counted(skipped.length, 'entry', 'entries')} left out`] : []),
    ...(warnings.length > 0 ? [`; ${counted(warnings.length, 'warning')}`] : []),
  ];
  const text = `${label} was restored into scratch in ${seconds.toFixed(1)} s: ${parts.join('')}.`;
  const say = warnings.length > 0 ? warn : inform;
  const answer = await say(text, ...(showing ? ['Show Figures'] : []), 'Show Log');
  if (answer === 'Show Log') {
    log.show();
  } else if (answer !== undefined && showing) {
    await showFiguresOf(services, showing);
  }
}

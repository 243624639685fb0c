import path from 'node:path';
import { tableLabel } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import { chosen } from '../chosen';
import type { ConnectionProfile } from '../connections/profiles';
import { pickDump, pickDumpTable } from '../dumps/pickDump';
import { type HistoryOrder, volumeSubject } from '../report/volumeReport';
import type { UiServices } from '../services';
import { subjectOf } from '../views/subject';
import { pickOne } from '../asking';

/** Shows the rows of a table in one dump after another, beside production now. Nothing is written. */
export async function volumeHistory(services: UiServices, node: unknown): Promise<void> {
  const order = await orderOf(services, node);
  if (order.folders.length === 0) {
    throw new RecoveryError('usage', 'No folder of dumps has been added.', {
      hint: 'Add one by PRA: Add Dump Folder.',
    });
  }
  await services.reports.show(volumeSubject(order, services));
}

async function orderOf(services: UiServices, node: unknown): Promise<HistoryOrder> {
  const folders = services.dumpFolders.all();
  const live = subjectOf(node, 'liveTable');
  if (live) {
    const { table, profile } = live;
    const isProduction = profile.role === 'production';
    return {
      table,
      folders,
      profile: isProduction ? profile : await pickLive(services, table.name),
    };
  }
  const dumped = subjectOf(node, 'dumpTable');
  const dump = chosen(dumped?.path ?? (await pickDump(services)));
  const table = chosen(dumped?.table ?? (await pickDumpTable(services, dump)));
  return {
    table,
    folders: [folders.find((folder) => folder === dump) ?? path.dirname(dump)],
    profile: await pickLive(services, tableLabel(table)),
  };
}

/** The only production there is, or one of several, or none. */
async function pickLive(
  { profiles }: UiServices,
  label: string,
): Promise<ConnectionProfile | undefined> {
  const [first, ...more] = profiles.ofRole('production');
  if (!first || more.length === 0) {
    return first;
  }
  const items = [first, ...more].map((profile) => ({
    ...{ label: `$(lock) ${profile.name}`, description: 'PRODUCTION', profile },
  }));
  const none = { label: '$(archive) The dumps alone', description: '', profile: undefined };
  const picked = await pickOne([...items, none], {
    placeHolder: `Beside which production are the rows of ${label} to be shown? It is only read.`,
  });
  return chosen(picked).profile;
}

import * as vscode from 'vscode';
import type { ArchiveTable } from '../../core/archive/tables';
import { type TableId, tableLabel } from '../../core/catalog/table';
import { compareInByteOrder } from '../../core/diff/keys/byteOrder';
import { failureOf } from '../../recovery/dumps/failureOf';
import type { Work } from '../../recovery/work';
import { inform, pickOne } from '../asking';
import { chosen } from '../chosen';
import { type AskTable, tableItem, tablesIn } from '../connections/liveTable';
import { newestDumps } from '../dumps/pickDump';
import type { UiServices } from '../services';

/** A table of production, or one that only dumps hold by now. */
export const pickQualified: AskTable = async (settings, services) => {
  const tables = await tablesIn(settings, services);
  const lost = { label: '$(archive) A table that production has lost…', id: undefined };
  const items = [...tables.map(tableItem), lost];
  const { id } = chosen(await pickOne(items, { placeHolder: 'Which table?' }));
  return id ?? pickLost(tables, services);
};

async function pickLost(tables: readonly TableId[], services: UiServices): Promise<TableId> {
  const held = await services.tasks.run('Looking for tables in the dumps', ({ work }) =>
    tablesOfDumps(services, work),
  );
  const known = new Set(tables.map(tableLabel));
  const items = held
    .filter(({ id }) => !known.has(tableLabel(id)))
    .map(({ id, dump }) => ({ ...tableItem(id), detail: dump }));
  if (items.length === 0) {
    void inform('Production has every table that the dumps hold.');
    throw new vscode.CancellationError();
  }
  return chosen(await pickOne(items, { placeHolder: 'Which table has production lost?' })).id;
}

/** In the order of their names, each with the newest dump that holds it; a dump that cannot be read holds none. */
async function tablesOfDumps(
  services: UiServices,
  work: Work,
): Promise<readonly { readonly id: TableId; readonly dump: string }[]> {
  const found = new Map<string, { readonly id: TableId; readonly dump: string }>();
  for (const dump of await newestDumps(services)) {
    work.signal.throwIfAborted();
    await failureOf(async () => {
      const { tables } = await services.dumpContents.whole(dump, work);
      tables.filter(isTable).forEach(({ schema, name }) => {
        const id = { schema, name };
        const label = tableLabel(id);
        found.set(label, found.get(label) ?? { id, dump: dump.path });
      });
    });
  }
  return [...found.values()].sort((one, other) =>
    compareInByteOrder(tableLabel(one.id), tableLabel(other.id)),
  );
}

function isTable({ kind }: ArchiveTable): boolean {
  return kind === 'table' || kind === 'partitioned';
}

import path from 'node:path';
import { type TableId, tableLabel } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import type { DefinedTable } from '../../core/restore/definedKeys';
import type { DumpContents } from '../../recovery/dumps/readContents';
import type { UiServices } from '../services';

/** What a dump holds. A plain one is read to its end for it, once as long as it stays the same. */
export async function contentsOfDump(
  { dumpContents, tasks }: Pick<UiServices, 'dumpContents' | 'tasks'>,
  dump: string,
): Promise<DumpContents> {
  const { contentsOf, listed } = await import('../../engine/dumpListing');
  const found = await listed(dump);
  return found && !(found.contents instanceof RecoveryError)
    ? tasks.run(`Reading ${path.basename(dump)}`, ({ work }) => dumpContents.whole(found, work))
    : contentsOf(dump);
}

/** How a dump defines a table: its columns and keys, as far as that tells. */
export async function definedTable(
  services: UiServices,
  dump: string,
  table: TableId,
): Promise<Pick<DefinedTable, 'columns' | 'keys'>> {
  const { columnsInDump, keysInDump } = await import('../../engine/dumpListing');
  const { dump: summary, defined } = await contentsOfDump(services, dump);
  return summary.format === 'plain'
    ? (defined?.find((one) => tableLabel(one) === tableLabel(table)) ?? {})
    : { columns: await columnsInDump(dump, table), keys: await keysInDump(dump, table) };
}

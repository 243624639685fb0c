import { type Table, type TableId, tableLabel } from '../../core/catalog/table';
import type { ColumnChoice } from '../../core/diff/comparedTable';
import type { Scope } from '../../core/diff/scope';
import { tableIn } from '../../engine/production';
import type { ConnectionProfile } from '../connections/profiles';
import type { UiServices } from '../services';
import { matchColumns } from './matchColumns';
import { matchOtherwise, matchText } from './matchOtherwise';
import {
  type KnownColumns,
  pickColumns,
  type PickedColumns,
  pickOtherColumns,
  withMatches,
} from './pickColumns';
import { pickScope } from './pickScope';
import { inform } from '../asking';

/** A table of production, with what is known of the backup's. */
export interface PickedTable extends Pick<KnownColumns, 'backup' | 'backupKeys'> {
  readonly profile: ConnectionProfile;
  readonly table: TableId;
}

/** By which columns, and which rows of it. */
export interface PickedComparison {
  readonly columns: ColumnChoice;
  readonly scope: Scope;
}

/**
 * Asks how a table is compared: which columns were renamed, its key where it has none, and which rows. Other columns
 * may be named for a key that does not serve, and any of them be matched otherwise, by those who need it.
 */
export async function pickComparison(
  services: UiServices,
  { profile, table, ...ofBackup }: PickedTable,
): Promise<PickedComparison> {
  const live = await liveTable(services, { profile, table });
  const map = await matchColumns(live, ofBackup.backup ?? [], services.context.workspaceState);
  let known: KnownColumns = { live, ...ofBackup, map };
  let columns = await pickColumns(known);
  for (;;) {
    const { key } = columns.choice;
    const subject = { profile, table, key, hasKey: columns.key !== undefined, ...known };
    const scope = await pickScope(services, subject, {
      compared: comparedText(columns),
      matched: matchText(known.map),
    });
    switch (scope) {
      case 'otherColumns':
        columns = await pickOtherColumns(known, columns);
        break;
      case 'otherMatches':
        known = { ...known, map: await otherMatches(known) };
        columns = await withMatches(known, columns);
        break;
      default:
        return { columns: columns.choice, scope };
    }
  }
}

async function otherMatches({ live, backup, map }: KnownColumns): Promise<KnownColumns['map']> {
  if (backup) {
    return matchOtherwise(live, backup, map);
  }
  const known = `What the dump calls the columns of ${tableLabel(live.id)} is known once it is restored.`;
  const next = 'PRA: Restore Table to Scratch, then PRA: Compare with Production, can match them.';
  void inform([known, next]);
  return map;
}

async function liveTable(
  { profiles, tasks }: UiServices,
  { profile, table }: Pick<PickedTable, 'profile' | 'table'>,
): Promise<Table> {
  const settings = await profiles.settings(profile);
  return tasks.run(`Looking at ${tableLabel(table)}`, (host) =>
    tableIn(settings, table, host.work.signal),
  );
}

function comparedText({ key }: PickedColumns): string {
  return key ? `by ${key.join(', ')}` : 'without a key';
}

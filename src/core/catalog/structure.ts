import type { StructureDifference } from '../diff/comparison';
import type { Column } from './table';

/** How the columns of the two sides differ, matched by name; the live table's order, then the backup's. */
export function structureDifferences(
  backup: readonly Column[],
  live: readonly Column[],
): readonly StructureDifference[] {
  const ofBackup = new Map(backup.map((column) => [column.name, column]));
  const ofLive = new Set(live.map(({ name }) => name));
  return [
    ...live.flatMap((column) => differenceOf(column, ofBackup.get(column.name))),
    ...backup
      .filter(({ name }) => !ofLive.has(name))
      .map(({ name }): StructureDifference => ({ column: name, difference: 'only in backup' })),
  ];
}

function differenceOf(live: Column, backup: Column | undefined): readonly StructureDifference[] {
  if (!backup) {
    return [{ column: live.name, difference: 'only in production' }];
  }
  if (live.type.label === backup.type.label) {
    return [];
  }
  return [
    {
      column: live.name,
      difference: 'type',
      backup: backup.type.label,
      live: live.type.label,
    },
  ];
}

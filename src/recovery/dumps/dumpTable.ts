import { type TableId, tableLabel } from '../../core/catalog/table';
import { didYouMean, nameLabel, nearestTables, type TableName } from '../../core/catalog/tableName';
import { RecoveryError } from '../../core/errors';

/**
 * The table of the dump that the name means.
 * @throws {RecoveryError} `table-not-in-dump`, `ambiguous-table`.
 */
export function dumpTable(name: TableName, tables: readonly TableId[]): TableId {
  const [meant, ...more] = tables.filter(
    (table) => table.name === name.name && (name.schema ?? table.schema) === table.schema,
  );
  if (!meant) {
    throw new RecoveryError('table-not-in-dump', `The dump holds no table ${nameLabel(name)}.`, {
      hint: didYouMean(nearestTables(name, tables)) ?? 'See which tables it holds.',
      ways: ['list-tables'],
    });
  }
  if (more.length > 0) {
    throw new RecoveryError(
      'ambiguous-table',
      `Several tables of the dump are called ${name.name}.`,
      {
        hint: `Name its schema: ${[meant, ...more].map(tableLabel).join(', ')}.`,
      },
    );
  }
  return { schema: meant.schema, name: meant.name };
}

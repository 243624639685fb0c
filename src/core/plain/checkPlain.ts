import type { CheckedTable, DumpCheck } from '../archive/dumpCheck';
import { throughWrapping } from '../archive/checkFile';
import { type TableId, tableLabel } from '../catalog/table';
import { PlainEntries } from './plainEntries';
import { readPlain } from './readPlain';

/**
 * Reads every byte of a plain dump, given from its first byte on.
 * @throws {RecoveryError} those of {@link readPlain}.
 */
export function checkPlain(
  pieces: AsyncIterable<Uint8Array>,
  check: Omit<DumpCheck, 'contents'>,
): Promise<void> {
  return throughWrapping(pieces, check, (unwrapped, onUnchecked) => {
    onUnchecked();
    return countRows(unwrapped, check.onTable);
  });
}

async function countRows(
  pieces: AsyncIterable<Uint8Array>,
  onTable: (table: CheckedTable) => void,
): Promise<void> {
  const tables = new PlainEntries();
  /** Tables whose rows come as INSERT commands. */
  const inserted = new Map<string, TableId>();
  await readPlain(pieces, {
    onStatement: (statement, span) => {
      const table = statement.startsWith('INSERT') ? tables.add(statement, span) : undefined;
      if (table) {
        inserted.set(tableLabel(table), table);
      } else if (statement.startsWith('SET')) {
        tables.add(statement, span);
      }
    },
    onRows: (statement, rows, span) => {
      const table = tables.add(statement, span);
      if (table) {
        onTable({ ...table, rows });
      }
    },
    onComment: () => undefined,
  });
  for (const table of inserted.values()) {
    onTable({ ...table, rows: undefined });
  }
}

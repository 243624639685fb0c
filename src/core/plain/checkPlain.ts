import type { DumpCheck } from '../archive/dumpCheck';
import { throughWrapping } from '../archive/checkFile';
import { type TableId, tableLabel } from '../catalog/table';
import { type FrozenThen, frozenThen } from '../freeze/frozenThen';
import { PlainEntries } from './plainEntries';
import { readPlain } from './readPlain';

/** Of a plain dump, which has no table of contents. */
export interface PlainCheck extends Omit<DumpCheck, 'contents'> {
  /** The tables that were frozen when it was taken, once it was read to its end. */
  readonly onFrozen: (frozen: readonly FrozenThen[]) => void;
}

/**
 * Reads every byte of a plain dump, given from its first byte on.
 * @throws {RecoveryError} those of {@link readPlain}.
 */
export function checkPlain(pieces: AsyncIterable<Uint8Array>, check: PlainCheck): Promise<void> {
  return throughWrapping(pieces, check, (unwrapped, onUnchecked) => {
    onUnchecked();
    return readTables(unwrapped, check);
  });
}

/** Whole statements: which table a name means, what tables are parts of, and by which triggers they are frozen. */
const tellsOfTables = /^(?:SET|(?:CREATE (?:UNLOGGED )?TABLE|ALTER TABLE|CREATE TRIGGER)\b.*;$)/s;

async function readTables(
  pieces: AsyncIterable<Uint8Array>,
  { onTable, onFrozen }: PlainCheck,
): Promise<void> {
  const tables = new PlainEntries();
  /** Tables whose rows come as INSERT commands. */
  const inserted = new Map<string, TableId>();
  await readPlain(pieces, {
    onStatement: (statement, span) => {
      const table = statement.startsWith('INSERT') ? tables.add(statement, span) : undefined;
      if (table) {
        inserted.set(tableLabel(table), table);
      } else if (tellsOfTables.test(statement)) {
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
  onFrozen(frozenThen(tables.contents()));
}

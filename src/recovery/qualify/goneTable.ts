import type { TableId } from '../../core/catalog/table';
import type { TableName } from '../../core/catalog/tableName';
import type { DumpCandidate } from '../../core/dumpRanking/candidate';
import type {
  BackupSide,
  GoneTable,
  LiveFigures,
  TableFigures,
} from '../../core/qualify/qualification';
import { dumpTable } from '../dumps/dumpTable';
import { failureOf } from '../dumps/failureOf';
import { readDumpContents } from '../dumps/readContents';
import type { NoTable } from '../ports/qualifySource';
import type { DumpReading } from './dumpFigures';

export interface NameInDumps {
  readonly table: TableName;
  readonly dumps: readonly DumpCandidate[];
}

/**
 * The table that a name means in the newest dump that holds one called so; a name with its schema means itself.
 * @throws {RecoveryError} `ambiguous-table`; the refusal of production where no dump has it.
 */
export async function tableInDumps(
  { table: { schema, name }, dumps }: NameInDumps,
  { refusal }: NoTable,
  { files, work }: DumpReading,
): Promise<TableId> {
  if (schema !== undefined) {
    return { schema, name };
  }
  for (const { path } of dumps.toSorted((one, other) => other.time.to - one.time.to)) {
    work.signal.throwIfAborted();
    let found: TableId | undefined;
    const failure = await failureOf(async () => {
      const { tables } = await readDumpContents(files, path, work);
      found = dumpTable({ schema, name }, tables);
    });
    if (failure?.code === 'ambiguous-table') {
      throw failure;
    }
    if (found) {
      return found;
    }
  }
  throw refusal;
}

/** @throws {RecoveryError} production’s, where nothing shows that there ever was such a table. */
export function refuseUnknown(
  { refusal }: NoTable,
  restored: TableFigures | undefined,
  dumps: readonly DumpCandidate[],
): void {
  const isHeld = dumps.some(
    ({ rows, verification }) =>
      typeof rows === 'number' || (rows === undefined && verification !== 'damaged'),
  );
  if (!restored && !isHeld) {
    throw refusal;
  }
}

/** Of each column by which the backup was counted production has no row. */
export function withoutRows(
  live: LiveFigures,
  { query }: GoneTable,
  backup: BackupSide | undefined,
): LiveFigures {
  const counts = { query, missing: { why: 'absent' } } as const;
  const columns = (backup?.columns ?? []).map(({ column, by }) => ({ column, by, counts }));
  return { ...live, columns };
}

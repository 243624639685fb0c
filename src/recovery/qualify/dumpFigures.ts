import type { TableId } from '../../core/catalog/table';
import { typedName } from '../../core/catalog/tableName';
import type { DumpCandidate } from '../../core/dumpRanking/candidate';
import { RecoveryError } from '../../core/errors';
import type { BackupSide, QualifiedDump } from '../../core/qualify/qualification';
import type { QueryLog } from '../../core/qualify/queryLog';
import { ColumnsCount } from '../../core/volumes/columnsCount';
import { type TellingColumn, TellingColumnsCount } from '../../core/volumes/tellingColumns';
import { countDump, countDumpBy } from '../dumps/countDump';
import type { RowsCount } from '../dumps/counting';
import type { DumpFiles } from '../ports/dumps';
import type { CountedColumns } from '../ports/qualifySource';
import type { Work } from '../work';

export interface DumpsToCount {
  readonly table: TableId;
  readonly dumps: readonly DumpCandidate[];
  readonly log: QueryLog;
}

/** Each dump with its rows, the oldest first; those that are not known are counted. */
export async function countedDumps(
  { table, dumps, log }: DumpsToCount,
  files: DumpFiles,
  work: Work,
): Promise<{
  readonly dumps: readonly QualifiedDump[];
  readonly candidates: readonly DumpCandidate[];
}> {
  const candidates: DumpCandidate[] = [];
  for (const dump of [...dumps].sort((one, other) => one.time.to - other.time.to)) {
    work.signal.throwIfAborted();
    const isKnown = dump.rows !== undefined || dump.verification === 'damaged';
    candidates.push(isKnown ? dump : await counted(dump, { table, files, work }));
  }
  return {
    candidates,
    dumps: candidates.map(({ path, time, verification: standing, rows, problem }) => ({
      ...{ path, time, standing, problem },
      ...(rows === 'no such table' ? { rows: 0, isWithout: true } : { rows }),
      query: log.add('dump', countCommand(path, table)),
    })),
  };
}

interface Counting {
  readonly table: TableId;
  readonly files: DumpFiles;
  readonly work: Work;
}

/** What shows that a dump is bad, though nobody read it whole. */
const damage = new Set<string>(['dump-unreadable', 'dump-truncated', 'dump-damaged']);

async function counted(
  dump: DumpCandidate,
  { table, files, work }: Counting,
): Promise<DumpCandidate> {
  try {
    const place = { files, path: dump.path };
    const { volume } = await countDump(place, { table, by: undefined }, work);
    return { ...dump, rows: volume.rows };
  } catch (error) {
    if (!(error instanceof RecoveryError)) {
      throw error;
    }
    const { code, message: problem } = error;
    if (damage.has(code)) {
      return { ...dump, verification: 'damaged', problem };
    }
    return { ...dump, problem, ...(code === 'table-not-in-dump' ? { rows: 'no such table' } : {}) };
  }
}

export interface SpreadToCount {
  readonly table: TableId;
  readonly columns: CountedColumns;
  readonly log: QueryLog;
}

export interface DumpReading {
  readonly files: DumpFiles;
  readonly work: Work;
}

/** The rows of a dump by those columns; undefined without a dump, or where they cannot be counted there. */
export async function spreadInDump(
  path: string | undefined,
  { columns, ...place }: SpreadToCount,
  reading: DumpReading,
): Promise<BackupSide | undefined> {
  if (columns.length === 0) {
    return undefined;
  }
  const made = new ColumnsCount(columns.map(({ column }) => column));
  return spreadBy(path, { ...place, count: made }, reading, () => {
    const found = made.counts();
    return columns.flatMap(({ column, by }) => {
      const rows = found.get(column);
      return rows ? [{ column, by, rows }] : [];
    });
  });
}

/** The same by the columns that tell most there, where nobody knows the table but the dump. */
export async function tellingSpreadInDump(
  path: string | undefined,
  { personal, ...place }: Omit<SpreadToCount, 'columns'> & { readonly personal: readonly string[] },
  reading: DumpReading,
): Promise<BackupSide | undefined> {
  const made = new TellingColumnsCount(personal);
  return spreadBy(path, { ...place, count: made }, reading, () => made.columns());
}

async function spreadBy(
  path: string | undefined,
  { table, log, count }: Omit<SpreadToCount, 'columns'> & { readonly count: RowsCount },
  { files, work }: DumpReading,
  found: () => readonly TellingColumn[],
): Promise<BackupSide | undefined> {
  if (path === undefined) {
    return undefined;
  }
  try {
    await countDumpBy({ files, path }, { table, count: () => count }, work);
  } catch (error) {
    if (error instanceof RecoveryError) {
      return undefined;
    }
    throw error;
  }
  const columns = found().map(({ column, by, rows: value }) => {
    const query = log.add('dump', countCommand(path, table, column));
    return { column, by, counts: { query, value } };
  });
  return { from: 'dump', name: path, columns };
}

/** What tells the same of a dump, for whoever wants to count again. */
function countCommand(path: string, table: TableId, column?: string): string {
  const by = column === undefined ? '' : ` --by ${quoted(column)}`;
  return `pra volumes ${quoted(path)} --table ${quoted(typedName(table))}${by}`;
}

/** For a shell, where it needs to be. */
function quoted(word: string): string {
  return /^[\w./:=@-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

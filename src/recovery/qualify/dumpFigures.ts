import type { TableId } from '../../core/catalog/table';
import { typedName } from '../../core/catalog/tableName';
import type { DumpCandidate } from '../../core/dumpRanking/candidate';
import { RecoveryError } from '../../core/errors';
import type { BackupSide, QualifiedDump } from '../../core/qualify/qualification';
import type { QueryLog } from '../../core/qualify/queryLog';
import { ColumnsCount } from '../../core/volumes/columnsCount';
import { countDump, countDumpBy } from '../dumps/countDump';
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

/** The rows of a dump by those columns; undefined without a dump, or where they cannot be counted there. */
export async function spreadInDump(
  path: string | undefined,
  { table, columns, log }: SpreadToCount,
  { files, work }: { readonly files: DumpFiles; readonly work: Work },
): Promise<BackupSide | undefined> {
  if (path === undefined || columns.length === 0) {
    return undefined;
  }
  try {
    const names = columns.map(({ column }) => column);
    const way = { table, count: () => new ColumnsCount(names) };
    const { count } = await countDumpBy({ files, path }, way, work);
    const found = count.counts();
    return {
      ...{ from: 'dump', name: path },
      columns: columns.flatMap(({ column, by }) => {
        const value = found.get(column);
        const query = log.add('dump', countCommand(path, table, column));
        return value ? [{ column, by, counts: { query, value } }] : [];
      }),
    };
  } catch (error) {
    if (error instanceof RecoveryError) {
      return undefined;
    }
    throw error;
  }
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

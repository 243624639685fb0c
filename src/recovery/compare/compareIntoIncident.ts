import { tableLabel } from '../../core/catalog/table';
import type { TableIdentity } from '../../core/correction/plan';
import type { DumpOrigin } from '../../core/correction/planFile';
import type { ColumnChoice } from '../../core/diff/comparedTable';
import type { Overflow } from '../../core/diff/found/differences';
import type { KeptTable } from '../../core/diff/comparison';
import type { KeptRow, RowInIncident } from '../../core/diff/rows/rowChange';
import { type AllMarks, nothingMarked } from '../../core/diff/rows/rowMarks';
import type { ComparisonFigures, LinesSeal } from '../../core/diff/storedComparison';
import type { WritingTransaction } from '../../core/diff/storedTransactions';
import { type Scope, scopeText } from '../../core/diff/scope';
import { RecoveryError } from '../../core/errors';
import { notedPatterns } from '../../core/incident/notedPatterns';
import { definitionTexts } from '../../core/sql/definitionText';
import { connectionLabel, type ConnectionSettings } from '../connectionSettings';
import type { Snapshot } from '../ports/snapshot';
import { withSignsOfLife } from '../signsOfLife';
import type { Work } from '../work';
import { bothSides, type Sides } from './bothSides';
import { type Comparison, compareTable, findTables, type TableComparison } from './compareTable';
import { compareWithoutKey, findKeyless, type MultisetComparison } from './compareWithoutKey';
import { type ComparisonFiles, ComparisonWriter } from './comparisonFiles';
import { examineChanges, type OpenSnapshot, withSnapshots } from './examineChanges';
import { countCheaply } from './keptCounts';
import { likeRowsTogether } from './likeRowsTogether';
import { saveMarks } from './markFiles';
import { MarkFinder } from './marks/markFinder';
import { readMultiset } from './readMultiset';
import { withAge } from './snapshotAge';
import type { ChangeSummary } from './summariseChanges';
import { saveTransactions } from './writingTransactions';

export interface IncidentComparison extends Sides<ConnectionSettings> {
  readonly dump: DumpOrigin;
  /** The production table that is meant. */
  readonly target: TableIdentity;
  readonly columns: ColumnChoice;
  readonly scope: Scope;
  readonly connections?: number | undefined;
  readonly longestSnapshot?: number | undefined;
}

/** What was compared, and kept of it: by a key, or where there is none, by how many there are of each row. */
export type ComparedIncident = ComparedByKey | ComparedWithoutKey;

export interface ComparedByKey {
  readonly by: 'key';
  readonly comparison: Comparison;
  readonly summary: ChangeSummary;
}

export interface ComparedWithoutKey {
  readonly by: 'copies';
  readonly comparison: MultisetComparison;
  /** How many of the kept rows hold a value too large to be read. */
  readonly unread: number;
}

export interface ComparisonServices extends ComparisonFiles {
  readonly openSnapshot: OpenSnapshot;
  readonly overflow?: Overflow | undefined;
}

/**
 * Compares a restored table with production and keeps every row that differs in the incident.
 * @throws {RecoveryError} those of comparing; `wrong-table` where production's table was made anew.
 */
export async function compareIntoIncident(
  request: IncidentComparison,
  services: ComparisonServices,
  work: Work,
): Promise<ComparedIncident> {
  return withSignsOfLife(work, (alive) => compareAndKeep(request, services, alive));
}

async function compareAndKeep(
  request: IncidentComparison,
  services: ComparisonServices,
  { signal, progress }: Work,
): Promise<ComparedIncident> {
  const opening = { open: services.openSnapshot, signal, longest: request.longestSnapshot };
  return withSnapshots(request, opening, async (sides, limited) => {
    const work = { progress, signal: limited };
    const { columns, target, scope, connections } = request;
    const { overflow } = services;
    const asked = { table: target.table, scope, connections, overflow, ...columns, ...sides };
    const found = { ...asked, tables: await findTables(asked, limited) };
    const compared = { request, sides };
    const keyless = await findKeyless(found, limited);
    return keyless
      ? keepWithoutKey(await compareWithoutKey(keyless, found, work), compared, services, work)
      : keepByKey(await compareTable(found, work), compared, services, work);
  });
}

interface ComparedSides {
  readonly request: IncidentComparison;
  readonly sides: Sides<Snapshot>;
}

async function keepByKey(
  comparison: Comparison,
  { request, sides }: ComparedSides,
  services: ComparisonServices,
  work: Work,
): Promise<ComparedByKey> {
  const { table } = comparison;
  try {
    const kept = { request, sides, comparison, table };
    const { made, lines } = await keepRows(kept, services, work, async (keep) => {
      const finder = await finderOf(comparison, { request, sides }, work);
      const keepMarked = (row: KeptRow): Promise<void> => {
        finder?.add(row);
        return keep(row);
      };
      const read = await examineChanges(comparison, sides, { keep: keepMarked, work });
      const marks = await finder?.find(work.signal);
      const { stale, transactions } = read;
      return { summary: read, stale, transactions, marks };
    });
    const counter = sides.live.counter({ table, side: 'live' }, comparison.scope);
    const counting = { counter, seconds: comparison.seconds };
    await countCheaply({ table, lines }, counting, services.incident, work.signal);
    return { by: 'key', comparison: withAge(comparison, sides), summary: made.summary };
  } finally {
    comparison.differences.close();
  }
}

/** Nothing is asked where nothing differs. */
async function finderOf(
  { table, differences }: Comparison,
  { request, sides }: ComparedSides,
  { signal }: Work,
): Promise<MarkFinder | undefined> {
  const related = sides.live.related(table.live);
  return differences.length === 0
    ? undefined
    : MarkFinder.begin({ table, dumpedAt: request.dump.createdAt, related }, signal);
}

async function keepWithoutKey(
  comparison: MultisetComparison,
  { request, sides }: ComparedSides,
  services: ComparisonServices,
  work: Work,
): Promise<ComparedWithoutKey> {
  const table = { ...comparison.table, key: [], identity: [] };
  try {
    const kept = { request, sides, comparison, table };
    const { made } = await keepRows(kept, services, work, async (keep) => {
      let large = 0;
      for await (const row of likeRowsTogether(readMultiset(comparison, sides, work))) {
        large += row.unread ? 1 : 0;
        await keep(row);
      }
      // Read in the very snapshots that were compared: none has moved on.
      return { unread: large, stale: 0 };
    });
    return { by: 'copies', comparison: withAge(comparison, sides), unread: made.unread };
  } finally {
    comparison.differences.close();
  }
}

interface KeptSides extends ComparedSides {
  readonly comparison: TableComparison;
  readonly table: KeptTable;
}

type Keep = (row: RowInIncident) => Promise<void>;

interface RowsRead {
  readonly stale: number;
  /** Absent where a row stands for several, each of which may be another's. */
  readonly transactions?: readonly WritingTransaction[];
  /** What else is known of the rows. */
  readonly marks?: AllMarks | undefined;
  /** How they changed; absent without a key. */
  readonly summary?: ChangeSummary;
}

/** Writes what `read` hands over, and what the rest of the incident needs to know of it. */
async function keepRows<T extends RowsRead>(
  { request, comparison, sides, table }: KeptSides,
  services: ComparisonFiles,
  work: Work,
  read: (keep: Keep) => Promise<T>,
): Promise<{ readonly made: T; readonly lines: LinesSeal }> {
  const { dump, target } = request;
  refuseOther(table, target);
  const { made, kept } = await sealed(services, async (writer) => {
    const made = await read((row) => writer.add(row, table));
    const figures = figuresOf(withAge(comparison, sides), made, request.live);
    const ddl = await definitions(table, sides, work);
    const { scope, snapshot } = comparison;
    const kept = await writer.finish({
      ...{ dump, identity: target, table, figures, ddl, mark: snapshot.live.mark },
      ...(scope.rows === 'all' ? {} : { scope }),
    });
    return { made, kept };
  });
  await saveTransactions(made.transactions ?? [], kept, services.incident);
  await saveMarks(made.marks ?? nothingMarked, kept, services);
  await noteCompared({ comparison, table, dump, made }, services);
  return { made, lines: kept.lines };
}

async function sealed<T>(
  services: ComparisonFiles,
  write: (writer: ComparisonWriter) => Promise<T>,
): Promise<T> {
  const writer = await ComparisonWriter.begin(services);
  try {
    return await write(writer);
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

/** A plan would be bound to another table than the one that was compared. */
function refuseOther({ live }: KeptTable, target: TableIdentity): void {
  if (live.oid !== target.tableOid) {
    throw new RecoveryError(
      'wrong-table',
      `${tableLabel(target.table)} was made anew in production while its backup was restored.`,
      { hint: 'Start again.' },
    );
  }
}

/** Only with this can the incident be gone on with. */
async function noteCompared(
  { comparison, table, dump, made }: Compared,
  { incident }: ComparisonFiles,
): Promise<void> {
  const { rows, scope, seconds } = comparison;
  const { missing, changed, extra, identical } = rows;
  const text = scopeText(scope);
  const { createdAt, sha256 } = dump;
  const { summary, transactions = [] } = made;
  await incident.note({
    ...{ step: 'compared', missing, changed, extra, identical, seconds },
    dump: { createdAt, ...(sha256 === undefined ? {} : { sha256 }) },
    ...(table.key.length === 0 ? { withoutKey: true } : {}),
    ...(text === undefined ? {} : { scope: text }),
    ...(summary ? { reused: summary.reused, patterns: notedPatterns(summary.patterns) } : {}),
    transactions: transactions.slice(0, mostTransactions),
  });
}

interface Compared {
  readonly comparison: TableComparison;
  readonly table: KeptTable;
  readonly dump: DumpOrigin;
  readonly made: RowsRead;
}

/** Of a table that many write to, the journal needs no more. */
const mostTransactions = 5;

/** The scratch database may be gone when somebody wants to see them. */
async function definitions(
  table: KeptTable,
  sides: Sides<Snapshot>,
  { signal }: Work,
): Promise<Sides<string>> {
  const defined = await bothSides(signal, (side, either) =>
    sides[side].defineTable(table[side], either),
  );
  return definitionTexts({ backup: defined.backup, live: defined.live });
}

function figuresOf(
  { rows, snapshot, notices }: TableComparison,
  { stale }: { readonly stale: number },
  live: ConnectionSettings,
): ComparisonFigures {
  const readAt = { backup: snapshot.backup.time, live: snapshot.live.time };
  return { rows, readAt, production: connectionLabel(live), stale, notices };
}

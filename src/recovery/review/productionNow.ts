import { type Key, type Table, tableLabel } from '../../core/catalog/table';
import type { TableIdentity } from '../../core/correction/plan';
import { keyIsProved } from '../../core/diff/comparedTable';
import { type Scope, wholeTable } from '../../core/diff/scope';
import type { StoredComparison } from '../../core/diff/storedComparison';
import { RecoveryError } from '../../core/errors';
import { localHashing } from '../compare/compareTable';
import type { OpenSnapshot } from '../compare/examineChanges';
import type { ConnectionSettings } from '../connectionSettings';
import { SnapshotLimit } from '../compare/snapshotAge';
import type { RelatedRows } from '../ports/relatedRows';
import type {
  Snapshot,
  StoredRow,
  TableReader,
  ValueComparer,
  ValueCounter,
} from '../ports/snapshot';
import type { Work } from '../work';

/** Production as it is met now. */
export interface ProductionNow {
  readonly settings: ConnectionSettings;
  /** The table of the compared one's name. */
  readonly target: TableIdentity;
  /** Seconds that its snapshot may be kept; as usual where not said. */
  readonly longestSnapshot?: number | undefined;
}

/** What a key leads to in production now. */
export type LiveRowNow = StoredRow | 'none' | 'shared by several';

/** The compared table's rows in production as of one moment. */
export interface LiveRowsNow {
  /** The server's clock, ISO 8601. */
  readonly time: string;
  readonly values: ValueComparer;
  readonly commitTimes: Snapshot['commitTimes'];
  readonly related: RelatedRows;
  ofKeys(keys: readonly Key[], signal: AbortSignal): Promise<readonly LiveRowNow[]>;
  /** @throws {RecoveryError} `usage` where the scope is none any more. */
  counter(scope: Scope, signal: AbortSignal): Promise<ValueCounter>;
}

/**
 * Reads the table that was compared, as it is in production now. What `use` does with the signal that it
 * gets ends with `snapshot-too-old` where it takes too long.
 * @throws {RecoveryError} `wrong-server`, `wrong-database`, `wrong-table`, `structure-differs`, and those
 * of opening a snapshot.
 */
export async function withLiveRowsNow<T>(
  { table, identity }: Pick<StoredComparison, 'table' | 'identity'>,
  { settings, target, longestSnapshot: longest }: ProductionNow,
  { open, work }: { readonly open: OpenSnapshot; readonly work: Work },
  use: (rows: LiveRowsNow, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  refuseOther(identity, target);
  const limit = new SnapshotLimit(work.signal, longest);
  const { signal } = limit;
  try {
    const snapshot = await open(settings, signal, { longest });
    try {
      refuseAltered(table.live, await snapshot.findTable(table.live.id, signal));
      return await use(rowsNow(snapshot, table), signal);
    } finally {
      await snapshot.close();
    }
  } finally {
    limit.dispose();
  }
}

function rowsNow(snapshot: Snapshot, table: StoredComparison['table']): LiveRowsNow {
  const hashing = localHashing({ backup: snapshot, live: snapshot });
  const reader = snapshot.read({ table, side: 'live', hashing });
  const isProved = keyIsProved(table.live);
  return {
    time: snapshot.time,
    values: reader.values,
    commitTimes: (xids, signal) => snapshot.commitTimes(xids, signal),
    related: snapshot.related(table.live),
    counter: async (scope, signal) => {
      const settled = await reader.hashes.settleScope(scope, signal);
      return snapshot.counter({ table, side: 'live' }, settled);
    },
    ofKeys: async (keys, signal) => {
      const rows = await rowsOfAll(keys, reader, signal);
      const shared = isProved ? [] : await sharedAmong(keys, reader, signal);
      return rows.map((row, at) => (shared[at] === true ? 'shared by several' : (row ?? 'none')));
    },
  };
}

async function rowsOfAll(
  keys: readonly Key[],
  { rows }: TableReader,
  signal: AbortSignal,
): Promise<readonly (StoredRow | undefined)[]> {
  const found: (StoredRow | undefined)[] = [];
  while (found.length < keys.length) {
    const next = await rows.rowsOf(keys.slice(found.length), { hash: false }, signal);
    for (let index = 0; index < next.length; index++) {
      found.push(next.at(index));
    }
  }
  return found;
}

async function sharedAmong(
  keys: readonly Key[],
  { matches }: TableReader,
  signal: AbortSignal,
): Promise<readonly boolean[]> {
  const found = await matches.matchesOf(keys, wholeTable, signal);
  return found.map((ofKey) => ofKey.reduce((sum, { rows }) => sum + rows, 0) > 1);
}

function refuseOther(compared: TableIdentity, found: TableIdentity): void {
  const name = tableLabel(compared.table);
  const refuse = (code: 'wrong-server' | 'wrong-database' | 'wrong-table', what: string): never => {
    throw new RecoveryError(code, `${what} is not the one of ${name} that was compared.`, {
      hint: 'Connect to the production that was compared, or compare again.',
    });
  };
  if (compared.systemIdentifier !== found.systemIdentifier) {
    refuse('wrong-server', 'This server');
  }
  if (compared.databaseOid !== found.databaseOid) {
    refuse('wrong-database', `The database ${found.database}`);
  }
  if (compared.tableOid !== found.tableOid) {
    refuse('wrong-table', `The table ${name}`);
  }
}

function refuseAltered(compared: Table, found: Table): void {
  const columnsOf = ({ columns }: Table): string =>
    JSON.stringify(columns.map(({ name, type }) => [name, type.label]).toSorted());
  if (columnsOf(compared) !== columnsOf(found)) {
    throw new RecoveryError(
      'structure-differs',
      `The columns of ${tableLabel(compared.id)} in production are others than when it was compared.`,
      { hint: 'Compare the whole table again.', ways: ['recover'] },
    );
  }
}

import type { KeyHashes } from '../../core/diff/keys/keyHashes';
import type { Scope } from '../../core/diff/scope';
import type { HashStream, HashedTable, Scan } from '../../recovery/ports/snapshot';
import { cancellable, StopOnAbort } from '../connection/cancellable';
import type { Session } from '../connection/session';
import { copiedKeyHashes, type KeyHashQuery } from './copyBinary';
import { type KeyExpression, keyExpressions, rowHash } from './rowHash';
import { ScopeCheck } from './scopeCheck';
import { scopedRows } from './scopedRows';
import type { PlannerMode, TableSession } from './tableSession';
import { toldRows } from './toldRows';

/** What is read, each of its rows called `t`, and how. */
interface OrderedRows {
  readonly from: string;
  readonly mode: PlannerMode;
  /** Called for each notice of the server. */
  readonly onNotice?: (() => void) | undefined;
}

/** The key and hash of rows, in key order. */
export async function* keyHashesInOrder(
  tables: TableSession,
  hashed: HashedTable,
  { from, mode, onNotice }: OrderedRows,
  signal: AbortSignal,
): AsyncGenerator<KeyHashes> {
  const query = orderedKeyHashes(tables.session, hashed, from);
  yield* streamedBatches(tables, { ...query, mode, onNotice }, signal);
}

/** The statement that selects key and hash of rows called `t`, in key order. */
export function orderedKeyHashes(
  session: Session,
  hashed: HashedTable,
  from: string,
): KeyHashQuery {
  const keys = keyExpressions(hashed);
  const fields = keys.map(({ type }) => type);
  const query = `
    select ${keys.map(({ value }) => value).join(', ')}, ${rowHash(hashed)}
      from ${from}
     order by ${keys.map((key) => orderOf(key, session)).join(', ')}`;
  return { query, fields };
}

/** What a statement selects, a batch for each piece that arrives; stopped on the server by the signal. */
export async function* streamedBatches(
  tables: TableSession,
  { query, fields, mode, onNotice }: KeyHashQuery & Omit<OrderedRows, 'from'>,
  signal: AbortSignal,
): AsyncGenerator<KeyHashes> {
  const { session } = tables;
  await cancellable(session, signal, () => tables.planFor(mode));
  const stopping = new StopOnAbort(session, signal);
  try {
    yield* copiedKeyHashes(session, { query, fields }, onNotice);
    signal.throwIfAborted();
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    await stopping.end();
  }
}

/** In UTF-8's byte order, as the two sides are merged: the bytes of most other encodings have another. */
function orderOf({ value, order, type }: KeyExpression, { encoding }: Session): string {
  const isAlike = ['UTF8', 'LATIN1', 'SQL_ASCII'].includes(encoding ?? '');
  return isAlike || type !== 'text' ? order : `convert_to(${value}, 'UTF8')`;
}

/** Reads (key, hash) of a table's rows in key order, whatever its key. */
export class OrderedHashes implements HashStream {
  private readonly keys: readonly KeyExpression[];
  /** About how many are in scope; known once they were estimated. */
  private rows = 0;

  constructor(
    private readonly tables: TableSession,
    private readonly hashed: HashedTable,
  ) {
    this.keys = keyExpressions(hashed);
  }

  async settleScope(scope: Scope, signal: AbortSignal): Promise<Scope> {
    const { session } = this.tables;
    const { columns, key } = this.hashed.table[this.hashed.side];
    const keyColumns = key.flatMap((position) => columns[position] ?? []);
    const check = new ScopeCheck(session, this.hashed, keyColumns);
    return cancellable(session, signal, () => check.settle(scope));
  }

  async estimatedRows(scope: Scope, signal: AbortSignal): Promise<number> {
    if (scope.rows === 'keys') {
      return scope.keys.length;
    }
    const { query } = scopedRows(this.hashed, scope);
    const { session } = this.tables;
    this.rows = await cancellable(session, signal, () => plannedRows(session, query));
    return this.rows;
  }

  inKeyOrder(scope: Scope, { signal, onPassed }: Scan): AsyncIterable<KeyHashes> {
    const isByNumber = this.keys.every(({ type }) => type === 'integer');
    // Rows that are read in the order of an index come as they are read.
    const comesAsRead = scope.rows === 'keys' || (scope.rows === 'all' && isByNumber);
    const told = comesAsRead ? undefined : toldRows(this.rows, this.hashed.hashing.form);
    const { query, mode } = scopedRows(this.hashed, scope, told?.condition);
    // A part of the table may have an index of its own.
    const sorts = scope.rows === 'all' && !isByNumber;
    const rows = { from: `(${query}) t`, mode: sorts ? ('sort' as const) : mode };
    const onNotice = told?.counter(onPassed);
    return keyHashesInOrder(this.tables, this.hashed, { ...rows, onNotice }, signal);
  }
}

/** How many rows a query gives, as the planner estimates. */
export async function plannedRows(session: Session, query: string): Promise<number> {
  const [plan] = await session.row(`explain ${query}`);
  // The first line is of the whole: `… (cost=0.00..35.50 rows=2550 width=4)`.
  return Number(/ rows=(\d+) /.exec(plan ?? '')?.[1] ?? 0);
}

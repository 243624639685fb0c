import type { Cell } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import type { KeyHashes } from '../../core/diff/keyHashes';
import { quoteTable } from '../../core/sql/quote';
import type { HashStream, HashedTable } from '../../recovery/ports/snapshot';
import { cancellable, StopOnAbort } from '../connection/cancellable';
import { copiedKeyHashes } from './copyBinary';
import { type KeyExpression, keyExpressions, rowHash } from './rowHash';
import type { PlannerMode, TableSession } from './tableSession';

/** The key and hash of the rows of `from`, each called `t` there, in key order. */
export async function* keyHashesInOrder(
  tables: TableSession,
  hashed: HashedTable,
  { from, mode }: { readonly from: string; readonly mode: PlannerMode },
  signal: AbortSignal,
): AsyncGenerator<KeyHashes> {
  const keys = keyExpressions(hashed);
  const query = `
    select ${keys.map(({ value }) => value).join(', ')}, ${rowHash(hashed)}
      from ${from}
     order by ${keys.map(({ order }) => order).join(', ')}`;
  const { session } = tables;
  await cancellable(session, signal, () => tables.planFor(mode));
  const stopping = new StopOnAbort(session, signal);
  try {
    yield* copiedKeyHashes(
      session,
      query,
      keys.map(({ type }) => type),
    );
    signal.throwIfAborted();
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    await stopping.end();
  }
}

/** Reads (key, hash) of a table's rows in key order, whatever its key. */
export class OrderedHashes implements HashStream {
  private readonly table: string;
  private readonly keys: readonly KeyExpression[];

  constructor(
    private readonly tables: TableSession,
    private readonly hashed: HashedTable,
  ) {
    this.table = quoteTable(hashed.table[hashed.side].id);
    this.keys = keyExpressions(hashed);
  }

  async checkCondition(condition: string, signal: AbortSignal): Promise<void> {
    await cancellable(this.tables.session, signal, async () => {
      // One form alone would let a text through that closes the parentheses, or one that goes on
      // after the condition. With a bound value the server takes no second statement.
      await this.checkForm(`$1::text is null and ${condition}\n`, [null]);
      await this.checkForm(`$1::text is null and (${condition}\n)`, [null]);
      // Now that it is one expression: it must not take our bound value for its own.
      await this.checkForm(`(${condition}\n)`, []);
    });
  }

  inKeyOrder(condition: string | undefined, signal: AbortSignal): AsyncIterable<KeyHashes> {
    // The condition may name the table, so it stands where the table is not yet called `t`.
    const rows = condition === undefined ? '' : `where (${condition}\n)`;
    const from = `(select * from ${this.table} ${rows}) t`;
    const mode = this.keys.every(({ type }) => type === 'integer') ? 'any' : 'sort';
    return keyHashesInOrder(this.tables, this.hashed, { from, mode }, signal);
  }

  async withoutOwnKey(signal: AbortSignal): Promise<number> {
    const columns = this.keys.map(({ column }) => column);
    const query = `
      select coalesce(sum(g.n), 0)::text
        from (select count(*) n
                from ${this.table} t
               group by ${this.keys.map(({ value }) => value).join(', ')}
              having count(*) > 1
                  or ${columns.map((column) => `bool_or(${column} is null)`).join(' or ')}) g`;
    return cancellable(this.tables.session, signal, async () => {
      const session = await this.tables.planFor('any');
      const [rows] = await session.row(query);
      return Number(rows);
    });
  }

  private async checkForm(condition: string, values: readonly Cell[]): Promise<void> {
    const { session } = this.tables;
    // A failed statement would end the transaction.
    await session.query('savepoint condition');
    try {
      await session.query(`select 1 from ${this.table} where ${condition} limit 0`, values);
    } catch (error) {
      if (!(error instanceof RecoveryError) || error.code === 'connection-lost') {
        throw error;
      }
      await session.query('rollback to savepoint condition');
      const side = this.hashed.side === 'backup' ? 'the backup' : 'production';
      throw new RecoveryError(
        'usage',
        `The condition cannot be used on ${side}: ${error.message}`,
        {
          hint: 'Give one SQL condition over columns that both sides have, as after WHERE.',
          cause: error,
          ...(error.sqlstate === undefined ? {} : { sqlstate: error.sqlstate }),
        },
      );
    }
    await session.query('release savepoint condition');
  }
}

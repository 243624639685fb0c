import type { Cell } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import type { KeyHashes } from '../../core/diff/keyHashes';
import { quoteTable } from '../../core/sql/quote';
import type { HashStream, HashedTable } from '../../recovery/ports/snapshot';
import { cancellable, StopOnAbort } from '../connection/cancellable';
import { copiedKeyHashes } from './copyBinary';
import { type KeyExpression, keyExpressions, rowHash } from './rowHash';
import type { TableSession } from './tableSession';

/** Reads (key, hash) of a table's rows in key order, whatever its key. */
export class OrderedHashes implements HashStream {
  private readonly table: string;
  private readonly keys: readonly KeyExpression[];
  private readonly hash: string;

  constructor(
    private readonly tables: TableSession,
    private readonly hashed: HashedTable,
  ) {
    this.table = quoteTable(hashed.table[hashed.side].id);
    this.keys = keyExpressions(hashed);
    this.hash = rowHash(hashed);
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

  async *inKeyOrder(condition: string | undefined, signal: AbortSignal): AsyncGenerator<KeyHashes> {
    // The condition may name the table, so it stands where the table is not yet called `t`.
    const rows = condition === undefined ? '' : `where (${condition}\n)`;
    const query = `
      select ${this.keys.map(({ value }) => value).join(', ')}, ${this.hash}
        from (select * from ${this.table} ${rows}) t
       order by ${this.keys.map(({ order }) => order).join(', ')}`;
    const { session } = this.tables;
    await cancellable(session, signal, () => this.tables.planFor('any'));
    const stopping = new StopOnAbort(session, signal);
    try {
      yield* copiedKeyHashes(
        session,
        query,
        this.keys.map(({ type }) => type),
      );
      signal.throwIfAborted();
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      await stopping.end();
    }
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

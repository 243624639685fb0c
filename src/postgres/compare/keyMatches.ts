import { type Key, tableLabel } from '../../core/catalog/table';
import type { Scope } from '../../core/diff/scope';
import { RecoveryError } from '../../core/errors';
import { quoteTable } from '../../core/sql/quote';
import type { HashedTable, KeyMatch, KeyMatchReader } from '../../recovery/ports/snapshot';
import { cancellable } from '../connection/cancellable';
import { keyColumnsOf, keyIsIndexed, keyTable, matchesKey } from './keyLookup';
import { keyExpressions, rowHash } from './rowHash';
import { scopeCondition } from './scopedRows';
import type { TableSession } from './tableSession';

/** Texts that a type does not take, by its input function or as a domain. */
const noValue: readonly string[] = ['22P02', '22001', '22003', '22008', '23502', '23514'];

/** Looks up what keys lead to, on one side. */
export class KeyMatches implements KeyMatchReader {
  constructor(
    private readonly tables: TableSession,
    private readonly hashed: HashedTable,
  ) {}

  async matchesOf(
    keys: readonly Key[],
    scope: Scope,
    signal: AbortSignal,
  ): Promise<readonly (readonly KeyMatch[])[]> {
    const found = keys.map((): KeyMatch[] => []);
    if (keys.length === 0) {
      return found;
    }
    const width = keys[0]?.length ?? 0;
    const values = Array.from({ length: width }, (_, index) => keys.map((key) => key[index] ?? ''));
    const indexed = keyIsIndexed(this.hashed.table[this.hashed.side]);
    const rows = await cancellable(this.tables.session, signal, async () => {
      const session = await this.tables.planFor(indexed ? 'index' : 'any');
      return session.rows(this.query(scope, indexed), values);
    }).catch((error: unknown) => {
      throw this.asRefusal(error);
    });
    for (const [no, count, inScope, hash, ...key] of rows) {
      found[Number(no) - 1]?.push({
        key: key.map((value) => value ?? ''),
        rows: Number(count),
        inScope: Number(inScope),
        hash: BigInt.asIntN(64, BigInt(hash ?? 0)),
      });
    }
    return found;
  }

  /** The whole table was read before: what fails now is a value that only the other side's type can have. */
  private asRefusal(error: unknown): unknown {
    if (!(error instanceof RecoveryError) || !noValue.includes(error.sqlstate ?? '')) {
      return error;
    }
    const { table, side } = this.hashed;
    const [here, there] =
      side === 'live' ? ['production', 'the backup'] : ['the backup', 'production'];
    return new RecoveryError(
      'key-unsupported',
      `A key of ${tableLabel(table.live.id)} in ${there} is no value of the type that it has in ${here}: ${error.message}`,
      {
        hint: 'Name another set of columns that tells the rows apart.',
        ways: ['choose-key'],
        cause: error,
      },
    );
  }

  /** With an index each key is looked up by itself; without, all of them in one reading of the table. */
  private query(scope: Scope, indexed: boolean): string {
    const { table: compared, side } = this.hashed;
    const table = compared[side];
    const columns = keyColumnsOf(table);
    const arrays = columns.map((_, index) => `$${index + 1}`);
    const written = keyExpressions(this.hashed).map(
      ({ value }, index) => `(${value})::text collate "C" w${index}`,
    );
    const texts = columns.map((_, index) => `s.w${index}`).join(', ');
    return `
      select k.no, count(*), count(*) filter (where s.in_scope), sum(s.h), ${texts}
        from ${keyTable(columns, arrays)},
             lateral (select ${rowHash(this.hashed)} h, t."pra in scope" in_scope, ${written.join(', ')}
                        from (select *, (${scopeCondition(this.hashed, scope)}) is true as "pra in scope"
                                from ${quoteTable(table.id)}) t
                       where ${matchesKey(columns, 't')}
                      ${indexed ? 'offset 0' : ''}) s
       group by k.no, ${texts}`;
  }
}

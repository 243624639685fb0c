import type { KeyHashes } from '../../core/diff/keys/keyHashes';
import type { RowHashes } from '../../core/diff/found/multiset';
import type { UnkeyedScope } from '../../core/diff/scope';
import { quoteTable } from '../../core/sql/quote';
import type {
  HashedMultiset,
  MultisetReader,
  RowPlace,
  Scan,
  StoredRow,
} from '../../recovery/ports/snapshot';
import { cancellable } from '../connection/cancellable';
import type { CellLimits } from './cellsQuery';
import { plannedRows, streamedBatches } from './keyHashStream';
import { PlacedRows } from './placedRows';
import { wholeRowHash } from './rowHash';
import { ScopeCheck } from './scopeCheck';
import { scopeCondition } from './scopedRows';
import type { TableSession } from './tableSession';
import { toldRows } from './toldRows';

/** Reads a table without a key: which rows there are, and how many of each. */
export class CountedRows implements MultisetReader {
  /** Both hashes of a row `t`. */
  private readonly hashes: readonly [string, string];
  private readonly placed: PlacedRows;
  /** About how many are in scope; known once they were estimated. */
  private estimate = 0;

  constructor(
    private readonly tables: TableSession,
    private readonly hashed: HashedMultiset,
    limits?: CellLimits,
  ) {
    const [first, second] = hashed.hashings;
    this.hashes = [wholeRowHash(hashed, first), wholeRowHash(hashed, second)];
    this.placed = new PlacedRows(tables, hashed, { hash: this.hashes[0], limits });
  }

  async settleScope(scope: UnkeyedScope, signal: AbortSignal): Promise<UnkeyedScope> {
    const { session } = this.tables;
    const check = new ScopeCheck(session, this.hashed);
    return cancellable(session, signal, () => check.settleUnkeyed(scope));
  }

  async estimatedRows(scope: UnkeyedScope, signal: AbortSignal): Promise<number> {
    const { session } = this.tables;
    this.estimate = await cancellable(session, signal, () =>
      plannedRows(session, this.rows(scope)),
    );
    return this.estimate;
  }

  counts(scope: UnkeyedScope, { signal, onPassed }: Scan): AsyncIterable<KeyHashes> {
    const told = toldRows(this.estimate, this.hashed.hashings[0].form);
    const query = `
      select r.first, r.second, count(*)
        from (${this.rows(scope, told?.condition)}) r
       group by r.first, r.second
       order by r.first, r.second`;
    const fields = ['integer', 'integer'] as const;
    const onNotice = told?.counter(onPassed);
    return streamedBatches(this.tables, { query, fields, mode: 'any', onNotice }, signal);
  }

  async placesOf(
    hashes: readonly RowHashes[],
    scope: UnkeyedScope,
    signal: AbortSignal,
  ): Promise<readonly RowPlace[]> {
    if (hashes.length === 0) {
      return [];
    }
    const query = `
      select distinct on (k.no) r.relation, r.place
        from (${this.rows(scope)}) r
        join unnest($1::int8[], $2::int8[]) with ordinality k(first, second, no)
          on k.first = r.first and k.second = r.second
       order by k.no`;
    const values = [hashes.map(([first]) => first), hashes.map(([, second]) => second)];
    const rows = await cancellable(this.tables.session, signal, async () => {
      const session = await this.tables.planFor('any');
      return session.rows(query, values);
    });
    if (rows.length !== hashes.length) {
      throw new RangeError('A row that this snapshot has counted is not in it.');
    }
    return rows.map(([relation, place]) => ({ relation: relation ?? '', place: place ?? '' }));
  }

  async rowsAt(places: readonly RowPlace[], signal: AbortSignal): Promise<readonly StoredRow[]> {
    return this.placed.rowsAt(places, signal);
  }

  /** The condition is asked where the table still has its own name. */
  private rows(scope: UnkeyedScope, told = 'true'): string {
    const [first, second] = this.hashes;
    const { table, side } = this.hashed;
    return `
      select ${first} as first, ${second} as second,
             t."pra relation" as relation, t."pra place" as place
        from (select tableoid as "pra relation", ctid as "pra place", *
                from ${quoteTable(table[side].id)}
               where ${scopeCondition(this.hashed, scope)} and ${told}) t`;
  }
}

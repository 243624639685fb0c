import { quoteTable } from '../../core/sql/quote';
import type {
  HashedTable,
  RowPlace,
  SharedKeys,
  SharedRowReader,
  StoredRow,
} from '../../recovery/ports/snapshot';
import { cancellable } from '../connection/cancellable';
import type { CellLimits } from './cellsQuery';
import { PlacedRows } from './placedRows';
import { keyExpressions, rowHash } from './rowHash';
import { scopeCondition } from './scopedRows';
import type { TableSession } from './tableSession';

/** Reads rows whose key is not theirs alone: found by the key's text, then read from where they stand. */
export class SharedRows implements SharedRowReader {
  private readonly table: string;
  private readonly hash: string;
  private readonly placed: PlacedRows;

  constructor(
    private readonly tables: TableSession,
    private readonly hashed: HashedTable,
    limits?: CellLimits,
  ) {
    this.table = quoteTable(hashed.table[hashed.side].id);
    this.hash = rowHash(hashed);
    this.placed = new PlacedRows(tables, hashed, { hash: this.hash, limits });
  }

  async placesOf(
    { keys, scope, mostEach }: SharedKeys,
    signal: AbortSignal,
  ): Promise<readonly (readonly RowPlace[])[]> {
    const expressions = keyExpressions(this.hashed);
    const own = expressions.map(({ value }) => `(${value})::text`).join(', ');
    const names = expressions.map((_, index) => `k${index}`).join(', ');
    const wanted = expressions.map((_, index) => `k.k${index}`).join(', ');
    const arrays = expressions.map((_, index) => `$${index + 1}::text[]`).join(', ');
    const values = expressions.map((_, index) => keys.map((key) => key[index] ?? null));
    const query = `
      select s.no, s.relation, s.place
        from (select k.no, t."pra relation" relation, t."pra place" place,
                     row_number() over (partition by k.no order by ${this.hash}) number
                from (select tableoid as "pra relation", ctid as "pra place",
                             (${scopeCondition(this.hashed, scope)}) is true as "pra in scope", *
                        from ${this.table}) t
                join unnest(${arrays}) with ordinality k(${names}, no)
                  on (row(${own})::text) collate "C" = (row(${wanted})::text) collate "C"
               where t."pra in scope" or row(${wanted}) is not null) s
       where s.number <= ${mostEach}
       order by s.no, s.number`;
    const found = keys.map((): RowPlace[] => []);
    const rows = await cancellable(this.tables.session, signal, async () => {
      const session = await this.tables.planFor('any');
      return session.rows(query, values);
    });
    for (const [no, relation, place] of rows) {
      found[Number(no) - 1]?.push({ relation: relation ?? '', place: place ?? '' });
    }
    return found;
  }

  async rowsAt(places: readonly RowPlace[], signal: AbortSignal): Promise<readonly StoredRow[]> {
    return this.placed.rowsAt(places, signal);
  }
}

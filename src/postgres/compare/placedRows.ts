import { quoteTable } from '../../core/sql/quote';
import type {
  PlacedRowReader,
  RowPlace,
  StoredRow,
  TableSide,
} from '../../recovery/ports/snapshot';
import { cancellable } from '../connection/cancellable';
import { columnsRead } from './cells';
import { type CellLimits, type CellsQuery, cellsQuery } from './cellsQuery';
import { storedRow } from './storedRows';
import type { TableSession } from './tableSession';

/** Reads rows from where they stand, in the snapshot that has told so. */
export class PlacedRows implements PlacedRowReader {
  private readonly table: string;
  private readonly hash: string;
  private readonly query: CellsQuery;

  /** @param options `hash`: what is the row's hash, in SQL over a row called `t`. */
  constructor(
    private readonly tables: TableSession,
    private readonly read: TableSide,
    { hash, limits }: { readonly hash: string; readonly limits: CellLimits | undefined },
  ) {
    this.table = quoteTable(read.table[read.side].id);
    this.hash = hash;
    this.query = cellsQuery(columnsRead(read), limits);
  }

  async rowsAt(places: readonly RowPlace[], signal: AbortSignal): Promise<readonly StoredRow[]> {
    const { looked, inner, outer } = this.query;
    const selected = [`${this.hash} h`, 't.xmin::text x', ...looked].join(', ');
    const query = `
      select ${['p.h', 'p.x', ...outer].join(', ')}
        from (select ${['s.*', ...inner].join(', ')}
                from (select k.no, s.*
                        from unnest($1::oid[], $2::tid[]) with ordinality k(relation, place, no),
                             lateral (select ${selected}
                                        from ${this.table} t
                                       where t.ctid = k.place
                                         and t.tableoid = k.relation
                                      offset 0) s) s) p
       order by p.no`;
    const values = [places.map(({ relation }) => relation), places.map(({ place }) => place)];
    const rows = await cancellable(this.tables.session, signal, async () => {
      const session = await this.tables.planFor('index');
      return session.rows(query, values);
    });
    const width = this.read.table.columns.length;
    return rows.flatMap((row) => storedRow(row, this.query, width) ?? []);
  }
}

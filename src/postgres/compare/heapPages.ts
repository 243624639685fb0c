import type { TableId } from '../../core/catalog/table';
import { quoteTable } from '../../core/sql/quote';
import type { Session } from '../connection/session';

/** What holds rows: a table, one of its partitions, or a table that inherits from it; without others below it. */
export interface HeapTable {
  readonly id: TableId;
  readonly pages: number;
  /** A scan of the whole would go through few of the server's buffers again and again. */
  readonly isLarge: boolean;
}

/** The rows of a table on the pages `from` up to, not including, `to`. */
export interface PageRange {
  readonly id: TableId;
  readonly from: number;
  readonly to: number;
  /** How many of these pages there were when they were counted. */
  readonly pages: number;
}

/** Above the number of every page that a table can have. */
const noPage = 2 ** 32 - 1;

/**
 * All that holds rows of a table; undefined where not all of it may be read by itself, or lies in pages
 * of this server: an extension may keep it otherwise, or fetch it from another server.
 */
export async function heapTablesOf(
  session: Session,
  table: TableId,
): Promise<readonly HeapTable[] | undefined> {
  const rows = await session.rows(heapTablesQuery, [quoteTable(table)]);
  return rows.every(([, , , , isReadable]) => isReadable === 't')
    ? rows.map(([schema, name, pages, isLarge]) => ({
        id: { schema: schema ?? '', name: name ?? '' },
        pages: Number(pages),
        isLarge: isLarge === 't',
      }))
    : undefined;
}

/**
 * Cuts all pages into about so many ranges, or one for each table, the largest first. The last of each
 * table has no end: rows may lie on pages that were added since these were counted.
 */
export function pageRanges(
  tables: readonly Pick<HeapTable, 'id' | 'pages'>[],
  wanted: number,
): readonly PageRange[] {
  const width = Math.max(1, Math.ceil(pagesIn(tables) / wanted));
  return tables
    .flatMap(({ id, pages }) =>
      Array.from({ length: Math.max(1, Math.ceil(pages / width)) }, (_, index): PageRange => {
        const from = index * width;
        const isLast = from + width >= pages;
        const to = isLast ? noPage : from + width;
        return { id, from, to, pages: Math.min(width, pages - from) };
      }),
    )
    .toSorted((a, b) => b.pages - a.pages);
}

/** Deals ranges out to so many sessions at most, about as many pages to each. */
export function shareOutPages(
  ranges: readonly PageRange[],
  sessions: number,
): readonly (readonly PageRange[])[] {
  const all = Math.max(1, pagesIn(ranges));
  const shares = Array.from({ length: sessions }, (): PageRange[] => []);
  let before = 0;
  for (const range of ranges) {
    const share = Math.floor((before * sessions) / all);
    shares[Math.min(share, sessions - 1)]?.push(range);
    before += range.pages;
  }
  return shares.filter((share) => share.length > 0);
}

export function pagesIn(parts: readonly { readonly pages: number }[]): number {
  return parts.reduce((sum, { pages }) => sum + pages, 0);
}

/** Partitioned tables hold no rows themselves. */
const heapTablesQuery = `
  with recursive part(oid) as (
    select $1::regclass::oid
     union
    select i.inhrelid
      from pg_catalog.pg_inherits i
      join part p on p.oid = i.inhparent
  )
  select n.nspname, c.relname,
         pg_relation_size(c.oid) / current_setting('block_size')::int8,
         pg_relation_size(c.oid) > pg_size_bytes(current_setting('shared_buffers')) / 4,
         coalesce(c.relkind in ('r', 'm') and a.amname = 'heap', false)
         and has_table_privilege(c.oid, 'select')
         and not row_security_active(c.oid)
    from part p
    join pg_catalog.pg_class c on c.oid = p.oid
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    left join pg_catalog.pg_am a on a.oid = c.relam
   where c.relkind <> 'p'
   order by c.oid`;

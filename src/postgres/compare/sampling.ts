import type { Row } from '../../core/catalog/table';
import type { Session } from '../connection/session';

const sampledPages = 400;

/** A part of a table that says what the whole is like, at a cost that does not grow with the table. */
export interface Sample {
  /** To stand behind the table's name. */
  readonly clause: string;
  /** How many rows the whole table has, about. */
  readonly rows: number;
  /** What else was asked of the sampled rows. */
  readonly looked: Row;
}

/**
 * @param table A quoted name.
 * @param looked Aggregates over the sampled rows, called `t`.
 */
export async function sampleOf(
  session: Session,
  table: string,
  looked: readonly string[] = [],
): Promise<Sample> {
  const [pages = '0'] = await session.row(pageCountQuery, [table]);
  const percent = Math.min(100, (100 * sampledPages) / Math.max(1, Number(pages)));
  const clause = `tablesample system (${percent})`;
  const selected = ['count(*)::text', ...looked].join(', ');
  const [rows, ...found] = await session.row(`select ${selected} from ${table} t ${clause}`);
  return { clause, rows: Math.round((Number(rows) * 100) / percent), looked: found };
}

/** Of all partitions together, where there are some. */
const pageCountQuery = `
  select coalesce(sum(pg_relation_size(relid)), pg_relation_size($1::regclass))::int8
         / current_setting('block_size')::int8
    from pg_partition_tree($1::regclass)
   where isleaf`;

import type { Column, Row } from '../core/catalog/table';

/** As expressions are written depends on what the session looks for names in; it does so afterwards as before. */
export function withQualifiedNames(...queries: readonly string[]): readonly string[] {
  return [
    `select set_config('pra.search_path', current_setting('search_path'), true),
            set_config('search_path', '', true)`,
    ...queries,
    `select set_config('search_path', current_setting('pra.search_path'), true)`,
  ];
}

export function expressionsIn(rows: readonly Row[] = []): ReadonlyMap<string, string> {
  return new Map(rows.map(([name, text]) => [name ?? '', text ?? '']));
}

export function withExpression(column: Column, expressions: ReadonlyMap<string, string>): Column {
  const expression = expressions.get(column.name);
  return expression === undefined ? column : { ...column, expression };
}

/** A default of its own, else of its domain; or what a generated column is computed by. @param oid Of the table, in SQL. */
export const expressionsQuery = (oid: string): string => `
  select a.attname, coalesce(pg_get_expr(d.adbin, d.adrelid), t.typdefault)
    from pg_catalog.pg_attribute a
    join pg_catalog.pg_type t on t.oid = a.atttypid
    left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
   where a.attrelid = ${oid}
     and a.attnum > 0
     and not a.attisdropped
     and (d.adbin is not null or t.typdefault is not null)`;

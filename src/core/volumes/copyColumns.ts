import { identifier as name, unquoted } from '../sql/identifier';

const copy = new RegExp(String.raw`^COPY (?:${name}\.)?${name} \((${name}(?:, ${name})*)\) FROM `);

/** The columns that a COPY statement of pg_dump's brings, in their order: not those that are computed. */
export function copyColumns(statement: string): readonly string[] {
  const [, columns = ''] = copy.exec(statement) ?? [];
  return (columns.match(new RegExp(name, 'g')) ?? []).map(unquoted);
}

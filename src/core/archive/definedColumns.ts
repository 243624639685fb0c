import { identifier as name, unquoted } from '../sql/identifier';
import type { TocEntry } from './contents';

/** One column a line, as pg_dump lays a definition out. */
const columnLine = new RegExp(String.raw`^ {4}(${name}) (?!\()`, 'gm');

/**
 * The names of the columns that a table is created with; undefined where it takes some from other tables, or
 * is not laid out so.
 */
export function definedColumns({
  definition,
}: Pick<TocEntry, 'definition'>): readonly string[] | undefined {
  const [body] = definition.split(/^\)/m);
  const isLaidOut = / \($/m.test(definition);
  if (body === undefined || !isLaidOut || /^\)\nINHERITS \(|PARTITION OF /m.test(definition)) {
    return undefined;
  }
  return Array.from(body.matchAll(columnLine), ([, written = '']) => written)
    .filter((written) => written !== 'CONSTRAINT')
    .map(unquoted);
}

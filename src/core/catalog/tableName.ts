import { RecoveryError } from '../errors';
import { quoteIdentifier } from '../sql/quote';
import { type TableId, tableLabel } from './table';

/** A table as the operator named it. */
export interface TableName {
  /** Undefined for a bare name, which must then be unambiguous. */
  readonly schema: string | undefined;
  readonly name: string;
}

/** For messages: the name as it was understood. */
export function nameLabel({ schema, name }: TableName): string {
  return schema === undefined ? name : tableLabel({ schema, name });
}

const identifier = /"(?:[^"\0]|"")+"|[A-Za-z_\u0080-\u{10ffff}][\w$\u0080-\u{10ffff}]*/uy;

/**
 * Reads `table` or `schema.table`, written as in SQL: unquoted parts fold to lower case.
 * @throws {RecoveryError} `usage`.
 */
export function parseTableName(text: string): TableName {
  const parts: string[] = [];
  let at = 0;
  for (;;) {
    identifier.lastIndex = at;
    const [part] = identifier.exec(text) ?? [];
    if (part === undefined) {
      throw notATableName(text);
    }
    parts.push(unquoted(part));
    at += part.length;
    if (at === text.length) {
      break;
    }
    if (text[at] !== '.') {
      throw notATableName(text);
    }
    at += 1;
  }
  const [first, second, ...more] = parts;
  if (first === undefined || more.length > 0) {
    throw notATableName(text);
  }
  return second === undefined
    ? { schema: undefined, name: first }
    : { schema: first, name: second };
}

/** What {@link parseTableName} reads as this table, quoted only where it must be. */
export function typedName({ schema, name }: TableId): string {
  const plain = /^[a-z_][a-z0-9_$]*$/;
  return [schema, name].map((part) => (plain.test(part) ? part : quoteIdentifier(part))).join('.');
}

/** The tables that a misspelt name may have meant, nearest first; at most five. */
export function nearestTables(
  { schema, name }: TableName,
  tables: readonly TableId[],
): readonly TableId[] {
  const wanted = name.toLowerCase();
  const farthest = Math.max(1, Math.floor(wanted.length / 4));
  return tables
    .map((table) => {
      const distance = editDistance(wanted, table.name.toLowerCase());
      return { table, distance: distance + (schema === table.schema ? 0 : 0.5) };
    })
    .filter(({ distance }) => distance < farthest + 1)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 5)
    .map(({ table }) => table);
}

/** One sentence that names them, or undefined where there is none. */
export function didYouMean(tables: readonly TableId[]): string | undefined {
  return tables.length === 0 ? undefined : `Did you mean ${tables.map(typedName).join(' or ')}?`;
}

/** PostgreSQL folds ASCII letters only. */
function unquoted(part: string): string {
  return part.startsWith('"')
    ? part.slice(1, -1).replaceAll('""', '"')
    : part.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function notATableName(text: string): RecoveryError {
  return new RecoveryError('usage', `“${text}” is not a table name.`, {
    hint: 'Write schema.table, with double quotes where SQL needs them: \'"Other Shop".orders\'.',
  });
}

export function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [row, letter] of Array.from(a).entries()) {
    const line = [row + 1];
    for (const [column, other] of Array.from(b).entries()) {
      const replaced = (above[column] ?? 0) + (letter === other ? 0 : 1);
      line.push(Math.min(replaced, (above[column + 1] ?? 0) + 1, (line[column] ?? 0) + 1));
    }
    above = line;
  }
  return above.at(-1) ?? 0;
}

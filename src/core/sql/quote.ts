import type { Cell, TableId } from '../catalog/table';

export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function quoteTable({ schema, name }: TableId): string {
  return `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
}

/**
 * A literal that means the same under both settings of `standard_conforming_strings`.
 * @throws RangeError for NUL and lone surrogates, which PostgreSQL cannot store.
 */
export function quoteLiteral(cell: Cell): string {
  if (cell === null) {
    return 'NULL';
  }
  if (!canBeStored(cell)) {
    throw new RangeError('A text with NUL or a lone surrogate cannot be stored in PostgreSQL.');
  }
  const quoted = `'${cell.replaceAll("'", "''")}'`;
  return cell.includes('\\') ? ` E${quoted.replaceAll('\\', '\\\\')}` : quoted;
}

/** NUL is an error there; a lone surrogate would silently become another character. */
export function canBeStored(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

import type { ColumnType } from './table';

/** A type's name has its schema in front where the session's `search_path` does not lead to it. */
export function withoutSchema(label: string): string {
  return label.replace(/^(?:"(?:[^"]|"")+"|[^".(]+)\./, '');
}

/** The same type with the same modifier, whatever `search_path` its name was read under. */
export function sameType(a: ColumnType, b: ColumnType): boolean {
  return a.castName === b.castName && withoutSchema(a.label) === withoutSchema(b.label);
}

/** What tells two types apart: as PostgreSQL shows them, qualified where they would look alike. */
export function typeWords(
  backup: ColumnType,
  live: ColumnType,
): { readonly backup: string; readonly live: string } {
  return withoutSchema(backup.label) === withoutSchema(live.label)
    ? { backup: backup.castName, live: live.castName }
    : { backup: backup.label, live: live.label };
}

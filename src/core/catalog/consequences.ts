import { isUnfillable } from './obstacles';
import type { Column } from './table';

/** What differences of structure mean for a correction, in sentences. */

export const onlyInBackupConsequence =
  'Its values are neither compared nor written: production has no place for them.';

export function onlyInProductionConsequence(column: Column): string {
  const { hasDefault, generated, identity } = column;
  if (isUnfillable(column)) {
    return 'Missing rows cannot be inserted: it must not be NULL, has no default, and the backup holds no value for it.';
  }
  if (generated) {
    return 'Not compared; production computes it, also for inserted rows.';
  }
  if (identity !== undefined) {
    return 'Not compared; inserted rows get a new number, other rows keep theirs.';
  }
  return hasDefault
    ? 'Not compared; inserted rows get its default, other rows keep their value.'
    : 'Not compared; inserted rows get NULL, other rows keep their value.';
}

export function renamedConsequence({ name }: Column, backup: Column): string {
  return `Matched because you said so: what the backup holds in ${backup.name} is written into ${name}.`;
}

export function collationConsequence(_live: Column, { type }: Column): string {
  const standIn =
    type.collation === 'pg_catalog."C"'
      ? ' “C” also stands in for a collation that the scratch server lacks.'
      : '';
  return `Texts are ordered in another way; their values are compared and written as they are.${standIn}`;
}

export function nullabilityConsequence({ notNull }: Column): string {
  return notNull
    ? 'A row whose backup value is NULL is refused by production.'
    : 'Nothing hinders a correction: production also takes NULL.';
}

export function defaultConsequence(): string {
  return 'Nothing hinders a correction: it writes the backup’s values; production’s default is for rows that others insert.';
}

export function expressionConsequence(): string {
  return 'Each side computes it in its own way: compared, but never written, and what differs by that stays.';
}

export function generatedConsequence({ generated }: Column): string {
  return generated
    ? 'Production computes it: compared, but never written.'
    : 'The restore computed it anew; production stores what is given: compared and written.';
}

export function identityConsequence({ identity }: Column): string {
  switch (identity) {
    case 'always':
      return 'Inserted rows keep the backup’s number (OVERRIDING SYSTEM VALUE); PostgreSQL refuses to change it in rows that are there.';
    case 'by default':
      return 'The backup’s numbers are written as they are; the sequence is moved past those inserted.';
    case undefined:
      return 'The backup’s numbers are written as they are; production gives none by itself.';
  }
}

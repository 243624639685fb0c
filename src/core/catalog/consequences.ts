import { isUnfillable } from './obstacles';
import type { CompositeRule, ruleKinds, TableRule } from './rules';
import type { Column } from './table';
import { unknownFit } from './typeChange';

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

export function collationConsequence(): string {
  return 'Texts are ordered in another way; their values are compared and written as they are.';
}

export function nullabilityConsequence({ notNull }: Column, backup: Column): string {
  if (!notNull) {
    return 'Nothing hinders a correction: production also takes NULL.';
  }
  return backup.notNull && !backup.notNullUnchecked
    ? 'Nothing hinders a correction: the backup holds no NULL.'
    : 'A row whose backup value is NULL is refused by production.';
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

/** @param gone The labels that production has not; empty without any. */
export function labelConsequence(gone: string): string {
  return gone === ''
    ? 'Every value of the backup fits.'
    : `A row with ${gone} is refused when it is inserted or updated: production has no such label.`;
}

/** How production's domain is not as the backup's. */
interface Stricter {
  readonly type: boolean;
  readonly check: boolean;
  readonly notNull: boolean;
}

export function domainConsequence({ type, check, notNull }: Stricter): string {
  if (check || notNull) {
    return 'A row with a value that production’s domain does not take is refused when it is inserted or updated.';
  }
  return type ? unknownFit : 'Every value of the backup fits.';
}

/** A composite value is written attribute by attribute, without their names. */
export function attributeConsequence(backup: CompositeRule, live: CompositeRule): string {
  const [were, are] = [backup.attributes, live.attributes];
  if (were.length !== are.length) {
    return 'Every value is written otherwise, so that every row with one differs, and production does not take the backup’s: a row with one is refused when it is inserted, or updated there.';
  }
  return were.some(({ name }, at) => name !== are[at]?.name)
    ? 'Values are compared and written by the places of their attributes, whatever these are called: correct them only where the places still mean the same.'
    : unknownFit;
}

type RuleKind = (typeof ruleKinds)[keyof typeof ruleKinds];

export function ruleConsequence(kind: RuleKind, { notValid }: TableRule): string {
  switch (kind) {
    case 'check':
      return notValid
        ? 'Not checked on rows that were there before: one that breaks it is refused when it is inserted, or updated in any column.'
        : 'A row that breaks it is refused when it is inserted, or updated in any column.';
    case 'unique':
      return 'A row that has there what another row has is refused when it is inserted, or updated there.';
    case 'foreign key':
      return 'A row whose parent is not in production is refused when it is inserted, or updated there.';
    case 'exclusion':
      return 'A row that clashes with another one is refused when it is inserted, or updated there.';
  }
}

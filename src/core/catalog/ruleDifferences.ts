import type { StructureDifference } from '../diff/comparison';
import {
  attributeConsequence,
  domainConsequence,
  labelConsequence,
  ruleConsequence,
} from './consequences';
import type { DefinitionPart } from './definition';
import {
  type CompositeRule,
  type DomainRule,
  type EnumRule,
  ruleKinds,
  ruleText,
  type TableRule,
  type TypeRule,
} from './rules';
import type { Column, Table } from './table';

/** A table's own rules, as far as the restore has made them. */
export interface RuledTable extends Pick<Table, 'rules' | 'leftOut'> {
  readonly columns: readonly Column[];
}

/**
 * The rules that production has and the backup's table has not, or has in another way, and those that rows
 * which are there may break.
 * @param renamed What production calls the columns that have another name in the backup.
 */
export function ruleDifferences(
  backup: RuledTable,
  live: RuledTable,
  renamed: ReadonlyMap<string, string>,
): readonly StructureDifference[] {
  const { rules: known } = backup;
  if (!known) {
    return [];
  }
  const leftOut = new Set<DefinitionPart>(backup.leftOut);
  const textOf = (rule: TableRule): string => ruleText(rule.definition, renamed);
  const wanted = (live.rules ?? []).filter(({ part }) => !leftOut.has(part));
  return wanted.flatMap((rule) => {
    const text = ruleText(rule.definition);
    const same = known.find((other) => textOf(other) === text);
    if (same) {
      return isUnchecked(rule, same) ? [ruleDifference(rule, same)] : [];
    }
    const earlier = known.find(({ name, part }) => name === rule.name && part === rule.part);
    return [ruleDifference(rule, earlier)];
  });
}

/** What the enums, domains and composite types of a column say on one side only. */
export function typeRuleDifferences(backup: Column, live: Column): readonly StructureDifference[] {
  const ofBackup = backup.type.rules ?? [];
  return (live.type.rules ?? []).flatMap((rule) => {
    const other = ofBackup.find(({ kind, name }) => kind === rule.kind && name === rule.name);
    return other ? typeRuleDifference(live.name, other, rule) : [];
  });
}

function typeRuleDifference(
  column: string,
  backup: TypeRule,
  live: TypeRule,
): readonly StructureDifference[] {
  if (live.kind === 'enum') {
    return backup.kind === 'enum' ? labelDifferences(column, backup, live) : [];
  }
  if (live.kind === 'composite') {
    return backup.kind === 'composite' ? attributeDifferences(column, backup, live) : [];
  }
  return backup.kind === 'domain' ? domainDifferences(column, backup, live) : [];
}

/** Either side may then hold rows that break it. */
function isUnchecked(live: TableRule, backup: TableRule): boolean {
  return live.notValid === true || backup.notValid === true;
}

function ruleDifference(live: TableRule, backup: TableRule | undefined): StructureDifference {
  const difference = ruleKinds[live.part];
  return {
    ...{ column: live.columns.join(', '), difference, constraint: live.name },
    ...(backup ? { backup: writtenRule(backup) } : {}),
    live: writtenRule(live),
    consequence: ruleConsequence(difference, live),
  };
}

function writtenRule({ definition, notValid }: TableRule): string {
  return notValid ? `${definition} NOT VALID` : definition;
}

function labelDifferences(
  column: string,
  backup: EnumRule,
  live: EnumRule,
): readonly StructureDifference[] {
  const onlyIn = (own: EnumRule, other: EnumRule): string =>
    listed(own.labels.filter((label) => !other.labels.includes(label)));
  const [gone, added] = [onlyIn(backup, live), onlyIn(live, backup)];
  const order = orderDifference(column, backup, live);
  return [
    ...(gone === '' && added === ''
      ? []
      : [
          {
            ...{ column, difference: 'labels' as const },
            ...(gone === '' ? {} : { backup: gone }),
            ...(added === '' ? {} : { live: added }),
            consequence: labelConsequence(gone),
          },
        ]),
    ...(order ? [order] : []),
  ];
}

/** From the first to the last of the common labels that has another place. */
function orderDifference(
  column: string,
  backup: EnumRule,
  live: EnumRule,
): StructureDifference | undefined {
  const was = backup.labels.filter((label) => live.labels.includes(label));
  const is = live.labels.filter((label) => backup.labels.includes(label));
  const isMoved = (label: string, place: number): boolean => label !== is[place];
  const [first, last] = [was.findIndex(isMoved), was.findLastIndex(isMoved)];
  if (first < 0) {
    return undefined;
  }
  const [before, after] = [was, is].map((labels) => listed(labels.slice(first, last + 1)));
  return {
    ...{ column, difference: 'label order', backup: before ?? '', live: after ?? '' },
    consequence: 'Only their order is another; values are compared and written as they are.',
  };
}

function listed(labels: readonly string[]): string {
  return labels.map((label) => `'${label.replaceAll("'", "''")}'`).join(', ');
}

function domainDifferences(
  column: string,
  backup: DomainRule,
  live: DomainRule,
): readonly StructureDifference[] {
  const known = new Set(backup.checks.map((check) => ruleText(check)));
  const stricter = {
    check: live.checks.some((check) => !known.has(ruleText(check))),
    notNull: live.notNull && !backup.notNull,
    type: live.over !== backup.over,
  };
  const isAlike =
    known.size === live.checks.length &&
    live.notNull === backup.notNull &&
    Object.values(stricter).every((is) => !is);
  return isAlike
    ? []
    : [
        {
          ...{ column, difference: 'domain', backup: writtenDomain(backup) },
          ...{ live: writtenDomain(live), consequence: domainConsequence(stricter) },
        },
      ];
}

function writtenDomain({ name, over, notNull, checks }: DomainRule): string {
  return [name, 'over', over, ...(notNull ? ['NOT NULL'] : []), ...checks].join(' ');
}

function attributeDifferences(
  column: string,
  backup: CompositeRule,
  live: CompositeRule,
): readonly StructureDifference[] {
  const [was, is] = [writtenAttributes(backup), writtenAttributes(live)];
  return was === is
    ? []
    : [
        {
          ...{ column, difference: 'attributes', backup: was, live: is },
          consequence: attributeConsequence(backup, live),
        },
      ];
}

function writtenAttributes({ name, attributes }: CompositeRule): string {
  return `${name} (${attributes.map((each) => `${each.name} ${each.type}`).join(', ')})`;
}

import type { DefinitionPart } from './definition';

/** What a table refuses a row by, beyond the types of its columns. */
export interface TableRule {
  /** What of the table's definition it is: a restore may have left it out. */
  readonly part: DefinitionPart & keyof typeof ruleKinds;
  readonly name: string;
  /** Of the columns that it names, in its order; none where it is about the row as a whole. */
  readonly columns: readonly string[];
  /** SQL with qualified names, without NOT VALID: `CHECK ((total > 0))`, `UNIQUE (code)`. */
  readonly definition: string;
  /** Only present where rows that were there before have not been checked. */
  readonly notValid?: true;
}

/** What a difference of each is called. */
export const ruleKinds = {
  checks: 'check',
  keys: 'unique',
  /** A unique index over expressions, or over some rows only. */
  indexes: 'unique',
  'foreign keys': 'foreign key',
  'exclusion constraints': 'exclusion',
} as const;

/** An enum, a domain or a composite type that a column's type is, or is made of. */
export type TypeRule = EnumRule | DomainRule | CompositeRule;

export interface EnumRule {
  readonly kind: 'enum';
  /** Quoted and qualified. */
  readonly name: string;
  /** In their order. */
  readonly labels: readonly string[];
}

export interface DomainRule {
  readonly kind: 'domain';
  readonly name: string;
  /** The type below, with its modifier: `numeric(10,2)`. */
  readonly over: string;
  /** False for a column's own type: there the column is told to be NOT NULL. */
  readonly notNull: boolean;
  /** As {@link TableRule.definition}, in an order of their own: `CHECK ((VALUE > 0))`. */
  readonly checks: readonly string[];
}

export interface CompositeRule {
  readonly kind: 'composite';
  readonly name: string;
  /** In their order. */
  readonly attributes: readonly Attribute[];
}

export interface Attribute {
  readonly name: string;
  /** With its modifier. */
  readonly type: string;
}

const noNames: ReadonlyMap<string, string> = new Map();
const tokens =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|::(?:text|bpchar|character varying(?:\(\d+\))?)(?:\[\])?|[A-Za-z_][\w$]*/g;
const needlessParentheses = /(?<![\w"])\(('(?:[^']|'')*'|[\w."]+|ARRAY\[[^()[\]]*\])\)/g;

/**
 * What two definitions of one rule have in common: PostgreSQL moves the casts of `status in ('a', 'b')` when
 * it reads again what it has written.
 * @param nameOf What production calls a column, by the name that stands there.
 */
export function ruleText(definition: string, nameOf = noNames): string {
  const bare = definition.replaceAll(tokens, (token) => {
    if (token.startsWith('::')) {
      return '';
    }
    const name = token.startsWith('"') ? token.slice(1, -1).replaceAll('""', '"') : token;
    return nameOf.get(name) ?? token;
  });
  return withoutNeedless(bare);
}

function withoutNeedless(text: string): string {
  const fewer = text.replaceAll(needlessParentheses, '$1');
  return fewer === text ? text : withoutNeedless(fewer);
}

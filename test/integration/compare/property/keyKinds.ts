import { type Need, type ServerFeatures, has } from './userTypes';

/** What a key column can be: its values are made of a number. */
export interface KeyKind {
  readonly declared: string;
  /**
   * SQL of the value for an integer of up to 30000, no two alike; a `form` of 1 writes the same value
   * otherwise where the type has several ways.
   */
  readonly of: (number: string, form: string) => string;
  readonly needs?: Need;
  readonly since?: number;
  /** The operator by which its values are equal though written differently. */
  readonly equality?: string;
  /** True where several numbers give one value: it does not tell rows apart by itself. */
  readonly vague?: true;
}

const kinds: Readonly<Record<string, KeyKind>> = {
  int: { declared: 'int', of: (n) => n },
  smallint: { declared: 'smallint', of: (n) => `(${n} - 15000)` },
  bigint: { declared: 'bigint', of: (n) => `(${n}::bigint - 500) * 1000000000000` },
  'sparse int': { declared: 'int', of: (n) => `${n} * 70000` },
  'extreme bigint': {
    declared: 'bigint',
    of: (n) =>
      `(case ${n} when 1 then 9223372036854775807 when 2 then -9223372036854775808 else ${n} * 3 end)`,
  },
  'doubling bigint': {
    declared: 'bigint',
    of: (n) => `(case when ${n} < 62 then (2 ^ ${n})::bigint else -${n} end)`,
  },
  oid: { declared: 'oid', of: (n) => `(4294967295 - ${n})::oid` },
  text: { declared: 'text', of: someText },
  'varchar(40)': { declared: 'varchar(40)', of: someText },
  'text in ICU order': { declared: 'text collate "en-x-icu"', of: someText, needs: 'icu' },
  'char(9)': { declared: 'char(9)', of: (n) => `'k' || ${n}` },
  uuid: { declared: 'uuid', of: (n) => `md5(${n}::text)::uuid` },
  numeric: {
    declared: 'numeric',
    of: (n, form) => `round(${n}::numeric / 8, 3 + ${form})`,
    equality: 'operator(pg_catalog.=)',
  },
  date: { declared: 'date', of: (n) => `date '2026-01-01' - ${n}` },
  timestamp: {
    declared: 'timestamp',
    of: (n) => `timestamp '2026-01-01' + ${n} * interval '1 us'`,
  },
  timestamptz: {
    declared: 'timestamptz',
    of: (n) => `timestamptz '1900-01-01 00:00+00' + ${n} * interval '1 day'`,
  },
  time: { declared: 'time', of: (n) => `time '00:00' + ${n} * interval '1 second'` },
  bytea: { declared: 'bytea', of: (n) => `decode(lpad(to_hex(${n}), 8, '0'), 'hex')` },
  boolean: { declared: 'boolean', of: (n) => `${n} % 2 = 0`, vague: true },
  mood: {
    declared: 'public.mood',
    of: (n) => `(array['sad', 'glad'])[1 + ${n} % 2]::public.mood`,
    vague: true,
  },
};

export function keyKindNames(features: ServerFeatures): readonly string[] {
  return Object.entries(kinds)
    .filter(([, { needs, since }]) => has(features, needs) && features.major >= (since ?? 0))
    .map(([name]) => name);
}

/** The types of the other side that keys of this one can be matched with. */
export const widenedKeys: Readonly<Record<string, readonly string[]>> = {
  int: ['bigint'],
  smallint: ['int', 'bigint'],
  'varchar(40)': ['text'],
};

export function keyKind(name: string): KeyKind {
  const kind = kinds[name];
  if (!kind) {
    throw new Error(`No key of ${name} is known.`);
  }
  return kind;
}

function someText(n: string): string {
  return `(array['～', '😀', 'a', 'B', 'é', ''])[1 + ${n} % 6] || ${n}`;
}

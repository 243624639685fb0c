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
  /** True where equal values are told apart in no way once they are a key. */
  readonly isNormalised?: true;
  /** The operator by which its values are equal though written differently. */
  readonly equality?: string;
  /** True where several numbers give one value: it does not tell rows apart by itself. */
  readonly vague?: true;
  /** True where no index or partition can be made by its values' hash. */
  readonly hasNoHash?: true;
}

const equality = 'operator(pg_catalog.=)';

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
    equality,
    isNormalised: true,
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
  interval: {
    declared: 'interval',
    of: (n, form) => `${n} * (array[interval '1 day', interval '24 hours'])[1 + ${form}]`,
    equality,
  },
  float8: {
    declared: 'float8',
    of: (n, form) =>
      `case when ${n} = 7 then (array['0', '-0'])[1 + ${form}]::float8 else (${n} + 1) / 3::float8 end`,
    equality,
  },
  real: { declared: 'real', of: (n) => `${n} / 4::real`, equality },
  jsonb: {
    declared: 'jsonb',
    of: (n, form) => `('{"n": ' || ${n} || (array['', '.0'])[1 + ${form}] || '}')::jsonb`,
    equality,
  },
  numrange: {
    declared: 'numrange',
    of: (n, form) => `numrange(${n}, round(${n} + 0.5, 1 + ${form}))`,
    equality,
  },
  citext: {
    declared: 'public.citext',
    of: (n, form) => `((array['k', 'K'])[1 + ${form}] || ${n})::public.citext`,
    equality: 'operator(public.=)',
    needs: 'citext',
  },
  'text of any case': {
    declared: 'text collate public.ci',
    of: (n, form) => `(array['é', 'É'])[1 + ${form}] || ${n}`,
    equality,
    needs: 'icu',
  },
  inet: { declared: 'inet', of: (n) => `inet '10.0.0.0' + ${n}` },
  cidr: { declared: 'cidr', of: (n) => `set_masklen((inet '10.0.0.0' + ${n})::cidr, 32)` },
  macaddr: { declared: 'macaddr', of: (n) => `lpad(to_hex(${n}), 12, '0')::macaddr` },
  money: { declared: 'money', of: (n) => `(${n} * 0.01)::numeric::money`, hasNoHash: true },
  name: { declared: 'name', of: (n) => `('k' || ${n})::name` },
  timetz: { declared: 'timetz', of: (n) => `timetz '00:00+02' + ${n} * interval '1 second'` },
  'bit(16)': { declared: 'bit(16)', of: (n) => `(${n})::bit(16)`, hasNoHash: true },
  varbit: { declared: 'varbit', of: (n) => `(${n})::bit(20)::varbit`, hasNoHash: true },
  pg_lsn: { declared: 'pg_lsn', of: (n) => `('0/' || to_hex(${n}))::pg_lsn` },
  int4range: { declared: 'int4range', of: (n) => `int4range(${n}, ${n} + 1)` },
  daterange: { declared: 'daterange', of: (n) => `daterange(date '2026-01-01' + ${n}, null)` },
  'int[]': { declared: 'int[]', of: (n) => `array[${n} % 3, ${n}]` },
  'text[]': {
    declared: 'text[]',
    of: (n) => `(array['{NULL,"a,b"}', '{}', '{"{a}"}'])[1 + ${n} % 3]::text[] || ${n}::text`,
  },
  'numeric[]': {
    declared: 'numeric[]',
    of: (n, form) => `array[1, round(${n}::numeric, 0 + ${form})]`,
    equality,
  },
  'char(3)[]': {
    declared: 'char(3)[]',
    of: (n) => `array['a', 'b', ${n} % 30, ${n} / 30 % 30, ${n} / 900]::char(3)[]`,
  },
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

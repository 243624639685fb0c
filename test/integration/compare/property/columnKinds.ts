import { type Need, type ServerFeatures, has } from './userTypes';
import { typesWithValues, valuesByType } from './valuesByType';

/** What a column that is no key can be. */
export interface ColumnKind {
  /** How it is declared. */
  readonly declared: string;
  /** What a text is cast to. */
  readonly type: string;
  /** Texts that the type reads; pairs that it calls equal stand side by side. */
  readonly values: readonly string[];
}

interface Declared {
  readonly values: readonly string[];
  readonly needs?: Need;
  readonly as?: string;
}

const words = ['', 'a', 'A', 'a ', 'é', '😀', '～'];
// The first and NULL stand side by side, too.
const places = ['(,)', '(a,1)', '(a,1.0)', '("a,b",)', '(é,NaN)'];
const declared: Readonly<Record<string, Declared>> = {
  'varchar(12)': { values: words },
  'char(4)': { values: ['', 'a', 'ab', 'é', 'A'] },
  'numeric(8,2)': { values: ['1', '1.005', '-0.5', 'NaN', '0'] },
  'timestamp(0)': { values: ['2026-03-29 02:30:00.4', '2026-03-29 02:30', 'infinity'] },
  'timestamptz(3)': { values: ['2026-03-29 02:30:00.1234+00', '2026-03-29 02:30+02'] },
  'bit(3)': { values: ['000', '001', '100'] },
  'text collate "C"': { values: words },
  'text[]': { values: ['{}', '{NULL}', '{"NULL"}', '{a}', '[0:0]={a}', '{{a},{b}}', '{""}'] },
  'int[]': { values: ['{}', '{1}', '[0:0]={1}', '{NULL}', '{1,2}', '{{1,2}}'] },
  'numeric[]': { values: ['{1}', '{1.0}', '{1.00,NaN}', '{NULL}'] },
  'jsonb[]': { values: ['{1,1.0}', '{1.0,1}', '{NULL,"null"}'] },
  'char(3)[]': { values: ['{a}', '{ab}', '{""}', '{a,b}'] },
  'public.mood': { values: ['glad', 'sad', `it's "odd"`] },
  'public.mood[]': { values: ['{glad}', '{sad}', '{}', '{NULL}'] },
  'public.moods': { values: ['glad', 'sad', `it's "odd"`] },
  'public.place': { values: places },
  'public.place[]': { values: ['{"(a,1)"}', '{"(a,1.0)"}', '{NULL}', '{"(,)"}'] },
  'public.nested': { values: ['(,)', '("(,)",)', '("(a,1)",{1})', '("(a,1)",{1.0})'] },
  'public.spot': { values: places },
  'public.short': { values: words },
  'public.shorter': { values: words },
  'public.positive': { values: ['0', '0.0', '1', '1.0', '1e30'] },
  'public.ints': { values: ['{}', '{1}', '[5:5]={1}', '{NULL}'] },
  'public.float_range': { values: ['empty', '[0,1]', '[-0,1]', '(,)', '[0,NaN]'] },
  'public.citext': { values: words, needs: 'citext' },
  'public.citext[]': { values: ['{a}', '{A}', '{}'], needs: 'citext' },
  'public.hstore': { values: ['a=>1', 'a=>"1 "', 'a=>NULL', 'b=>1,a=>2', ''], needs: 'hstore' },
  'text collate public.ci': { values: words, needs: 'icu' },
  'varchar(8) collate public.ci': { values: words, needs: 'icu' },
  'large text': { values: [1, 2, 3].map(largeText), as: 'text' },
  'large text, not the last of it': {
    values: [1, 2].map((n) => `${largeText(7)}${n}`),
    as: 'text',
  },
};

/** What a column may have become since: every text of the first can be read as the others. */
const widened: Readonly<Record<string, readonly string[]>> = {
  int2: ['int4', 'int8', 'numeric', 'text'],
  int4: ['int8', 'numeric', 'text'],
  'varchar(12)': ['text', 'varchar', 'char(4)', 'public.citext', 'text collate public.ci'],
  'char(4)': ['bpchar', 'text', 'varchar(12)'],
  'numeric(8,2)': ['numeric'],
  'timestamp(0)': ['timestamp'],
  'timestamptz(3)': ['timestamptz'],
  'text collate "C"': ['text', 'text collate public.ci'],
  'public.mood': ['text', 'public.moods'],
  'public.place': ['text', 'public.spot'],
  'int[]': ['text[]', 'numeric[]', 'public.ints'],
  'bit(3)': ['varbit'],
  cidr: ['inet'],
  float4: ['float8'],
  json: ['text'],
  xml: ['text'],
  date: ['text'],
};

export function columnKindNames(features: ServerFeatures): readonly string[] {
  return [...typesWithValues(features.major), ...declaredKindNames(features)];
}

/** Those of them that are no type of the system as it is. */
export function declaredKindNames(features: ServerFeatures): readonly string[] {
  const named = Object.entries(declared).filter(([, { needs }]) => has(features, needs));
  return named.map(([name]) => name);
}

/** The kinds that a column of this one may be on the other side, itself first. */
export function widenedKinds(name: string, features: ServerFeatures): readonly string[] {
  const names = columnKindNames(features);
  return [name, ...(widened[name] ?? []).filter((other) => names.includes(other))];
}

/** @throws where the servers have no such type. */
export function columnKind(name: string, { major }: ServerFeatures): ColumnKind {
  const kind = declared[name];
  const values = kind?.values ?? valuesByType(name, major);
  if (values === undefined) {
    throw new Error(`No values of ${name} are known.`);
  }
  const written = kind === undefined ? `pg_catalog."${name}"` : (kind.as ?? name);
  return { declared: written, type: written.replace(/ collate .*/, ''), values };
}

/**
 * The operator by which two columns of these kinds are equal though written differently; undefined where
 * equal values are always the same text, or `=` is not about the value, as that of boxes.
 */
export function equality(backup: string, live: string): string | undefined {
  const type = (name: string): string =>
    name.replace(/^char\(/, 'bpchar(').replace(/\(\d.*?\)$/, '');
  const comparable = type(backup) === type(live) && writtenInSeveralWays.has(type(backup));
  return comparable ? equals(backup) : undefined;
}

const writtenInSeveralWays = new Set([
  ...['numeric', 'float4', 'float8', 'interval', 'jsonb', 'bpchar', 'numrange', 'nummultirange'],
  ...['numeric[]', 'jsonb[]', 'public.place', 'public.place[]', 'public.nested', 'public.spot'],
  ...['public.positive', 'public.float_range', 'public.citext', 'public.citext[]'],
  ...['text collate public.ci', 'varchar(8) collate public.ci'],
]);

function equals(type: string): string {
  return `operator(${type === 'public.citext' ? 'public' : 'pg_catalog'}.=)`;
}

/** Some kilobytes that do not compress, so that they are stored out of line. */
function largeText(seed: number): string {
  let state = seed;
  const words = Array.from({ length: 500 }, () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state.toString(36);
  });
  return words.join(' ');
}

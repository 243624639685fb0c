/**
 * Texts of every built-in type that a column can be of: extremes, and pairs that `=` calls equal or
 * that are easily folded into one. Each list has two values at least that are written differently.
 */
const values: Readonly<Record<string, readonly string[]>> = {
  aclitem: ['pg_monitor=r/pg_monitor', 'pg_monitor=rw/pg_monitor', '=r/pg_monitor'],
  bit: ['0', '1', '01', '010', '1'.repeat(70)],
  bool: ['t', 'f'],
  box: ['(2,3),(0,0)', '(3,2),(0,0)', '(1e300,0),(-1e300,-0)', '(Infinity,1),(-Infinity,NaN)'],
  bpchar: ['', 'a', 'a ', 'é', '😀', 'A'],
  bytea: ['\\x', '\\x00', '\\x0000', '\\xff', '\\x5c', '\\x27', '\\xc3a9'],
  char: ['a', 'b', ' ', '~', '\\'],
  cid: ['0', '1', '4294967295'],
  cidr: ['10.0.0.0/8', '10.0.0.0/16', '::/0', '2001:db8::/32'],
  circle: ['<(0,0),1>', '<(1,0),1>', '<(0,0),0>', '<(-0,0),0>'],
  date: [
    ...['-infinity', 'infinity', '0044-03-15 BC', '4714-11-24 BC', '5874897-12-31'],
    ...['1999-12-31', '2000-01-01', '2026-03-29'],
  ],
  float4: ['0', '-0', 'NaN', 'Infinity', '-Infinity', '1e-45', '3.4028235e38', '0.1', '1.0000001'],
  float8: [
    ...['0', '-0', 'NaN', 'Infinity', '-Infinity', '5e-324', '1.7976931348623157e308'],
    ...['0.1', '0.30000000000000004', '0.3', '9007199254740993'],
  ],
  inet: ['10.0.0.1', '10.0.0.1/8', '::1', '::ffff:1.2.3.4', '1.2.3.4', '0.0.0.0/0'],
  int2: ['0', '1', '-1', '32767', '-32768'],
  int2vector: ['', '1', '1 2', '-32768 32767'],
  int4: ['0', '1', '-1', '2147483647', '-2147483648'],
  int8: ['0', '1', '4294967296', '-1', '9223372036854775807', '-9223372036854775808'],
  interval: [
    ...['1 day', '24:00:00', '30 days', '1 mon', '0', '-1 year', '178000000 years'],
    ...['00:00:00.000001', '1 mon -1 day', '1 day -24:00:00'],
  ],
  json: [
    ...['{"a":1}', '{"a": 1}', '{"a":1,"a":2}', '{"a":2}', 'null', '1e400', '"\\u0000"', '[]'],
    ...['123456789012345678901234567890.5', '"é😀"', '0', '-0'],
  ],
  jsonb: [
    ...['1', '1.0', '1.00', '{"b":1,"aa":2}', 'null', '""', '1e400', '"é😀"', '[]', '{}'],
    ...['123456789012345678901234567890.5', '{"a":1.0}', '{"a":1}', '"1"'],
  ],
  jsonpath: ['$', '$."a"', 'strict $', '$[*]', '$."a"?(@ > 1)'],
  line: ['{1,2,3}', '{2,4,6}', '{0,-1,0}', '{1,-1,0}'],
  lseg: ['[(0,0),(1,1)]', '[(1,1),(0,0)]', '[(0,0),(0,1)]', '[(0,0),(-0,1)]'],
  macaddr: ['00:00:00:00:00:00', 'ff:ff:ff:ff:ff:ff', '08:00:2b:01:02:03'],
  macaddr8: ['00:00:00:00:00:00:00:00', 'ff:ff:ff:ff:ff:ff:ff:ff', '08:00:2b:01:02:03:04:05'],
  money: ['0', '1', '-1', '12.34', '92233720368547758.07', '-92233720368547758.08'],
  name: ['', 'a', 'A', 'é', 'x'.repeat(63)],
  numeric: [
    ...['1', '1.0', '1.00', '0', '0.0', '-0.5', 'NaN', '1e1000', '1e-1000', '10', '9'],
    ...['123456789012345678901234567890.123456789', '100000000000000000000'],
  ],
  oid: ['0', '1', '4294967295'],
  oidvector: ['', '1', '1 2', '4294967295'],
  path: ['((0,0),(1,1))', '[(0,0),(1,1)]', '((1,1),(0,0))', '[(0,0)]'],
  pg_lsn: ['0/0', '0/1', '1/0', 'FFFFFFFF/FFFFFFFF'],
  point: ['(1,2)', '(1,3)', '(0,0)', '(-0,0)', '(NaN,Infinity)', '(1.00000001,2)'],
  polygon: ['((0,0),(1,1),(1,0))', '((1,1),(1,0),(0,0))', '((0,0))', '((0,0),(1,1),(1,0.5))'],
  refcursor: ['', 'a', 'A'],
  regclass: ['pg_class', 'pg_type', '-', '4294967295'],
  regconfig: ['simple', 'english', '4294967295'],
  regdictionary: ['simple', 'english_stem', '4294967295'],
  regnamespace: ['pg_catalog', 'information_schema', '4294967295'],
  regoper: ['||/', '|/', '4294967295'],
  regoperator: ['+(integer,integer)', '-(integer,integer)', '4294967295'],
  regproc: ['boolin', 'boolout', '-'],
  regprocedure: ['abs(integer)', 'abs(bigint)', '-'],
  regrole: ['pg_monitor', 'pg_read_all_stats', '4294967295'],
  regtype: ['integer', 'text', 'timestamp with time zone', '-'],
  text: [
    ...[
      '',
      ' ',
      'a',
      'A',
      'a ',
      'é',
      'e\u0301',
      '～',
      '😀',
      '\u0001',
      '\u007f',
      '\u00a0',
      '\ufeff',
    ],
    ...['\\', '\n', '\r\n', '\t', "'", '"', '\\N', 'NULL', '\\.', '{}', '(,)', '\uffff'],
  ],
  tid: ['(0,0)', '(0,1)', '(4294967295,65535)'],
  time: ['00:00', '24:00', '23:59:59.999999', '02:30'],
  timestamp: [
    ...['-infinity', 'infinity', '2026-03-29 02:30', '2000-01-01', '2000-01-01 00:00:00.000001'],
    ...['2000-01-01 01:11:34.967296', '4714-11-24 00:00 BC', '294276-12-31 23:59:59.999999'],
  ],
  timestamptz: [
    ...[
      '-infinity',
      'infinity',
      '2026-03-29 02:30+02',
      '2026-03-29 02:30+00',
      '2000-01-01 00:00+00',
    ],
    ...['2000-01-01 00:00:00.000001+00', '2000-01-01 01:11:34.967296+00', '4714-11-24 12:00+00 BC'],
    ...['294276-12-31 23:59:59.999999+00', '1900-01-01 00:00:00+00:09:21'],
  ],
  timetz: ['00:00+00', '24:00-15:59', '02:30+02', '00:30+00', '23:59:59.999999+15:59'],
  tsquery: ["'a'", "'b'", "'a' & 'b'", "'a' | 'b'", "!'a'", "'a' <-> 'b'", "'a':*A"],
  tsvector: ['', "'a'", "'a':1", "'a':2", "'a':1A", "'a b':1,3", "'é' '😀'"],
  txid_snapshot: ['10:20:10,14', '10:20:', '1:1:'],
  uuid: [
    ...['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
    ...['a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a12'],
  ],
  varbit: ['', '0', '1', '01', '010', '1'.repeat(70)],
  varchar: ['', ' ', 'a', 'a ', 'A', 'é', 'e\u0301', '～', '😀'],
  xid: ['0', '1', '4294967295'],
  xml: ['<a/>', '<a></a>', '<a> </a>', '<a>&amp;</a>', '<a>&#38;</a>', 'é', ''],
  ...ranges(),
};

/** Values that came with a later version than 12, as those of a type that did. */
const later: readonly (readonly [major: number, type: string, values: readonly string[]])[] = [
  [13, 'pg_snapshot', ['10:20:10,14', '10:20:', '1:1:']],
  [13, 'regcollation', ['"C"', '"POSIX"', '4294967295']],
  [13, 'xid8', ['0', '1', '4294967296', '18446744073709551615']],
  [14, 'numeric', ['Infinity', '-Infinity']],
  [17, 'interval', ['infinity', '-infinity']],
  ...Object.entries(multiranges()).map(([type, texts]) => [14, type, texts] as const),
];

/** Types that only the server itself makes values of: a column can be of them, but holds NULLs. */
const withoutInput = [
  ...['gtsvector', 'pg_brin_bloom_summary', 'pg_brin_minmax_multi_summary', 'pg_dependencies'],
  ...['pg_mcv_list', 'pg_ndistinct', 'pg_node_tree'],
];

/**
 * Texts of a built-in type (a name of `pg_type`) that a server of this major version reads; none for a
 * type whose values cannot be written; undefined for a type that this list does not know.
 */
export function valuesByType(type: string, major: number): readonly string[] | undefined {
  const added = later.filter(([since, name]) => name === type && since <= major);
  const known = type in values || added.length > 0;
  if (!known) {
    return withoutInput.includes(type) ? [] : undefined;
  }
  return [...(values[type] ?? []), ...added.flatMap(([, , texts]) => texts)];
}

/** The names of the built-in types whose values can be written on a server of this major version. */
export function typesWithValues(major: number): readonly string[] {
  const names = [...Object.keys(values), ...later.map(([, type]) => type)];
  return [...new Set(names)].filter((name) => (valuesByType(name, major)?.length ?? 0) > 0);
}

function ranges(): Readonly<Record<string, readonly string[]>> {
  return {
    int4range: ['empty', '[1,5)', '(,5)', '[1,)', '(,)'],
    int8range: ['empty', '[1,5)', '[4294967297,4294967301)', '(,)'],
    numrange: ['empty', '[1.0,2.0)', '[1.00,2.0)', '(1.0,2.0)', '(,)'],
    daterange: ['empty', '[2026-01-01,2026-02-01)', '[2026-01-01,infinity)', '[2026-01-01,)'],
    tsrange: ['empty', '[2026-01-01,2026-02-01)', '[2026-01-01,infinity)', '[2026-01-01,)'],
    tstzrange: ['empty', '[2026-01-01+00,2026-02-01+00)', '[2026-01-01+01,)', '(-infinity,)'],
  };
}

function multiranges(): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(ranges()).map(([name, texts]) => [
      name.replace('range', 'multirange'),
      ['{}', ...texts.filter((text) => text !== 'empty').map((text) => `{${text}}`)],
    ]),
  );
}

import { quoteLiteral } from '../../../../src/core/sql/quote';
import { columnKind, equality } from './columnKinds';
import { keyKind } from './keyKinds';
import { type Change, type Scenario, type ValueColumn, mayConflict } from './scenario';
import type { ServerFeatures } from './userTypes';

export type SideName = 'backup' | 'live';

/** One column of one side: how it is declared, and the SQL of its value (none where it is computed). */
interface SideColumn {
  readonly name: string;
  readonly declared: string;
  readonly value?: string;
}

/** Rows that a change adds have numbers of their own. */
const firstInserted = 20_001;
const movedBy = 10_000;

/** The statements that make and fill one side's table. */
export function tableOf(
  scenario: Scenario,
  {
    side,
    table,
    features,
  }: { readonly side: SideName; readonly table: string; readonly features: ServerFeatures },
): readonly string[] {
  const { layout, key, proof } = scenario;
  const columns = columnsOf(scenario, side, features);
  const inOrder = side === 'live' && layout.reversed ? columns.toReversed() : columns;
  const dropped = Array.from(
    { length: side === 'live' ? layout.dropped : 0 },
    (_, at) => `gone${at}`,
  );
  const keyNames = key.map((_, at) => `k${at}`).join(', ');
  const isProved = proof === 'primary key' || proof === side;
  const definitions = [
    ...dropped.map((name) => `${name} text default 'gone'`),
    ...inOrder.map(({ name, declared }) => `${name} ${declared}`),
    ...(isProved ? [`primary key (${keyNames})`] : []),
  ];
  const isPartitioned = layout.partitioned === 'both' || layout.partitioned === side;
  const written = columns.filter(({ value }) => value !== undefined);
  return [
    `create table ${table} (${definitions.join(', ')}) ${isPartitioned ? 'partition by range (k0)' : `with (fillfactor = ${layout.fillfactor})`}`,
    ...(isPartitioned ? [`create table ${table}_all partition of ${table} default`] : []),
    ...(proof === 'unique index' ? [`create unique index on ${table} (${keyNames})`] : []),
    ...dropped.map((name) => `alter table ${table} drop column ${name}`),
    `insert into ${table} (${written.map(({ name }) => name).join(', ')})
     select ${written.map(({ value }) => value).join(', ')}
       from ${rowsOf(scenario, side)} r
      order by (i * 7919) % 10007`,
  ];
}

/** The names of the columns that both sides have, in the live table's order, and of those only live has. */
export function columnNames(scenario: Scenario): {
  readonly both: readonly string[];
  readonly liveOnly: readonly string[];
} {
  const { key, columns, layout } = scenario;
  const onLive = [
    ...key.map((_, at) => ({ name: `k${at}`, isCommon: true })),
    ...columns.flatMap(({ on }, at) =>
      on === 'backup' ? [] : [{ name: `c${at}`, isCommon: on === 'both' }],
    ),
    ...(layout.generated === 'neither' ? [] : ['w', 'g'].map((name) => ({ name, isCommon: true }))),
  ];
  const inOrder = layout.reversed ? onLive.toReversed() : onLive;
  const names = (common: boolean): readonly string[] =>
    inOrder.filter(({ isCommon }) => isCommon === common).map(({ name }) => name);
  return { both: names(true), liveOnly: names(false) };
}

/** The positions in `columns` that both sides have, as names. */
export function namesAt(scenario: Scenario, positions: readonly number[]): readonly string[] {
  return positions.filter((at) => scenario.columns[at]?.on === 'both').map((at) => `c${at}`);
}

/** The text of a column's value as its type writes it; compared to the byte. */
export function text(column: string): string {
  return `case when num_nulls(${column}) = 0 then format('%s', ${column}) collate "C" end`;
}

/** The operator by which a column's values may be equal though written differently; undefined for none. */
export function equalityOf(scenario: Scenario, name: string): string | undefined {
  const at = Number(name.slice(1));
  const value = name.startsWith('c') ? scenario.columns[at] : undefined;
  const key = name.startsWith('k') ? scenario.key[at] : undefined;
  return value
    ? equality(value.kind, value.live)
    : key && key.live === undefined
      ? keyKind(key.kind).equality
      : undefined;
}

/** The condition of the scope, over columns of both sides; undefined where all rows are in scope. */
export function conditionOf(scenario: Scenario): string | undefined {
  const { scope } = scenario;
  // What of several rows of one key is in scope is not said.
  if (scope === undefined || mayConflict(scenario)) {
    return undefined;
  }
  const names = columnNames(scenario).both;
  const column = names[scope.column % names.length] ?? '';
  return {
    some: `pg_catalog.hashtext(pg_catalog.format('%s', ${column}) collate "C") % 3 = 0`,
    null: `${column} is null`,
    all: 'true',
    none: 'false',
  }[scope.holds];
}

function columnsOf(
  scenario: Scenario,
  side: SideName,
  features: ServerFeatures,
): readonly SideColumn[] {
  const { key, columns, layout, proof } = scenario;
  const notNull = proof === 'chosen' ? '' : ' not null';
  const unique = key.filter(({ kind }) => !keyKind(kind).vague).length;
  const numbers = key.map(({ kind }, at) => {
    const after = key.slice(at + 1).filter((column) => !keyKind(column.kind).vague).length;
    return keyKind(kind).vague ? 'r.k' : partOf('r.k', unique, after);
  });
  const computed = layout.generated === 'both' || layout.generated === side;
  return [
    ...key.map(({ kind, live }, at) => ({
      name: `k${at}`,
      declared: `${keyKind(side === 'live' ? (live ?? kind) : kind).declared}${notNull}`,
      value: keyKind(kind).of(numbers[at] ?? '', 'r.f'),
    })),
    ...columns.flatMap((column, at) =>
      column.on === 'both' || column.on === side ? [valueColumn(column, at, side, features)] : [],
    ),
    ...(layout.generated === 'neither'
      ? []
      : [
          { name: 'w', declared: 'int', value: 'r.s % 5 + r.d0 % 2' },
          computed
            ? { name: 'g', declared: 'int generated always as (w * 2) stored' }
            : { name: 'g', declared: 'int', value: '(r.s % 5 + r.d0 % 2) * 2' },
        ]),
  ];
}

/** Of several columns, none tells the rows apart alone: each has one digit of the number, to base 8. */
function partOf(number: string, columns: number, after: number): string {
  const shifted = after === 0 ? number : `(${number} / ${8 ** after})`;
  return columns === 1 || after === columns - 1 ? shifted : `(${shifted} % 8)`;
}

function valueColumn(
  { kind, live, nullable }: ValueColumn,
  at: number,
  side: SideName,
  features: ServerFeatures,
): SideColumn {
  const { values } = columnKind(kind, features);
  const { declared, type } = columnKind(side === 'live' ? live : kind, features);
  const places = values.length + (nullable ? 1 : 0);
  const cases = values.map((text, place) => `when ${place} then ${quoteLiteral(text)}::${type}`);
  // The place after the last is NULL.
  const value = `case (r.s * 7919 + r.s / 3 + ${at} + r.d${at}) % ${places} ${cases.join(' ')} end`;
  return { name: `c${at}`, declared: `${declared}${nullable ? '' : ' not null'}`, value };
}

/**
 * The rows of a side: `i` numbers them, `k` makes the key, `f` says how it is written, `s` makes the
 * values, `d0` … what is added to the place of each column's value.
 */
function rowsOf({ rows, changes, columns, proof }: Scenario, side: SideName): string {
  const onlyUnproved = ['share', 'forget'];
  const here = changes.filter(
    (change) => change.side === side && (proof === 'chosen' || !onlyUnproved.includes(change.kind)),
  );
  const of = (kind: Change['kind']): readonly Change[] =>
    here.filter((change) => change.kind === kind);
  const inserted = of('insert').map(({ shift }) => shift * 3);
  const series = [
    `select generate_series(1, ${rows}) i`,
    ...(inserted.length > 0
      ? [`select generate_series(${firstInserted}, ${firstInserted - 1 + Math.max(...inserted)})`]
      : []),
  ];
  const shifts = Array.from({ length: Math.max(1, columns.length) }, (_, at) => {
    const updates = of('update').filter(
      ({ column }) => column % Math.max(1, columns.length) === at,
    );
    return `${updates.map((change) => `case when ${rowsIn(change)} then ${change.shift} else 0 end`).join(' + ') || '0'} d${at}`;
  });
  const kept = of('delete').map((change) => `not (${rowsIn(change)})`);
  return `(
    select i,
           ${anyOf(of('forget'), 'null', anyOf(of('share'), 'i - 1', anyOf(of('move'), `i + ${movedBy}`, 'i')))} k,
           ${anyOf(of('rewrite'), '1', '0')} f,
           ${swapped(of('swap'), rows)} s,
           ${shifts.join(', ')}
      from (${series.join(' union all ')}) n
     where ${['true', ...kept].join(' and ')})`;
}

function rowsIn({ every, phase, from, to }: Change): string {
  return `i % ${every} = ${phase % every} and i between ${from} and ${to}`;
}

function anyOf(changes: readonly Change[], then: string, otherwise: string): string {
  return changes.length === 0
    ? otherwise
    : `case when ${changes.map((change) => `(${rowsIn(change)})`).join(' or ')} then ${then} else ${otherwise} end`;
}

/** Two neighbours each take the values of the other. */
function swapped([change]: readonly Change[], rows: number): string {
  if (!change) {
    return 'i';
  }
  const { phase, from } = change;
  const every = Math.max(2, change.every);
  return `case when i between ${from} and ${rows}
               then case i % ${every} when ${phase % every} then i + 1 when ${(phase + 1) % every} then i - 1 else i end
               else i end`;
}

import { quoteLiteral } from '../../../../src/core/sql/quote';
import { columnKind } from './columnKinds';
import { keyKind } from './keyKinds';
import {
  type KeyColumn,
  type Scenario,
  type SideName,
  type ValueColumn,
  mayBeNull,
} from './scenario';
import type { ServerFeatures } from './userTypes';

/** One column of one side: how it is declared, and the SQL of its value (none where it is computed). */
export interface SideColumn {
  readonly name: string;
  readonly declared: string;
  readonly value?: string;
  /** Twice another column. */
  readonly computedOf?: { readonly column: string; readonly how: 'stored' | 'virtual' };
}

/** The columns of a side's table, in the order of the backup's, by the names that they have in production. */
export function columnsOf(
  scenario: Scenario,
  side: SideName,
  features: ServerFeatures,
): readonly SideColumn[] {
  const { key, columns, layout, proof, scope } = scenario;
  const notNull = mayBeNull(proof) ? '' : ' not null';
  const values = keyValues(scenario);
  const computed = layout.generated === 'both' || layout.generated === side;
  return [
    ...key.map((column, at) => ({
      name: `k${at}`,
      declared: `${keyType(column, side)}${notNull}`,
      value: values[at] ?? '',
    })),
    ...columns.flatMap((column, at) =>
      column.on === 'both' || column.on === side ? [valueColumn(column, at, side, features)] : [],
    ),
    ...(layout.generated === 'neither'
      ? []
      : [
          { name: 'w', declared: 'int', value: 'r.s % 5 + r.d0 % 2' },
          computed
            ? {
                name: 'g',
                declared: 'int',
                computedOf: {
                  column: 'w',
                  how: layout.virtual ? ('virtual' as const) : ('stored' as const),
                },
              }
            : {
                name: 'g',
                declared: 'int',
                value: '(r.s % 5 + r.d0 % 2) * 2 + (r.s % 4 = 0)::int',
              },
        ]),
    ...(scope?.period ? [periodColumn(scope.period[side])] : []),
  ];
}

/** The values of the key's columns in SQL over a row `r` whose number is `k`, written in the form `f`. */
export function keyValues({ key }: Pick<Scenario, 'key'>): readonly string[] {
  const isVague = ({ kind }: KeyColumn): boolean => keyKind(kind).vague === true;
  const unique = key.filter((column) => !isVague(column)).length;
  return key.map((column, at) => {
    const after = key.slice(at + 1).filter((other) => !isVague(other)).length;
    return keyKind(column.kind).of(isVague(column) ? 'r.k' : partOf('r.k', unique, after), 'r.f');
  });
}

/** How a column of the key is declared. */
export function keyType({ kind, live }: KeyColumn, side: SideName): string {
  return keyKind(side === 'live' ? (live ?? kind) : kind).declared;
}

/** Of half days since March began; some are NULL. */
function periodColumn(type: string): SideColumn {
  const time = `timestamp '2026-03-01' + (r.s * 31 + r.d0 * 5) % 40 * interval '12 hours'`;
  return {
    name: 'p',
    declared: type,
    value: `case when r.s % 13 <> 5 then (${time})::${type} end`,
  };
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

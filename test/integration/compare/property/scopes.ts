import type { Key } from '../../../../src/core/catalog/table';
import type { Period, Scope } from '../../../../src/core/diff/scope';
import type { Session } from '../../../../src/postgres/connection/session';
import { backupNames, columnNames, equalityOf, keyNames, rotated, text } from './names';
import { type PeriodScope, type Scenario, type SideName } from './scenario';
import { keyType, keyValues } from './sideColumns';

/**
 * The scope as the comparison is asked for it. Keys are written as the server does that has the session;
 * what they are is kept there for {@link inScope}.
 */
export async function scopeOf(scenario: Scenario, session: Session): Promise<Scope | undefined> {
  const { scope } = scenario;
  if (hasKeyList(scenario)) {
    return { rows: 'keys', keys: await listedKeys(scenario, session) };
  }
  const condition = conditionOf(scenario);
  const period = scope?.period;
  return condition === undefined && !period
    ? undefined
    : {
        rows: 'matching',
        ...(condition === undefined ? {} : { condition }),
        ...(period ? { period: periodOf(period) } : {}),
      };
}

/** True of a row `t` of that side that is in scope by itself. */
export function inScope(scenario: Scenario, side: SideName): string {
  const { scope } = scenario;
  if (hasKeyList(scenario)) {
    const same = keyNames(scenario).map((name) => {
      return `p.${name} ${equalityOf(scenario, name) ?? 'operator(pg_catalog.=)'} t.${name}`;
    });
    return `exists (select from pg_temp.listed p where ${same.join(' and ')})`;
  }
  const condition = conditionOf(scenario) ?? 'true';
  return scope?.period ? `(${condition}) and ${isInPeriod(scope.period, side)}` : condition;
}

function hasKeyList({ scope, proof }: Scenario): boolean {
  return scope?.keys !== undefined && proof !== 'none';
}

/** Undefined where it is not asked for. */
function conditionOf(scenario: Scenario): string | undefined {
  const condition = scenario.scope?.condition;
  if (condition === undefined) {
    return undefined;
  }
  const renamed = backupNames(scenario);
  const names = columnNames(scenario).both.filter((name) => !renamed.has(name));
  const column = names[condition.column % names.length];
  return column === undefined
    ? 'true'
    : {
        some: `pg_catalog.hashtext(pg_catalog.format('%s', ${column}) collate "C") % 3 = 0`,
        null: `${column} is null`,
        all: 'true',
        none: 'false',
      }[condition.holds];
}

/** The end is after the beginning, by a whole day where a side has days only. */
function periodOf({ from, to }: PeriodScope): Period {
  return {
    column: 'p',
    ...(from === undefined ? {} : { from: timeOf(from) }),
    ...(to === undefined ? {} : { to: timeOf(to) }),
  };
}

function timeOf(days: number): string {
  const time = new Date(Date.UTC(2026, 2, 1) + days * 86_400_000);
  return time.toISOString().replace('T', ' ').slice(0, 16);
}

function isInPeriod(period: PeriodScope, side: SideName): string {
  const { from, to } = periodOf(period);
  const type = period[side];
  const end = (time: string): string => `timestamp '${time}'::${type}`;
  return [
    'true',
    ...(from === undefined ? [] : [`p >= ${end(from)}`]),
    ...(to === undefined ? [] : [`p < ${end(to)}`]),
  ].join(' and ');
}

async function listedKeys(scenario: Scenario, session: Session): Promise<readonly Key[]> {
  const { key, rows, scope, proof, layout } = scenario;
  const { every = 1, phase = 0, form = 0 } = scope?.keys ?? {};
  const declared = key.map((column, at) => `k${at} ${keyType(column, 'live')}`);
  const numbers = [`1, ${rows + 3}`, `10001, ${10_001 + rows}`, '20001, 20009'];
  const series = numbers.map((range) => `select generate_series(${range}) k`).join(' union all ');
  await session.script(`
    drop table if exists pg_temp.listed;
    create temp table listed (${declared.join(', ')});
    insert into pg_temp.listed
    select ${keyValues(scenario).join(', ')}
      from (select k, ${form} f from (${series}) s where k = 1 or k % ${every} = ${phase % every}) r`);
  const order = rotated(
    keyNames(scenario),
    layout.keyOrder[proof === 'backup' ? 'backup' : 'live'],
  );
  const listed = await session.rows(`select ${order.map(text).join(', ')} from pg_temp.listed`);
  const keys = listed.map((row) => row.map((value) => value ?? ''));
  // One of them twice.
  return [...keys, ...keys.slice(0, 1)];
}

import type { CheckedCheck } from '../../../../src/core/checks/checkRun';
import type { CheckSide, Severity } from '../../../../src/core/checks/check';
import type { TableRule } from '../../../../src/core/catalog/rules';
import type { DumpCandidate } from '../../../../src/core/dumpRanking/candidate';
import { dumpInterval } from '../../../../src/core/dumpTime/dumpInterval';
import { zoneNamed } from '../../../../src/core/dumpTime/incidentTime';
import type { Figure } from '../../../../src/core/qualify/figure';
import type { Read } from '../../../../src/core/qualify/firstReading';
import type {
  LiveFigures,
  QualifiedCheck,
  QualifiedDump,
  TableFigures,
} from '../../../../src/core/qualify/qualification';
import type { RowWriter } from '../../../../src/core/qualify/rowWriter';
import type { ColumnCounts } from '../../../../src/core/qualify/spread';

export const paris = zoneNamed('Europe/Paris');
export const table = { schema: 'metier', name: 'rdv' };

/** A figure of query 1, unless another is named. */
export function figure<T>(value: T, query = 1): Figure<T> {
  return { query, value };
}

/** Rows by day, from the first of March 2026 on. */
export function byDay(rows: readonly number[], query = 2): ColumnCounts {
  const days = rows.map((own, at) => [`2026-03-${String(at + 1).padStart(2, '0')}`, own] as const);
  return { column: 'jour', by: 'day', counts: figure(new Map(days), query) };
}

export function byState(rows: Readonly<Record<string, number>>, query = 3): ColumnCounts {
  return { column: 'statut', by: 'value', counts: figure(new Map(Object.entries(rows)), query) };
}

export function rule(name: string, definition: string, notValid?: true): TableRule {
  return { part: 'checks', name, columns: [], definition, ...(notValid ? { notValid } : {}) };
}

export function side(rows: number, more: Partial<TableFigures> = {}): TableFigures {
  return {
    ...{ label: 'dba@base:5432/mairie', at: '2026-03-10T08:00:00.000Z' },
    ...{ rows: figure({ rows }), columns: [], rules: figure([]) },
    ...more,
  };
}

export function live(rows: number, more: Partial<LiveFigures> = {}): LiveFigures {
  return {
    ...side(rows),
    counters: { query: 4, missing: { why: 'spared' } },
    ...{ transactions: figure([], 5), keepsCommitTimes: true, jobs: undefined },
    ...more,
  };
}

/** Begun at that time by the clocks of Paris. */
export function dump(
  path: string,
  header: string,
  known: Partial<DumpCandidate> = {},
): DumpCandidate {
  const zone = { clock: paris, isGiven: true };
  const time = dumpInterval({ header, name: path, writtenAt: Date.UTC(2027, 0) }, zone);
  return { path, time, verification: 'verified', ...known };
}

export function qualified({ path, time, verification, rows }: DumpCandidate): QualifiedDump {
  const counted = typeof rows === 'number' ? rows : undefined;
  return { path, time, standing: verification, rows: counted, problem: undefined, query: 6 };
}

export function writer(xid: string, rows: number, age: number, committedAt?: string): RowWriter {
  return { xid, rows, age, ...(committedAt === undefined ? {} : { committedAt }) };
}

type States = Readonly<Partial<Record<CheckSide, 'kept' | 'broken' | 'not there' | 'not run'>>>;

/** A check as each side answered it; production’s query is 7, scratch’s 8. */
export function check(name: string, states: States, severity: Severity = 'error'): QualifiedCheck {
  const verdicts = Object.fromEntries(
    Object.entries(states).map(([on, state]) => [
      on,
      state === 'kept' || state === 'broken'
        ? { state, found: state === 'kept' ? 0 : 3 }
        : { state, reason: 'it is so' },
    ]),
  ) as CheckedCheck['verdicts'];
  const queries = {
    ...(states.production ? { production: 7 } : {}),
    ...(states.scratch ? { scratch: 8 } : {}),
  };
  const asked = { file: `${name}.sql`, table: undefined, side: undefined, query: 'select 1' };
  return { check: { ...asked, name, severity, expected: { kind: 'no rows' } }, verdicts, queries };
}

/** A table of which nothing stands out. */
export function read(more: Partial<Read> = {}): Read {
  return {
    ...{ table, database: 'mairie', production: 'dba@base:5432/mairie' },
    ...{ at: '2026-03-10T08:00:00.000Z', damagedAt: undefined, live: live(600) },
    ...{ gone: undefined, restored: undefined, dumps: [], healthy: undefined, backup: undefined },
    activity: { query: 9, missing: { why: 'refused', message: 'no' } },
    ...{ checks: { checks: [], problem: undefined }, compared: undefined },
    ...more,
  };
}

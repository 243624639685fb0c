import { tableLabel } from '../catalog/table';
import { typedName } from '../catalog/tableName';
import { isFailure } from '../checks/verdict';
import { valueOf } from './figure';
import type { Finding } from './finding';
import { type HealthyDump, notableWriters } from './healthyDump';
import type { Qualification, QualifiedDump } from './qualification';
import {
  comparedColumns,
  type ComparedColumn,
  excessOf,
  holeOf,
  sharedValues,
  total,
} from './spread';

export type Read = Omit<Qualification, 'findings' | 'queries'>;

/** What the figures say at first sight, the weightiest first; the dump to recover from at the end. */
export function firstReading(read: Read): readonly Finding[] {
  // Of a table that is gone each value is.
  const columns = read.gone ? [] : comparedColumns(read.backup?.columns ?? [], read.live.columns);
  return [
    ...goneFinding(read),
    ...comparedFindings(read),
    ...transactionFindings(read),
    ...volumeFinding(read),
    ...columns.flatMap(holeFinding).slice(0, 1),
    ...columns.flatMap(valueFindings).slice(0, mostValues),
    ...checkFindings(read),
    ...ruleFinding(read),
    ...workFindings(read),
    ...dumpFinding(read),
    ...anewFinding(read),
  ];
}

function goneFinding({ gone, table, database, restored }: Read): readonly Finding[] {
  const rows = valueOf(restored?.rows)?.rows;
  const queries = [...(gone ? [gone.query] : []), ...(restored ? [restored.rows.query] : [])];
  const near = gone?.near.map(typedName) ?? [];
  return gone ? [{ kind: 'gone', table: tableLabel(table), database, near, rows, queries }] : [];
}

const mostPatterns = 2;

function comparedFindings({ compared }: Read): readonly Finding[] {
  if (!compared) {
    return [];
  }
  const { missing, changed, extra, patterns, query } = compared;
  const queries = [query];
  return [
    { kind: 'compared', missing, changed, extra, queries },
    ...patterns
      .slice(0, mostPatterns)
      .map((pattern): Finding => ({ kind: 'pattern', pattern, queries })),
  ];
}

const mostTransactions = 2;

/** What wrote the differing rows, where they are known; else what wrote many rows of late. */
function transactionFindings({ compared, live, backup, dumps }: Read): readonly Finding[] {
  const { transactions: figure } = live;
  if (compared) {
    const much = (compared.changed + compared.extra) / 10;
    return compared.transactions
      .filter(({ rows }) => rows > 1 && rows >= much)
      .slice(0, mostTransactions)
      .map((transaction) => ({ kind: 'transaction', transaction, queries: [compared.query] }));
  }
  const since = dumps.find(({ path }) => path === backup?.name)?.time.from ?? -Infinity;
  return notableWriters(valueOf(figure) ?? [])
    .filter(({ committedAt }) => committedAt === undefined || Date.parse(committedAt) >= since)
    .slice(0, mostTransactions)
    .map((transaction) => ({ kind: 'transaction', transaction, queries: [figure.query] }));
}

function volumeFinding({ live, dumps, healthy }: Read): readonly Finding[] {
  const dump = healthyOf(dumps, healthy) ?? dumps.findLast(({ rows }) => rows !== undefined);
  const now = valueOf(live.rows);
  if (!now || dump?.rows === undefined) {
    return [];
  }
  const queries = [live.rows.query, dump.query];
  const change = now.rows - dump.rows;
  return [{ kind: 'volume', rows: now.rows, dump: dump.path, change, queries }];
}

function holeFinding(column: ComparedColumn): readonly Finding[] {
  const hole = holeOf(column);
  return hole ? [{ kind: 'hole', column: column.column, ...hole, queries: column.queries }] : [];
}

/** What part of the backup's rows a value wins or loses beyond its share at least where that is told. */
const notableMove = 0.01;
const fewestMoved = 10;
const mostValues = 3;

function valueFindings(column: ComparedColumn): readonly Finding[] {
  if (column.by !== 'value') {
    return [];
  }
  const least = Math.max(fewestMoved, total(column.backup) * notableMove);
  return sharedValues(column)
    .flatMap(({ value, backup, live }) =>
      value === undefined ? [] : [{ value, change: live - backup }],
    )
    .filter(({ value, change }) => change !== 0 && Math.abs(excessOf(value, column)) >= least)
    .sort((one, other) => other.change - one.change)
    .map(({ value, change }) => ({
      ...{ kind: 'value', column: column.column, value, change, queries: column.queries },
    }));
}

/** Of a table that is gone nothing can be asked. */
function checkFindings({ gone, checks: { checks } }: Read): readonly Finding[] {
  if (gone) {
    return [];
  }
  const failed = checks.filter(({ check, verdicts: { production } }) =>
    production ? isFailure(check, production) : false,
  );
  const names = failed.map(({ check }) => check.name);
  const queries = failed.flatMap(({ queries: { production = [] } }) => production);
  return failed.length === 0 ? [] : [{ kind: 'checks failed', names, queries }];
}

function ruleFinding({ live: { rules } }: Read): readonly Finding[] {
  const names = (valueOf(rules) ?? []).flatMap(({ name, notValid }) => (notValid ? [name] : []));
  return names.length === 0 ? [] : [{ kind: 'not validated', names, queries: [rules.query] }];
}

function workFindings({ activity, live }: Read): readonly Finding[] {
  const { sessions = [], prepared = [] } = valueOf(activity) ?? {};
  const writing = [...sessions, ...prepared].filter(({ writes }) => writes).length;
  const jobs = (valueOf(live.jobs) ?? []).filter(
    ({ namesTable, isActive }) => namesTable && isActive,
  );
  return [
    ...(writing > 0
      ? [{ kind: 'writing' as const, sessions: writing, queries: [activity.query] }]
      : []),
    ...(jobs.length > 0 && live.jobs
      ? [{ kind: 'jobs' as const, names: jobs.map(({ name }) => name), queries: [live.jobs.query] }]
      : []),
  ];
}

function dumpFinding({ dumps, healthy }: Read): readonly Finding[] {
  const dump = healthyOf(dumps, healthy);
  if (!dump || !healthy) {
    const queries = dumps.map(({ query }) => query);
    return dumps.length === 0 ? [] : [{ kind: 'no healthy dump', dumps: dumps.length, queries }];
  }
  const { path, rows, standing, query } = dump;
  const isVerified = standing === 'verified';
  const { toldBy } = healthy;
  return [{ kind: 'healthy dump', path, rows, isVerified, toldBy, queries: [query] }];
}

function anewFinding({ gone, restored, healthy, dumps }: Read): readonly Finding[] {
  const kind = 'to be made anew';
  if (gone && restored) {
    return [{ kind, from: 'restored table', queries: [restored.rows.query] }];
  }
  const dump = healthyOf(dumps, healthy);
  return gone && dump ? [{ kind, from: 'dump', queries: [dump.query] }] : [];
}

function healthyOf(
  dumps: readonly QualifiedDump[],
  healthy: HealthyDump | undefined,
): QualifiedDump | undefined {
  return dumps.find(({ path }) => path === healthy?.path);
}

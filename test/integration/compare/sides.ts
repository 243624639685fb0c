import { parseTableName } from '../../../src/core/catalog/tableName';
import type { ColumnChoice } from '../../../src/core/diff/comparedTable';
import { type Scope, wholeTable } from '../../../src/core/diff/scope';
import type { ConflictRow, RowChange, StaleRow } from '../../../src/core/diff/rows/rowChange';
import { openSnapshot, type ReadManner } from '../../../src/postgres/compare/snapshot';
import type { Sides } from '../../../src/recovery/compare/bothSides';
import { type Comparison, compareTable } from '../../../src/recovery/compare/compareTable';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import type { Snapshot } from '../../../src/recovery/ports/snapshot';
import { readChanges } from '../../../src/recovery/compare/readChanges';
import { readConflicts } from '../../../src/recovery/compare/readConflicts';
import type { Work } from '../../../src/recovery/work';
import { decoded } from '../../support/decoded';
import { connected, quiet, testServer, testServerOf } from '../../support/postgres';

export type Connections = Sides<ConnectionSettings>;

/** Two empty databases on the test server: what a dump gave, and production. */
export async function twoDatabases(): Promise<Connections> {
  const server = await testServer();
  return { backup: await server.createDatabase(), live: await server.createDatabase() };
}

/** Production on a server of this major version, the backup on the newest; undefined where there is none. */
export async function sidesAcross(major: number): Promise<Connections | undefined> {
  const server = await testServerOf(major);
  const newest = (await testServerOf(18)) ?? (await testServer());
  return server && { backup: await newest.createDatabase(), live: await server.createDatabase() };
}

export async function run(settings: ConnectionSettings, ...statements: string[]): Promise<void> {
  await connected(settings, async (session) => {
    for (const statement of statements) {
      await session.query(statement);
    }
  });
}

export async function onBoth(sides: Connections, ...statements: string[]): Promise<void> {
  await run(sides.backup, ...statements);
  await run(sides.live, ...statements);
}

export async function withSnapshots<T>(
  sides: Connections,
  use: (snapshots: Sides<Snapshot>) => Promise<T>,
  manner?: ReadManner,
): Promise<T> {
  const backup = await openSnapshot(sides.backup, quiet.signal, manner);
  try {
    const live = await openSnapshot(sides.live, quiet.signal, manner);
    try {
      return await use({ backup, live });
    } finally {
      await live.close();
    }
  } finally {
    await backup.close();
  }
}

export interface Found {
  readonly comparison: Comparison;
  readonly changes: readonly (RowChange | StaleRow)[];
  readonly conflicts: readonly ConflictRow[];
}

export type Request = ColumnChoice & {
  readonly table: string;
  readonly where?: string;
  readonly scope?: Scope;
  readonly connections?: number;
};

function scopeIn({ where, scope }: Request): Scope {
  return where === undefined ? (scope ?? wholeTable) : { rows: 'matching', condition: where };
}

export async function compare(
  sides: Connections,
  request: Request,
  work: Work = quiet,
): Promise<Comparison> {
  return withSnapshots(sides, (snapshots) =>
    compareTable(
      { ...request, ...snapshots, table: parseTableName(request.table), scope: scopeIn(request) },
      work,
    ),
  );
}

/** Compares, and reads the cells of what differs from the same snapshots. */
export async function compareCells(sides: Connections, request: Request): Promise<Found> {
  return withSnapshots(sides, async (snapshots) => {
    const table = parseTableName(request.table);
    const comparison = await compareTable(
      { ...request, ...snapshots, table, scope: scopeIn(request) },
      quiet,
    );
    return {
      comparison,
      changes: (await all(readChanges(comparison, snapshots, quiet))).map(decoded),
      conflicts: await all(readConflicts(comparison, snapshots, quiet)),
    };
  });
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) {
    found.push(item);
  }
  return found;
}

/** `changed 7: name, total`: what differs, in one line a row. */
export function lines({ comparison, changes }: Omit<Found, 'conflicts'>): readonly string[] {
  return changes.map((change) => {
    const columns =
      change.kind === 'changed'
        ? `: ${change.columns.map((at) => comparison.table.columns[at]?.name).join(', ')}`
        : '';
    return `${change.kind} ${change.key.join(' ')}${columns}`;
  });
}

/** `backup 7: 7|a|b`: each row in conflict, NULL as it is. */
export function conflictLines({ conflicts }: Found): readonly string[] {
  return conflicts.map((row) => {
    const cells = row.side === 'backup' ? row.backup : row.live;
    return `${row.side} ${row.key.join(' ')}: ${cells.map((cell) => cell ?? 'NULL').join('|')}`;
  });
}

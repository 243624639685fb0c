import assert from 'node:assert/strict';
import { parseTableName } from '../../../../src/core/catalog/tableName';
import type { Session } from '../../../../src/postgres/connection/session';
import { type CompareRequest, compareTable } from '../../../../src/recovery/compare/compareTable';
import { readConflicts } from '../../../../src/recovery/compare/readConflicts';
import { readChanges } from '../../../../src/recovery/compare/readChanges';
import type { ConnectionSettings } from '../../../../src/recovery/connectionSettings';
import type { Snapshot } from '../../../../src/recovery/ports/snapshot';
import { connected, quiet } from '../../../support/postgres';
import { all, type Connections, withSnapshots } from '../sides';
import type { Scenario } from './scenario';
import { otherSettings, settled } from './settings';
import { conditionOf, namesAt, tableOf } from './tables';
import { described } from './described';
import { truthOf, type Truth } from './truth';
import { type ServerFeatures, common, featuresOf, featuresQuery, userTypes } from './userTypes';

/** A case that is not compared as it should be. */
export interface Failure {
  readonly index: number;
  readonly error: unknown;
}

/** Two databases in which any number of cases are made, compared, and dropped again. */
export class Arena {
  private batches = 0;

  private constructor(
    private readonly connections: Connections,
    readonly features: ServerFeatures,
  ) {}

  /** Makes the types of all cases, and gives the live database other settings. */
  static async open(connections: Connections): Promise<Arena> {
    const backup = await featuresAt(connections.backup);
    const features = common(backup, await featuresAt(connections.live));
    for (const side of [connections.backup, connections.live]) {
      await connected(side, (session) => session.script(userTypes(features).join(';\n')));
    }
    const settings = otherSettings(connections.live.database);
    await connected(connections.live, (session) => session.script(settings.join(';\n')));
    return new Arena(connections, features);
  }

  /** Compares all cases, several batches of them at once; gives those that went wrong. */
  async run(scenarios: readonly Scenario[]): Promise<readonly Failure[]> {
    const failures: Failure[] = [];
    let next = 0;
    const worker = async (): Promise<void> => {
      while (next < scenarios.length) {
        const start = next;
        next += batchSize;
        const batch = scenarios.slice(start, next);
        for (const { index, error } of await this.runBatch(batch)) {
          failures.push({ index: start + index, error });
        }
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    return failures.toSorted((a, b) => a.index - b.index);
  }

  private async runBatch(batch: readonly Scenario[]): Promise<readonly Failure[]> {
    const schema = `batch_${(this.batches += 1)}`;
    const { backup, live } = this.connections;
    const named = (side: string) => (index: number) => `${schema}.${side}${index}`;
    const statements = (side: 'backup' | 'live', table: (index: number) => string): string =>
      batch
        .flatMap((scenario, index) =>
          tableOf(scenario, { side, table: table(index), features: this.features }),
        )
        .join(';\n');
    const create = `${settled}; create schema ${schema}`;
    const onBackup = connected(backup, (session) =>
      session.script(`${create};\n${statements('backup', named('t'))}`),
    );
    return connected(live, async (session) => {
      await session.script(`${create};\n${statements('live', named('t'))}`);
      await session.script(statements('backup', named('truth')));
      await onBackup;
      try {
        return await this.compareBatch(batch, schema, session);
      } finally {
        const drop = `set client_min_messages = warning; drop schema ${schema} cascade`;
        await Promise.all([session.script(drop), connected(backup, (other) => other.script(drop))]);
      }
    });
  }

  private async compareBatch(
    batch: readonly Scenario[],
    schema: string,
    session: Session,
  ): Promise<readonly Failure[]> {
    const failures: Failure[] = [];
    let next = 0;
    // A comparison that throws may leave its snapshots useless: the others take new ones.
    while (next < batch.length) {
      await withSnapshots(this.connections, async (snapshots) => {
        for (let failed = false; next < batch.length && !failed; next += 1) {
          const scenario = batch[next];
          const index = next;
          assert.ok(scenario);
          const tables = { backup: `${schema}.truth${index}`, live: `${schema}.t${index}` };
          const truth = await truthOf(session, scenario, tables);
          try {
            await compareOne(scenario, { snapshots, table: tables.live, truth });
          } catch (error) {
            failures.push({ index, error });
            failed = true;
          }
        }
      });
    }
    return failures;
  }
}

const batchSize = 25;
const atOnce = 3;

async function featuresAt(settings: ConnectionSettings): Promise<ServerFeatures> {
  return connected(settings, async (session) => featuresOf(await session.row(featuresQuery)));
}

async function compareOne(
  scenario: Scenario,
  {
    snapshots,
    table,
    truth,
  }: {
    readonly snapshots: { readonly backup: Snapshot; readonly live: Snapshot };
    readonly table: string;
    readonly truth: Truth;
  },
): Promise<void> {
  const condition = conditionOf(scenario);
  const request: CompareRequest = {
    ...snapshots,
    table: parseTableName(table),
    ...(scenario.proof === 'chosen' ? { key: scenario.key.map((_, at) => `k${at}`) } : {}),
    ...(condition === undefined ? {} : { scope: { rows: 'matching', condition } }),
    ignore: namesAt(scenario, scenario.ignored),
    identity: namesAt(scenario, scenario.identity),
  };
  const comparison = await compareTable(request, quiet);
  const changes = await all(readChanges(comparison, snapshots, quiet));
  const named = changes.map((change) => {
    if (change.kind === 'stale') {
      return `stale ${String(change.key)}`;
    }
    if (change.kind !== 'changed') {
      return described(change);
    }
    const namesOf = (positions: readonly number[]): readonly (string | undefined)[] =>
      positions.map((at) => comparison.table.columns[at]?.name);
    assert.equal(change.sameValue, change.writtenDifferently.length === change.columns.length);
    return described({
      ...change,
      columns: namesOf(change.columns),
      written: namesOf(change.writtenDifferently),
    });
  });
  assert.deepEqual(named.toSorted(), truth.changes);
  const { rows } = comparison;
  const conflicts = await all(readConflicts(comparison, snapshots, quiet));
  if (truth.conflicts.rows) {
    assert.deepEqual(conflicts.map(described).toSorted(), truth.conflicts.rows);
  }
  assert.deepEqual(
    { backup: rows.conflicts, live: rows.liveConflicts },
    { backup: truth.conflicts.backup, live: truth.conflicts.live },
  );
  assert.deepEqual({ backup: rows.backup, live: rows.live }, truth.rows);
  assert.equal(rows.backup, rows.identical + rows.missing + rows.changed + rows.conflicts);
  assert.equal(rows.live, rows.identical + rows.changed + rows.extra + rows.liveConflicts);
  for (const kind of ['missing', 'changed', 'extra'] as const) {
    assert.equal(rows[kind], changes.filter((change) => change.kind === kind).length, kind);
  }
}

import assert from 'node:assert/strict';
import type { Session } from '../../../../src/postgres/connection/session';
import type { ConnectionSettings } from '../../../../src/recovery/connectionSettings';
import type { LeafServer } from '../../../support/foreignPartitions';
import { connected } from '../../../support/postgres';
import { trustDatabase } from '../../../support/trustedDatabase';
import { type Connections, withSnapshots } from '../sides';
import { assertCase } from './assertCase';
import { readManner } from './manners';
import { type Way, WaysGone } from './ways';
import type { Scenario, SideName } from './scenario';
import { otherSettings, settled } from './settings';
import { foreignTable, tableOf } from './tables';
import { type ServerFeatures, common, featuresOf, featuresQuery, userTypes } from './userTypes';

/** A case that is not compared as it should be. */
export interface Failure {
  readonly index: number;
  readonly error: unknown;
}

/** Two databases in which any number of cases are made, compared, and dropped again. */
export class Arena {
  private batches = 0;
  readonly waysGone = new WaysGone();

  private constructor(
    private readonly connections: Connections,
    private readonly leaves: readonly LeafServer[],
    readonly features: ServerFeatures,
  ) {}

  /**
   * Makes the types of all cases, and gives the live database other settings.
   * @param leaves Further servers that the live database knows, for partitions of its own.
   */
  static async open(connections: Connections, leaves: readonly LeafServer[] = []): Promise<Arena> {
    const backup = await featuresAt(connections.backup);
    const servers = common(backup, await featuresAt(connections.live));
    const features = { ...servers, hasLeaves: leaves.length > 0 };
    for (const side of [connections.backup, connections.live, ...leaves]) {
      await connected(side, (session) => session.script(userTypes(features).join(';\n')));
      await trustDatabase(side);
    }
    const settings = otherSettings(connections.live.database);
    await connected(connections.live, (session) => session.script(settings.join(';\n')));
    return new Arena(connections, leaves, features);
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
    const { features } = this;
    const statements = (side: SideName, table: string, truth: { isTruth?: true } = {}): string =>
      batch
        .flatMap((scenario, index) =>
          tableOf(scenario, { side, table: `${schema}.${table}${index}`, features, ...truth }),
        )
        .join(';\n');
    const create = `${settled}; create schema ${schema}`;
    const onLeaves = Promise.all(
      this.leaves.map((leaf) =>
        connected(leaf, (session) =>
          session.script(
            [create, ...foreignTables(batch, { schema, server: leaf.name, features })].join(';\n'),
          ),
        ),
      ),
    );
    const onBackup = connected(backup, (session) =>
      session.script(`${create};\n${statements('backup', 't')}`),
    );
    return connected(live, async (session) => {
      await onLeaves;
      await session.script(`${create};\n${statements('live', 't')}`);
      await session.script(statements('backup', 'truth', { isTruth: true }));
      await onBackup;
      try {
        return await this.compareBatch(batch, schema, session);
      } finally {
        const drop = `set client_min_messages = warning; drop schema ${schema} cascade`;
        const others = [backup, ...this.leaves];
        await Promise.all([
          session.script(drop),
          ...others.map((server) => connected(server, (other) => other.script(drop))),
        ]);
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
    // A comparison that throws may leave its snapshots useless, and those of another manner are read in
    // another: the others take new ones.
    while (next < batch.length) {
      const manner = batch[next]?.manner;
      await withSnapshots(
        this.connections,
        async (snapshots) => {
          for (let isLast = false; next < batch.length && !isLast; next += 1) {
            const scenario = batch[next];
            const index = next;
            assert.ok(scenario);
            const tables = { backup: `${schema}.truth${index}`, live: `${schema}.t${index}` };
            const gone = new Set<Way>();
            try {
              const { connections } = this;
              await assertCase(scenario, { session, connections, snapshots, tables, gone });
            } catch (error) {
              failures.push({ index, error });
              isLast = true;
            }
            this.waysGone.add(gone);
            isLast ||= manner !== undefined || batch[next + 1]?.manner !== undefined;
          }
        },
        manner && readManner(manner),
      );
    }
    return failures;
  }
}

function foreignTables(
  batch: readonly Scenario[],
  { schema, ...place }: Omit<Parameters<typeof foreignTable>[1], 'table'> & { schema: string },
): readonly string[] {
  return batch.flatMap((scenario, index) =>
    scenario.layout.parts.live === 'foreign'
      ? [foreignTable(scenario, { ...place, table: `${schema}.t${index}` })]
      : [],
  );
}

const batchSize = 25;
const atOnce = 3;

async function featuresAt(settings: ConnectionSettings): Promise<ServerFeatures> {
  return connected(settings, async (session) => featuresOf(await session.row(featuresQuery)));
}

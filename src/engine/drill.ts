import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { TableName } from '../core/catalog/tableName';
import type { CheckedCheck } from '../core/checks/checkRun';
import { type Drill, type DrilledDump, drillFailure } from '../core/drill/drill';
import { drillReport, type DrillReportWords } from '../core/drill/drillReport';
import type { AssumedZone } from '../core/dumpTime/dumpInterval';
import type { RecoveryError } from '../core/errors';
import { dumpFiles } from '../files/dumpFile';
import { writeDurably } from '../files/durableFile';
import { askChecks } from '../postgres/checks/askChecks';
import { drill, type DrillServices } from '../recovery/drill/drill';
import type { ProductionServers } from '../recovery/restore/notOnProduction';
import { checkFailure, someChecks, usualSeconds } from './checks';
import type { Connections, ScratchPlace } from './connections';
import { dumpsIn } from './dumpListing';
import { candidateOf } from './dumpRanking';
import type { EngineHost } from './engineHost';
import { databasesOf, restoreServices } from './restoring';
import { requirePlace } from './scratchPlacing';

export interface DrillOrder {
  /** Of dumps. */
  readonly folder: string;
  /** Of the machine that made the dumps. */
  readonly zone: AssumedZone;
  /** None: the whole database. */
  readonly tables: readonly TableName[];
  /** A folder of checks; undefined: none are asked. */
  readonly checks: string | undefined;
  readonly scratch: ScratchPlace;
  readonly allowSuperuser: boolean;
  readonly productions: ProductionServers;
  /** Hours. */
  readonly maxAge: number | undefined;
}

export interface DrillDone {
  readonly drill: Drill;
  /** The first problem; undefined where the backup is proved usable. */
  readonly failure: RecoveryError | undefined;
}

/**
 * Proves that the newest dump of a folder is usable, or finds why it is not. Writes nowhere but in scratch.
 * @throws {RecoveryError} `usage` where a check is none, `dump-unreadable` where the folder cannot be listed.
 */
export async function runDrill(
  order: DrillOrder,
  connections: Connections,
  host: EngineHost,
): Promise<DrillDone> {
  const checks =
    order.checks === undefined ? [] : await someChecks({ dir: order.checks, table: undefined });
  const now = new Date();
  const dumps = await datedDumps(order, now);
  const request = {
    ...{ folder: order.folder, now, dump: dumps[0], others: Math.max(0, dumps.length - 1) },
    ...{ maxAge: order.maxAge, tables: order.tables, checks, seconds: usualSeconds },
    jobs: order.tables.length > 0 ? 1 : Math.min(4, availableParallelism()),
  };
  const done = await drill(request, servicesOf(order, connections, host), host.work);
  return { drill: done, failure: drillFailure(done) };
}

/** Takes the place of an earlier report there. @throws {RecoveryError} `usage`, `disk-full`. */
export async function writeDrillReport(
  file: string,
  done: Drill,
  words: DrillReportWords,
): Promise<void> {
  const place = { path: path.resolve(file), mode: 0o666 };
  await writeDurably(place, [drillReport(done, words)]);
}

/** The newest first. */
async function datedDumps(
  { folder, zone }: DrillOrder,
  now: Date,
): Promise<readonly DrilledDump[]> {
  const listed = await dumpsIn(folder);
  const dated = listed.map((dump): DrilledDump => {
    const { time } = candidateOf(dump, { verification: 'not verified' }, zone);
    const hours = (now.getTime() - (time.from ?? time.to)) / 3_600_000;
    return { path: dump.path, time, bytes: dump.bytes, age: Math.round(hours * 10) / 10 };
  });
  return dated.sort((a, b) => b.time.to - a.time.to);
}

function servicesOf(order: DrillOrder, connections: Connections, host: EngineHost): DrillServices {
  const { scratch: place, allowSuperuser, productions } = order;
  return {
    files: dumpFiles,
    scratchFor: async (restore) => {
      const scratch = await connections.scratch(place);
      await requirePlace(scratch, { restore, productions }, host);
      return restoreServices(databasesOf(scratch, allowSuperuser), host.program);
    },
    ask: askChecks,
    checkFailure: (checks: readonly CheckedCheck[]) => checkFailure({ sides: [], checks }),
  };
}

import { stat } from 'node:fs/promises';
import path from 'node:path';
import { tableLabel } from '../core/catalog/table';
import type { TableName } from '../core/catalog/tableName';
import type { DumpCandidate } from '../core/dumpRanking/candidate';
import { type DumpRanking, rankDumps } from '../core/dumpRanking/rankDumps';
import { type AssumedZone, dumpInterval } from '../core/dumpTime/dumpInterval';
import { zoneNamed } from '../core/dumpTime/incidentTime';
import type { Instants, ZoneClock } from '../core/dumpTime/zoneClock';
import { RecoveryError } from '../core/errors';
import { dumpFiles } from '../files/dumpFile';
import { readDumpSummary } from '../recovery/dumps/readContents';
import type { DumpVolume, Volumes } from '../recovery/dumps/volumes';
import type { Work } from '../recovery/work';
import { dumpsIn, type ListedDump, listed, verify } from './dumpListing';
import { volumesOf } from './volumes';

/** What is to be found out of dumps before they are ranked. */
export interface RankingOrder {
  /** Dumps, or folders of dumps. */
  readonly paths: readonly string[];
  readonly at: Instants;
  /** Of the machine that made the dumps. */
  readonly zone: AssumedZone;
  /** Whose rows are counted in each dump. */
  readonly table: TableName | undefined;
  /** Read each dump whole; else none counts as verified. */
  readonly verify: boolean;
}

/** Reads dumps as far as it is wished, and ranks them. @throws {RecoveryError} as listing and counting do. */
export async function rankFiles(order: RankingOrder, work: Work): Promise<DumpRanking> {
  const { at, zone, table: name } = order;
  const found = await dumpsAt(order.paths);
  const known: Known[] = [];
  for (const dump of found) {
    work.signal.throwIfAborted();
    known.push({ dump, ...(order.verify ? await verified(dump, work) : notVerified) });
  }
  const volumes = name && (await countedIn(known, name, work));
  const table = volumes?.table && tableLabel(volumes.table);
  const counted = new Map(volumes?.dumps.map((volume) => [volume.path, volume]));
  const candidates = known.map((one) =>
    candidateOf(one.dump, withVolume(one, counted.get(one.dump.path)), zone),
  );
  return rankDumps(candidates, { at, table, clock: zone.clock });
}

/** What is known of a dump beside what its listing says. */
export type KnownOfDump = Pick<DumpCandidate, 'verification' | 'problem' | 'rows'>;

/** A listed dump as it is ranked; one that cannot be read is damaged, whatever else is known. */
export function candidateOf(
  { path: file, modifiedAt, contents }: ListedDump,
  known: KnownOfDump,
  zone: AssumedZone,
): DumpCandidate {
  const isUnreadable = contents instanceof RecoveryError;
  const created = isUnreadable ? undefined : contents.createdAt;
  const facts = {
    header: created?.source === 'header' ? created.from : undefined,
    ...{ name: path.basename(file), writtenAt: modifiedAt },
  };
  return {
    ...{ path: file, time: dumpInterval(facts, zone) },
    ...(isUnreadable ? { verification: 'damaged', problem: contents.message } : known),
  };
}

/** The dumps in those places, unread: no more than their contents is known. @throws {RecoveryError} as listing does. */
export async function candidatesAt(
  paths: readonly string[],
  zone: AssumedZone,
): Promise<readonly DumpCandidate[]> {
  return (await dumpsAt(paths)).map((dump) => candidateOf(dump, notVerified, zone));
}

/** The zone of that name, or of this machine. @throws {RecoveryError} `usage` where there is no such zone. */
export function assumedZone(name: string | undefined): AssumedZone {
  return {
    clock: name === undefined ? thisMachinesClock() : zoneNamed(name),
    isGiven: name !== undefined,
  };
}

export function thisMachinesClock(): ZoneClock {
  return zoneNamed(new Intl.DateTimeFormat().resolvedOptions().timeZone);
}

interface Known extends KnownOfDump {
  readonly dump: ListedDump;
}

const notVerified: KnownOfDump = { verification: 'not verified' };

async function dumpsAt(paths: readonly string[]): Promise<readonly ListedDump[]> {
  const found = new Map<string, ListedDump>();
  for (const place of paths) {
    const isFolder = (await stat(place).catch(() => undefined))?.isDirectory() === true;
    const dumps = isFolder ? await dumpsIn(place) : [await oneDump(place)];
    dumps.forEach((dump) => found.set(path.resolve(dump.path), dump));
  }
  return [...found.values()];
}

/** @throws {RecoveryError} where nothing there is a dump. */
async function oneDump(file: string): Promise<ListedDump> {
  const dump = await listed(file);
  if (dump) {
    return dump;
  }
  await readDumpSummary(dumpFiles, file);
  throw new RecoveryError('dump-unreadable', `${file} cannot be read.`);
}

async function verified({ path: file }: ListedDump, work: Work): Promise<KnownOfDump> {
  const { ok, error } = await verify(file, work);
  return ok ? { verification: 'verified' } : { verification: 'damaged', problem: error?.message };
}

async function countedIn(known: readonly Known[], table: TableName, work: Work): Promise<Volumes> {
  const dumps = known
    .filter(({ verification }) => verification !== 'damaged')
    .map(({ dump }) => dump.path);
  const volumes = await volumesOf({ table, dumps, by: undefined, live: undefined }, work);
  const absent = volumes.dumps.map(({ found }) => found).find(isAbsent);
  if (volumes.table === undefined && absent) {
    throw absent;
  }
  return volumes;
}

/** What shows that a dump is bad, though nobody read it whole. */
const damage = new Set<string>(['dump-unreadable', 'dump-truncated', 'dump-damaged']);

function withVolume(known: KnownOfDump, volume: DumpVolume | undefined): KnownOfDump {
  const found = volume?.found;
  if (!(found instanceof RecoveryError)) {
    return { ...known, rows: found?.rows };
  }
  if (damage.has(found.code)) {
    return { verification: 'damaged', problem: found.message };
  }
  return { ...known, rows: isAbsent(found) ? 'no such table' : undefined };
}

function isAbsent(found: unknown): found is RecoveryError {
  return found instanceof RecoveryError && found.code === 'table-not-in-dump';
}

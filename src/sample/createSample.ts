import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { type TableId, tableLabel } from '../core/catalog/table';
import { RecoveryError } from '../core/errors';
import { Session } from '../postgres/connection/session';
import type { ConnectionSettings } from '../recovery/connectionSettings';
import type { Work } from '../recovery/work';
import { type SampleRequest, defaultSample } from './appointments';
import { dumpsByPgDump, dumpsFromKept } from './dumpMaker';
import { createMairie, dropMairie } from './loadMairie';
import { type SampleRecord, readRecord, recordName, writeRecord } from './record';
import { type Dumps, type Told, tellStory } from './tellStory';

export interface SampleOrder {
  /** Of a private server that has no database `mairie` yet. */
  readonly superuser: ConnectionSettings;
  /** Where the dumps and the record go. */
  readonly dir: string;
  readonly rows: number;
  readonly seed?: number;
  readonly now: Date;
  /** One that can dump this server. Without it the kept dump serves, which has the default rows only. */
  readonly pgDump: string | undefined;
  readonly mediaDump: string;
}

export interface SampleIncident {
  /** The damaged production, as its owner, who is no superuser. */
  readonly live: ConnectionSettings;
  readonly dumps: Dumps;
  readonly table: TableId;
  /**
   * The second in which the damage began, in the dumps' local time (`2026-11-22T11:58:05`): a dump
   * taken later does not help.
   */
  readonly noticedAt: string;
  /** What was damaged; for tests only. */
  readonly record: string;
}

const table: TableId = { schema: 'metier', name: 'demandes_rdv' };
export const leastRows = 1000;

/** Makes the town hall's database, lets it live and be damaged. What fails or is stopped leaves nothing. */
export async function createSample(order: SampleOrder, work: Work): Promise<SampleIncident> {
  const request = { seed: order.seed ?? defaultSample.seed, rows: order.rows };
  checkRequest(request, order.pgDump);
  await mkdir(order.dir, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(path.join(order.dir, '.making-'));
  try {
    const live = await createMairie(order.superuser, randomBytes(18).toString('base64url'));
    return await orDrop(order.superuser, async () => {
      const { dumps, noticedAt, ...happened } = await tell(order, { request, live, folder }, work);
      const record = { request, table: tableLabel(table), dumps: names(dumps), ...happened };
      const published = await publish(dumps, order.dir, record);
      return { live, dumps: published, table, noticedAt, record: recordIn(order.dir) };
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function checkRequest({ rows, seed }: SampleRequest, pgDump: string | undefined): void {
  if (!Number.isInteger(rows) || rows < leastRows) {
    throw new RecoveryError('usage', `The sample needs at least ${leastRows} appointments.`);
  }
  const isDefault = rows === defaultSample.rows && seed === defaultSample.seed;
  if (pgDump === undefined && !isDefault) {
    throw new RecoveryError(
      'usage',
      `Without a pg_dump that can dump its server, the sample has ${defaultSample.rows} appointments: --rows needs pg_dump.`,
      { hint: 'Leave --rows out, or install the client programs of PostgreSQL.' },
    );
  }
}

async function orDrop<T>(superuser: ConnectionSettings, make: () => Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    await dropMairie(superuser);
    throw error;
  }
}

interface Stage {
  readonly request: SampleRequest;
  readonly live: ConnectionSettings;
  readonly folder: string;
}

async function tell(
  { pgDump, mediaDump, now }: SampleOrder,
  { request, live, folder }: Stage,
  work: Work,
): Promise<Told> {
  const session = await Session.connect(live, work.signal);
  try {
    const maker =
      pgDump === undefined
        ? dumpsFromKept(mediaDump, session)
        : dumpsByPgDump(pgDump, session, work.signal);
    return await tellStory({ session, request, maker, folder, now }, work);
  } finally {
    await session.close();
  }
}

/**
 * Puts the dumps in place of a former sample's, and touches nothing that no sample made.
 * @throws {RecoveryError} `in-use` where a file of such a name is somebody's own.
 */
async function publish(dumps: Dumps, dir: string, record: SampleRecord): Promise<Dumps> {
  const folder = path.join(dir, 'dumps');
  const place = (file: string): string => path.join(folder, path.basename(file));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of (await readRecord(recordIn(dir)))?.dumps ?? []) {
    await rm(place(name), { force: true });
  }
  refuseOwn(await readdir(folder), names(dumps));
  await writeRecord(recordIn(dir), record);
  for (const file of dumps) {
    await rename(file, place(file));
  }
  const [first, good, broken, newest] = dumps;
  return [place(first), place(good), place(broken), place(newest)];
}

function refuseOwn(there: readonly string[], wanted: readonly string[]): void {
  const taken = wanted.find((name) => there.includes(name));
  if (taken !== undefined) {
    throw new RecoveryError(
      'in-use',
      `The folder already has a file ${taken} that no sample made.`,
      {
        hint: 'Name another folder.',
        ways: ['sample-folder'],
      },
    );
  }
}

function recordIn(dir: string): string {
  return path.join(dir, recordName);
}

function names(dumps: Dumps): readonly string[] {
  return dumps.map((file) => path.basename(file));
}

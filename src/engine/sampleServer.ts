import { rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { dataHome } from '../pgtools/server/dataHome';
import { PrivateServer, stopPrivateServer } from '../pgtools/server/privateServer';
import { createSample, type SampleIncident } from '../sample/createSample';
import { defaultSample } from '../sample/appointments';
import { findPgDump } from '../sample/findPgDump';
import { readRecord, recordName } from '../sample/record';
import { privateServerOptions } from './connections';
import type { EngineHost } from './engineHost';

const name = 'sample';

export function defaultSampleFolder(): string {
  return path.join(dataHome(), 'sample');
}

/** Makes the sample incident anew; its server runs on until {@link endSample}. */
export async function beginSample(
  { rows, dir }: { readonly rows: number | undefined; readonly dir: string },
  { work, say, program }: EngineHost,
): Promise<SampleIncident> {
  await stopPrivateServer({ home: dataHome(), name, discard: true }, work.signal);
  const settings = { track_commit_timestamp: 'on' };
  const server = await PrivateServer.acquire(
    { ...privateServerOptions(name, program), settings },
    work,
  );
  try {
    if (server.notice !== undefined) {
      say(server.notice);
    }
    return await createSample(
      {
        superuser: server.superuser,
        dir,
        rows: rows ?? defaultSample.rows,
        now: new Date(),
        pgDump: await findPgDump(server.major, work.signal),
        mediaDump: path.join(program.mediaFolder, 'sample', 'mairie.dump'),
      },
      work,
    );
  } finally {
    // The database mairie keeps it running.
    await server.release();
  }
}

/** Ends the sample's server and removes what the sample put into its folder, nothing else. */
export async function endSample(dir: string, { work }: Pick<EngineHost, 'work'>): Promise<void> {
  await stopPrivateServer({ home: dataHome(), name, discard: true }, work.signal);
  const record = path.join(dir, recordName);
  for (const dump of (await readRecord(record))?.dumps ?? []) {
    await rm(path.join(dir, 'dumps', path.basename(dump)), { force: true });
  }
  await rm(record, { force: true });
  for (const folder of [path.join(dir, 'dumps'), dir]) {
    await removeIfEmpty(folder);
  }
}

async function removeIfEmpty(folder: string): Promise<void> {
  try {
    await rmdir(folder);
  } catch (error) {
    if (
      !['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(String((error as NodeJS.ErrnoException).code))
    ) {
      throw error;
    }
  }
}

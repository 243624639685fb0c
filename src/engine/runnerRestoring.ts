import type { RunnerSettings } from '../core/restore/externalRunner';
import { dumpFiles } from '../files/dumpFile';
import { externalRunner } from '../pgtools/runner/externalRunner';
import { processes } from '../pgtools/server/processes';
import { databaseOid } from '../postgres/databaseOid';
import { filledScratch } from '../postgres/scratch/filledScratch';
import { scratchContents } from '../postgres/scratch/restoreTarget';
import type { KnownProduction } from '../recovery/restore/knownProductions';
import { type RestoredByRunner, restoreWithRunner } from '../recovery/restore/restoreWithRunner';
import type { Connections, ScratchPlace } from './connections';
import type { EngineHost } from './engineHost';
import { databasesOf } from './restoring';

export interface RunnerOrder {
  readonly dump: string;
  readonly settings: RunnerSettings;
  readonly scratch: ScratchPlace;
  /** Every one that the operator has added. */
  readonly productions: readonly KnownProduction[];
}

/** Has a site's own script restore a dump into a new scratch database, which stays; what it says is said here. */
export async function runExternalRunner(
  { dump, settings, scratch: place, productions }: RunnerOrder,
  connections: Connections,
  { work, say }: EngineHost,
): Promise<RestoredByRunner> {
  const scratch = await connections.scratch(place);
  const services = {
    ...{ dumps: dumpFiles, contents: scratchContents, processes, databaseOid },
    ...{ runner: externalRunner, filled: filledScratch(scratch.settings) },
    scratch: databasesOf(scratch, false),
  };
  return restoreWithRunner({ dump, settings, productions, onLine: say }, services, work);
}

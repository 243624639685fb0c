import { setTimeout as delay } from 'node:timers/promises';
import type { TocEntry } from '../../core/archive/contents';
import { countRows } from '../../core/archive/copyText';
import { readToEnd } from '../../core/archive/pieces';
import { versionLabel } from '../../core/archive/readContents';
import { type BlockRows, isTableData, type OpenDump } from '../../core/restore/openDump';
import type {
  Executed,
  Readiness,
  RestoreEngine,
  RestoreJob,
  RestoreMonitor,
} from '../../recovery/ports/restoreEngine';
import type { Work } from '../../recovery/work';
import { bestPgRestore, findPgRestores, type PgRestore } from '../programs/findPgRestore';
import { runPgRestore } from './runPgRestore';

/** Milliseconds for what is wrong with the dump to be found, which says more than what the program makes of it. */
const grace = 3000;

export interface PgRestoreOptions {
  readonly monitor: RestoreMonitor;
  /** A program, or the folder that holds it; undefined: the one that fits best of all that are found. */
  readonly setting?: string | undefined;
  /** After so long without any movement it is taken to hang: damaged archives make it loop. */
  readonly stallSeconds?: number;
}

/** Restores by PostgreSQL's own program, following the same plan. */
export function pgRestore(options: PgRestoreOptions): RestoreEngine {
  const { setting, monitor, stallSeconds = 300 } = options;
  return {
    name: 'pg_restore',
    async readyFor({ contents: { version }, wrapping }, serverVersion): Promise<Readiness> {
      if (!version) {
        return { state: 'refused', reason: 'pg_restore reads no plain SQL.' };
      }
      if (wrapping !== 'none') {
        return { state: 'refused', reason: 'pg_restore reads no dump that was compressed again.' };
      }
      const found = await findPgRestores({ setting });
      const program = bestPgRestore(found, version, serverVersion);
      return program
        ? {
            state: 'ready',
            version: program.version,
            restore: (job, work) => restore({ program, monitor, stallSeconds }, job, work),
          }
        : { state: 'refused', reason: refusal(found, versionLabel(version)) };
    },
  };
}

function refusal(found: readonly PgRestore[], archive: string): string {
  return found.length === 0
    ? 'No pg_restore was found on this machine.'
    : `No pg_restore here (${found.map(({ version }) => version).join(', ')}) reads archives of version ${archive} and suits the scratch server.`;
}

type Runner = Required<Omit<PgRestoreOptions, 'setting'>> & { readonly program: PgRestore };

/**
 * Beside the program the same blocks are read here: it tells success by its exit status only, and this tells
 * how many rows there must be, and what is wrong with a damaged dump.
 */
async function restore(runner: Runner, job: RestoreJob, work: Work): Promise<Executed> {
  const stop = new AbortController();
  const both: Work = { ...work, signal: AbortSignal.any([work.signal, stop.signal]) };
  const stopOther = (error: unknown): never => {
    stop.abort(error);
    throw error;
  };
  const counting = countBlocks(job, both.signal).catch((error: unknown) =>
    stopOther(both.signal.aborted ? both.signal.reason : error),
  );
  const running = runPgRestore(runner, job, both).catch(async (error: unknown) => {
    const patience = delay(grace, undefined, { signal: both.signal });
    await Promise.race([counting, patience]).catch(() => undefined);
    return stopOther(error);
  });
  const [counted, ran] = await Promise.allSettled([counting, running]);
  work.signal.throwIfAborted();
  // Whichever stopped the other gave it its own reason.
  if (counted.status === 'rejected') {
    throw counted.reason;
  }
  if (ran.status === 'rejected') {
    throw ran.reason;
  }
  return { rows: counted.value, impossible: [], warnings: [] };
}

async function countBlocks(
  { dump, plan }: RestoreJob,
  signal: AbortSignal,
): Promise<readonly BlockRows[]> {
  const counts: BlockRows[] = [];
  for (const entry of plan.data.filter(isTableData)) {
    counts.push({ entry, rows: await rowsOf(dump, entry, signal) });
  }
  return counts;
}

/** INSERT commands are read too, as they may be damaged; how many rows they bring only a server tells. */
async function rowsOf(
  { data }: OpenDump,
  entry: TocEntry,
  signal: AbortSignal,
): Promise<number | undefined> {
  if (entry.copyStatement === undefined) {
    await readToEnd(data.insertText(entry, { signal }));
    return undefined;
  }
  let rows = 0;
  for await (const piece of data.tableData(entry, { signal })) {
    rows += countRows(piece);
  }
  return rows;
}

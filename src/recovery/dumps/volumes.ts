import type { TableId } from '../../core/catalog/table';
import type { TableName } from '../../core/catalog/tableName';
import { RecoveryError } from '../../core/errors';
import type { DumpTime } from '../../core/dumpTime/dumpTime';
import { comparableValues } from '../../core/volumes/comparableValues';
import type { Volume } from '../../core/volumes/volume';
import type { ConnectionSettings } from '../connectionSettings';
import type { DumpFiles } from '../ports/dumps';
import type { CountLiveRows, LiveVolume } from '../ports/liveVolume';
import type { Work } from '../work';
import { countDump } from './countDump';
import type { Counted } from './counting';
import { failureOf } from './failureOf';
import { readDumpSummary } from './readContents';

export interface VolumesRequest {
  readonly table: TableName;
  /** A column whose values are counted too. */
  readonly by: string | undefined;
  readonly dumps: readonly string[];
  readonly live: ConnectionSettings | undefined;
}

export interface VolumePorts {
  readonly files: DumpFiles;
  readonly countLiveRows: CountLiveRows;
}

/** A table's rows over time. */
export interface Volumes {
  /** Undefined where no dump has it. */
  readonly table: TableId | undefined;
  /** In the order of their time, those without one last. */
  readonly dumps: readonly DumpVolume[];
  readonly live: LiveVolume | undefined;
}

export interface DumpVolume {
  readonly path: string;
  readonly createdAt: DumpTime | undefined;
  /** What it holds of the table, or why it does not. */
  readonly found: Volume | RecoveryError;
}

/**
 * Counts a table in each dump, and in production. That a dump is bad or has no such table is a result.
 * A bare name means the same table everywhere: the one that it means where it is first found.
 * @throws {RecoveryError} `ambiguous-table`, and those of counting in production.
 */
export async function tableVolumes(
  request: VolumesRequest,
  ports: VolumePorts,
  work: Work,
): Promise<Volumes> {
  const live = await liveVolume(request, ports, work);
  let table: TableId | undefined = live?.table;
  const dumps: DumpVolume[] = [];
  for (const [at, dump] of (await inOrderOfTime(request.dumps, ports.files)).entries()) {
    work.signal.throwIfAborted();
    if (dump.failure) {
      dumps.push({ ...dump.known, found: dump.failure });
    } else {
      const counted = { table: table ?? request.table, by: request.by };
      const found = await volumeIn(dump.known.path, counted, {
        files: ports.files,
        work: named(work, `Counting in dump ${at + 1} of ${request.dumps.length}`),
      });
      table ??= found.table;
      dumps.push({ ...dump.known, found: found.found });
    }
  }
  return comparable({ table, dumps, live });
}

function named({ signal, progress }: Work, phase: string): Work {
  return {
    signal,
    progress: (step) => {
      progress({ ...step, phase });
    },
  };
}

async function liveVolume(
  { table, by, live }: VolumesRequest,
  { countLiveRows }: VolumePorts,
  { signal, progress }: Work,
): Promise<LiveVolume | undefined> {
  if (!live) {
    return undefined;
  }
  progress({ phase: 'Counting in production', done: 0, total: 1, unit: 'steps' });
  return countLiveRows(live, { table, by }, signal);
}

interface DatedDump {
  readonly known: Pick<DumpVolume, 'path' | 'createdAt'>;
  readonly failure: RecoveryError | undefined;
}

async function inOrderOfTime(
  paths: readonly string[],
  files: DumpFiles,
): Promise<readonly DatedDump[]> {
  const dumps: DatedDump[] = [];
  for (const path of paths) {
    let createdAt: DumpTime | undefined;
    const failure = await failureOf(async () => {
      ({ createdAt } = await readDumpSummary(files, path));
    });
    dumps.push({ known: { path, createdAt }, failure });
  }
  const time = ({ known }: DatedDump): string => known.createdAt?.from ?? '~';
  return dumps.sort((a, b) => (time(a) < time(b) ? -1 : time(a) > time(b) ? 1 : 0));
}

async function volumeIn(
  path: string,
  counted: Counted,
  { files, work }: { readonly files: DumpFiles; readonly work: Work },
): Promise<{ readonly table?: TableId; readonly found: Volume | RecoveryError }> {
  try {
    const { table, volume } = await countDump({ files, path }, counted, work);
    return { table, found: volume };
  } catch (error) {
    // Whoever names the table better gets an answer for every dump.
    if (error instanceof RecoveryError && error.code !== 'ambiguous-table') {
      return { found: error };
    }
    throw error;
  }
}

/** With values that are exact in every dump and in production. */
function comparable({ table, dumps, live }: Volumes): Volumes {
  const counts = [...dumps.map(({ found }) => found), live?.volume].flatMap((volume) =>
    volume === undefined || volume instanceof RecoveryError || !volume.by ? [] : [volume.by],
  );
  const exact = new Map(comparableValues(counts).map((by, at) => [counts[at], by]));
  const withExact = (volume: Volume): Volume => ({ ...volume, by: exact.get(volume.by) });
  return {
    table,
    dumps: dumps.map((dump) =>
      dump.found instanceof RecoveryError ? dump : { ...dump, found: withExact(dump.found) },
    ),
    live: live && { ...live, volume: withExact(live.volume) },
  };
}

import type { TableId } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import type { ConnectionSettings } from '../connectionSettings';
import type { Work } from '../work';
import type { KeptVerification } from './keptVerification';
import { knownRows } from './knownRows';
import type { DumpContents } from './readContents';
import { tableVolumes, type VolumePorts } from './volumes';

export interface HistoryRequest {
  readonly table: TableId;
  readonly dumps: readonly HistoryDump[];
  readonly live: ConnectionSettings | undefined;
}

/** A dump, with all that is known of it without reading its data. */
export interface HistoryDump {
  readonly path: string;
  /** Local, `2026-03-10T02:00:00`. */
  readonly time: string;
  readonly verification: KeptVerification | undefined;
  /** Undefined where finding out would take a read of the whole dump. */
  readonly contents: DumpContents | undefined;
  /** Why it cannot be read at all. */
  readonly problem: string | undefined;
}

/** A table's rows over time. */
export interface VolumeHistory {
  readonly table: TableId;
  /** The oldest dump first, production last. */
  readonly lines: readonly HistoryLine[];
}

export interface HistoryLine {
  /** Undefined for production. */
  readonly path: string | undefined;
  readonly time: string;
  readonly standing: 'verified' | 'not verified' | 'damaged' | 'production';
  readonly rows: number | undefined;
  /** Since the line before that has rows. */
  readonly change: number | undefined;
  /** Why there are no rows. */
  readonly problem: string | undefined;
}

/** Of dumps that were verified the rows are known; of others the table's own data are read. */
export async function volumeHistory(
  { table, dumps, live }: HistoryRequest,
  ports: VolumePorts,
  work: Work,
): Promise<VolumeHistory> {
  const known = new Map(dumps.map((dump) => [dump.path, knownLine(dump, table)]));
  const unread = dumps.map(({ path }) => path).filter((path) => known.get(path) === undefined);
  const read = await tableVolumes(
    { table, by: undefined, dumps: unread, live: undefined },
    ports,
    work,
  );
  const found = new Map(read.dumps.map((dump) => [dump.path, dump.found]));
  const lines = dumps
    .map(
      (dump): Line =>
        known.get(dump.path) ?? { ...standing(dump), ...rowsOf(found.get(dump.path)) },
    )
    .sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  const now = live && (await liveLine(table, live, { ports, work }));
  return { table, lines: withChanges([...lines, ...(now ? [now] : [])]) };
}

/** Where the most rows went from one line to the next that has any; by their places among the lines. */
export interface GreatestFall {
  readonly rows: number;
  readonly before: number;
  readonly after: number;
}

/** Undefined where the rows never became fewer. */
export function greatestFall({ lines }: VolumeHistory): GreatestFall | undefined {
  const falls = lines.map(({ change = 0 }) => -change);
  const rows = Math.max(0, ...falls);
  const after = falls.indexOf(rows);
  const before = lines.slice(0, after).findLastIndex((line) => line.rows !== undefined);
  return rows > 0 ? { rows, before, after } : undefined;
}

type Line = Omit<HistoryLine, 'change'>;

/** Undefined where the dump must be read. */
function knownLine(dump: HistoryDump, table: TableId): Line | undefined {
  const { verification, contents, problem } = dump;
  if (problem !== undefined || verification?.ok === false) {
    return { ...standing(dump), rows: undefined, problem: problem ?? verification?.problem };
  }
  const rows = verification && contents && knownRows(table, contents.tables, verification);
  return rows === undefined ? undefined : { ...standing(dump), rows, problem: undefined };
}

function standing({
  path,
  time,
  verification,
  problem,
}: HistoryDump): Pick<Line, 'path' | 'time' | 'standing'> {
  const isBad = problem !== undefined || verification?.ok === false;
  return { path, time, standing: isBad ? 'damaged' : verification ? 'verified' : 'not verified' };
}

/** Reading the table's own data may be what finds a dump damaged. */
function rowsOf(
  found: { readonly rows: number } | RecoveryError | undefined,
): Pick<Line, 'rows' | 'problem'> & Partial<Line> {
  if (!(found instanceof RecoveryError)) {
    return { rows: found?.rows, problem: undefined };
  }
  const isDamage = found.code === 'dump-truncated' || found.code === 'dump-damaged';
  const line = { rows: undefined, problem: found.message };
  return isDamage ? { ...line, standing: 'damaged' } : line;
}

/** That production cannot be counted does not hide what the dumps hold. */
async function liveLine(
  table: TableId,
  live: ConnectionSettings,
  { ports, work }: { readonly ports: VolumePorts; readonly work: Work },
): Promise<Line> {
  const line = { path: undefined, standing: 'production' } as const;
  try {
    const counts = await tableVolumes({ table, by: undefined, dumps: [], live }, ports, work);
    const at = counts.live?.at ?? new Date().toISOString();
    return { ...line, time: at, rows: counts.live?.volume.rows, problem: undefined };
  } catch (error) {
    if (!(error instanceof RecoveryError)) {
      throw error;
    }
    return { ...line, time: new Date().toISOString(), rows: undefined, problem: error.message };
  }
}

function withChanges(lines: readonly Line[]): readonly HistoryLine[] {
  let before: number | undefined;
  return lines.map((line) => {
    const change = before === undefined || line.rows === undefined ? undefined : line.rows - before;
    before = line.rows ?? before;
    return { ...line, change };
  });
}

import { hasOrdinal, type OrdinalRanges } from '../../core/correction/ordinalRanges';
import type { NewHash } from '../../core/correction/planFile';
import { changeLine, readChangeLine } from '../../core/diff/rows/changeLine';
import { asStale, type KeptRow, type RowInIncident } from '../../core/diff/rows/rowChange';
import { readStaleMarks, staleMarksText } from '../../core/diff/rows/staleMarks';
import {
  comparisonText,
  isByKey,
  type KeptComparison,
  LinesSealer,
  readComparison,
  sealedLines,
  type StoredComparison,
} from '../../core/diff/storedComparison';
import { comparedWithoutKey } from '../../core/diff/withoutKey';
import { RecoveryError } from '../../core/errors';
import type { PlanningIncident, RowsSink } from '../ports/planningIncident';
import { RowsIndexWriter } from './rowsIndex';

export interface ComparisonFiles {
  readonly incident: PlanningIncident;
  readonly newHash: NewHash;
}

const comparisonFile = 'comparison.json';
const staleFile = 'stale.json';
/** Compared again, rows go into the other one: until the comparison names it, the first is in force. */
const changesFiles = ['changes.jsonl', 'changes-again.jsonl'] as const;

/** The file of a comparison's rows. */
export function changesFileOf({ lines }: Pick<KeptComparison, 'lines'>): string {
  return lines.file ?? changesFiles[0];
}

/** Writes the compared rows as they are read, and their index; `finish` seals them. Whoever begins it ends it. */
export class ComparisonWriter {
  private readonly sealer: LinesSealer;
  private readonly encoder = new TextEncoder();

  private constructor(
    private readonly planning: ComparisonFiles,
    private readonly file: string,
    private readonly sink: RowsSink,
    private readonly index: RowsIndexWriter,
  ) {
    this.sealer = new LinesSealer(planning.newHash);
  }

  /** @param instead The comparison that this one takes the place of, where there is one. */
  static async begin(
    planning: ComparisonFiles,
    instead?: StoredComparison,
  ): Promise<ComparisonWriter> {
    const { incident, newHash } = planning;
    const [first, other] = changesFiles;
    const file = instead && changesFileOf(instead) === first ? other : first;
    const sink = await incident.createRows(file);
    const index = await RowsIndexWriter.begin(incident, newHash);
    return new ComparisonWriter(planning, file, sink, index);
  }

  async add(change: RowInIncident, table: KeptComparison['table']): Promise<void> {
    const line = this.encoder.encode(`${changeLine(change, table)}\n`);
    this.sealer.addBytes(line);
    await this.sink.writeBytes(line);
    await this.index.add(change, line.length);
  }

  /** @returns What is in force from now on. */
  async finish<T extends Omit<KeptComparison, 'lines'>>(
    comparison: T,
  ): Promise<T & Pick<KeptComparison, 'lines'>> {
    await this.sink.finish();
    const { file } = this;
    const seal = this.sealer.seal();
    const lines = { ...(file === changesFiles[0] ? {} : { file }), ...seal };
    const sealed = { ...comparison, lines };
    const { incident, newHash } = this.planning;
    await this.index.finish(seal);
    await incident.saveRows(comparisonFile, [comparisonText(sealed, newHash)]);
    return sealed;
  }

  async discard(): Promise<void> {
    await this.sink.discard();
    await this.index.discard();
  }
}

/**
 * Gives the rows their usual name again, and takes what is in force no longer away. Broken off at any
 * moment, the comparison names rows that are there and are its own.
 */
export async function tidyRows(
  made: StoredComparison,
  { incident, newHash }: ComparisonFiles,
): Promise<void> {
  const [first, other] = changesFiles;
  if (changesFileOf(made) === other) {
    const sink = await incident.createRows(first);
    try {
      for await (const line of incident.rows(other)) {
        await sink.write(line);
      }
    } catch (error) {
      await sink.discard();
      throw error;
    }
    await sink.finish();
    const { count, sha256 } = made.lines;
    const named = { ...made, lines: { count, sha256 } };
    await incident.saveRows(comparisonFile, [comparisonText(named, newHash)]);
  }
  await incident.removeRows(other);
}

/**
 * The comparison of which a correction can be planned.
 * @throws {RecoveryError} `incident-unreadable`; `no-key` where it was made without one.
 */
export async function storedComparison(files: ComparisonFiles): Promise<StoredComparison> {
  const comparison = await keptComparison(files);
  if (!isByKey(comparison)) {
    throw comparedWithoutKey(comparison.identity.table);
  }
  return comparison;
}

/** @throws {RecoveryError} `no-key` where the incident holds a comparison that was made without one. */
export async function refuseWithoutKey({ incident, newHash }: ComparisonFiles): Promise<void> {
  const text = await textOf(comparisonFile, incident);
  const comparison = text === '' ? undefined : readComparison(text, newHash);
  if (comparison && !isByKey(comparison)) {
    throw comparedWithoutKey(comparison.identity.table);
  }
}

/** @throws {RecoveryError} `incident-unreadable`. */
export async function keptComparison({
  incident,
  newHash,
}: ComparisonFiles): Promise<KeptComparison> {
  let text = '';
  for await (const line of incident.rows(comparisonFile)) {
    text += line;
  }
  return readComparison(text, newHash);
}

/**
 * The compared rows, sealed: what was changed or cut is refused at their end at the latest. Those that
 * were found to have moved on since are stale.
 */
export async function* comparedRows(
  comparison: StoredComparison,
  { incident, newHash }: ComparisonFiles,
): AsyncGenerator<KeptRow> {
  const stale = await staleLines(comparison, incident);
  const { table, lines } = comparison;
  let number = 0;
  for await (const line of sealedLines(incident.rows(changesFileOf(comparison)), lines, newHash)) {
    // Of a comparison by a key: each line is such a row.
    const row: KeptRow = readChangeLine(line, table, number + 1);
    yield row.kind !== 'conflict' && hasOrdinal(stale, number) ? asStale(row) : row;
    number += 1;
  }
}

/** Which of the comparison's lines, from 0, were found to be no longer as compared. */
export async function staleLines(
  { lines }: Pick<KeptComparison, 'lines'>,
  incident: Pick<PlanningIncident, 'rows'>,
): Promise<OrdinalRanges> {
  return readStaleMarks(await textOf(staleFile, incident), lines);
}

export async function saveStaleLines(
  stale: OrdinalRanges,
  { lines }: Pick<StoredComparison, 'lines'>,
  incident: Pick<PlanningIncident, 'saveRows'>,
): Promise<void> {
  await incident.saveRows(staleFile, [staleMarksText(stale, lines)]);
}

/** What a file of one line holds; empty where there is none. */
export async function textOf(
  name: string,
  incident: Pick<PlanningIncident, 'rows'>,
): Promise<string> {
  return (await linesOf(name, incident)).join('');
}

/** The lines of a file that is not long; none where there is none. */
export async function linesOf(
  name: string,
  incident: Pick<PlanningIncident, 'rows'>,
): Promise<readonly string[]> {
  const lines: string[] = [];
  try {
    for await (const line of incident.rows(name)) {
      lines.push(line);
    }
  } catch (error) {
    if (error instanceof RecoveryError && error.code === 'incident-unreadable') {
      return [];
    }
    throw error;
  }
  return lines;
}

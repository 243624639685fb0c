import { changeLine, readChangeLine } from '../../core/diff/changeLine';
import type { DifferingRow } from '../../core/diff/rowChange';
import {
  comparisonText,
  LinesSealer,
  readComparison,
  sealedLines,
  type StoredComparison,
} from '../../core/diff/storedComparison';
import type { NewHash } from '../../core/correction/planFile';
import type { PlanningIncident, RowsSink } from '../ports/planningIncident';

export interface ComparisonFiles {
  readonly incident: PlanningIncident;
  readonly newHash: NewHash;
}

const changesFile = 'changes.jsonl';
const comparisonFile = 'comparison.json';

/** Writes the compared rows as they are read; `finish` seals them. Whoever begins it ends it. */
export class ComparisonWriter {
  private readonly sealer: LinesSealer;

  private constructor(
    private readonly planning: ComparisonFiles,
    private readonly sink: RowsSink,
  ) {
    this.sealer = new LinesSealer(planning.newHash);
  }

  static async begin(planning: ComparisonFiles): Promise<ComparisonWriter> {
    return new ComparisonWriter(planning, await planning.incident.createRows(changesFile));
  }

  async add(change: DifferingRow, table: StoredComparison['table']): Promise<void> {
    const line = changeLine(change, table);
    this.sealer.add(line);
    await this.sink.write(line);
  }

  async finish(comparison: Omit<StoredComparison, 'lines'>): Promise<void> {
    await this.sink.finish();
    const sealed = { ...comparison, lines: this.sealer.seal() };
    const { incident, newHash } = this.planning;
    await incident.saveRows(comparisonFile, [comparisonText(sealed, newHash)]);
  }

  async discard(): Promise<void> {
    await this.sink.discard();
  }
}

/** @throws {RecoveryError} `incident-unreadable`. */
export async function storedComparison({
  incident,
  newHash,
}: ComparisonFiles): Promise<StoredComparison> {
  let text = '';
  for await (const line of incident.rows(comparisonFile)) {
    text += line;
  }
  return readComparison(text, newHash);
}

/** The compared rows, sealed: what was changed or cut is refused at their end at the latest. */
export async function* comparedRows(
  comparison: StoredComparison,
  { incident, newHash }: ComparisonFiles,
): AsyncGenerator<DifferingRow> {
  let number = 0;
  for await (const line of sealedLines(incident.rows(changesFile), comparison.lines, newHash)) {
    number += 1;
    yield readChangeLine(line, comparison.table, number);
  }
}

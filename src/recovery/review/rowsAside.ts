import type { RowInIncident } from '../../core/diff/rows/rowChange';
import type { LineSet } from '../../core/review/lineSet';
import type { FilterSources } from './filters/filterSources';
import { changeIn, textsAt } from './readLines';
import { RowLists } from './rowLists';
import type { ShownRows } from './shownRows';

/** Reads rows that nobody looks at: nothing that is kept for those that are shown gives way. */
export class RowsAside {
  /** @param during Keeps the file open until the reading is done. */
  constructor(
    private readonly sources: () => FilterSources,
    private readonly during: <T>(reading: Promise<T>) => Promise<T>,
  ) {}

  /** The lines of the rows that would be shown. @throws {RecoveryError} `usage` where rows cannot be filtered so. */
  lines(shown: ShownRows): Promise<LineSet> {
    return this.during(new RowLists(this.sources).lines(shown));
  }

  /** Reads these rows as they may be shown. */
  visit(
    lines: LineSet,
    each: (change: RowInIncident, line: number) => void,
    signal: AbortSignal,
  ): Promise<void> {
    return this.during(this.visiting(lines, each, signal));
  }

  private async visiting(
    lines: LineSet,
    each: (change: RowInIncident, line: number) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const rows = this.sources();
    for await (const texts of textsAt(lines, rows, signal)) {
      for (const text of texts) {
        each(changeIn(text, rows), text.line);
      }
    }
  }
}

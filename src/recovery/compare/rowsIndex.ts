import type { NewHash } from '../../core/correction/planFile';
import type { RowInIncident } from '../../core/diff/rows/rowChange';
import type { LinesSeal } from '../../core/diff/storedComparison';
import { FactIndexMaker } from '../../core/review/factIndex';
import type { PlanningIncident, RowsSink } from '../ports/planningIncident';

/** What is known of the compared rows, so that a review opens without reading them. */
export const rowsIndexFile = 'changes.index';

/**
 * Writes the index of compared rows beside them, as they are written. It counts for nothing but the lines
 * that it was sealed for: left over from others, it is passed over. Whoever begins it ends it.
 */
export class RowsIndexWriter {
  private readonly maker: FactIndexMaker;

  private constructor(
    private readonly sink: RowsSink,
    newHash: NewHash,
  ) {
    this.maker = new FactIndexMaker(newHash);
  }

  static async begin(incident: PlanningIncident, newHash: NewHash): Promise<RowsIndexWriter> {
    return new RowsIndexWriter(await incident.createRows(rowsIndexFile), newHash);
  }

  /** @param lineBytes Of its line, with the line end. @returns What there is to wait for, now and then. */
  add(change: RowInIncident, lineBytes: number): Promise<void> | undefined {
    const part = this.maker.add(change, lineBytes);
    return part && this.sink.writeBytes(part);
  }

  async finish(seal: LinesSeal): Promise<void> {
    await this.sink.writeBytes(this.maker.end(seal));
    await this.sink.finish();
  }

  discard(): Promise<void> {
    return this.sink.discard();
  }
}

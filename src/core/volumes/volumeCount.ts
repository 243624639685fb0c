import { countRows } from '../archive/copyText';
import type { DecodeText } from '../archive/encoding';
import { type TableId, tableLabel } from '../catalog/table';
import { RecoveryError } from '../errors';
import { copyColumns } from './copyColumns';
import { CopyFields } from './copyFields';
import { groupOf } from './groupOf';
import { ValueTally } from './valueTally';
import type { Volume } from './volume';

/** The rows of one COPY block, given piece by piece: without the line that ends them. */
export interface BlockCount {
  add(piece: Uint8Array): void;
  /** What was added counts from here on. @throws {RecoveryError} `dump-truncated`. */
  end(): void;
}

/** What is known of a block before its rows are read. */
export interface CopyBlock {
  readonly statement: string;
  readonly decode: DecodeText;
}

/** Counts the rows of one table, which may lie in several blocks: those of its partitions. */
export class VolumeCount {
  private rows = 0;
  private readonly tally: ValueTally | undefined;

  /** @param by The column whose values are counted too. */
  constructor(
    private readonly table: TableId,
    private readonly by: string | undefined,
  ) {
    this.tally = by === undefined ? undefined : new ValueTally();
  }

  /** @throws {RecoveryError} `table-not-in-dump` where it does not have the column. */
  block(block: CopyBlock): BlockCount {
    return this.by === undefined || this.tally === undefined
      ? this.rowsOnly()
      : this.valuesOf(this.by, this.tally, block);
  }

  volume(): Volume {
    return { rows: this.rows, by: this.tally?.result() };
  }

  private rowsOnly(): BlockCount {
    let rows = 0;
    return {
      add: (piece) => (rows += countRows(piece)),
      end: () => (this.rows += rows),
    };
  }

  private valuesOf(
    column: string,
    tally: ValueTally,
    { statement, decode }: CopyBlock,
  ): BlockCount {
    const position = this.positionOf(column, copyColumns(statement));
    const fields = new CopyFields(position, decode, (cell) => {
      tally.add(groupOf(cell));
    });
    return {
      add: (piece) => {
        fields.add(piece);
      },
      end: () => {
        fields.end();
        this.rows += fields.rows;
      },
    };
  }

  private positionOf(column: string, columns: readonly string[]): number {
    const position = columns.indexOf(column);
    if (position < 0) {
      throw new RecoveryError(
        'table-not-in-dump',
        `In the dump ${tableLabel(this.table)} has no values of a column ${column}.`,
        { hint: `It has ${columns.join(', ')}; what is computed is not in a dump.` },
      );
    }
    return position;
  }
}

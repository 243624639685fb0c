import type { Cell } from '../catalog/table';
import { copyColumns } from './copyColumns';
import { CopyFields } from './copyFields';
import { groupOf } from './groupOf';
import type { BlockCount, CopyBlock } from './volumeCount';

/** How many different values of one column are counted; of a column with more, none. */
const mostValues = 40_000;

/** Counts the rows of a table by the values of several columns at once; times by their days. */
export class ColumnsCount {
  private readonly tallies: ReadonlyMap<string, Map<Cell, number>>;
  private readonly uncounted = new Set<string>();

  constructor(columns: readonly string[]) {
    this.tallies = new Map(columns.map((name) => [name, new Map<Cell, number>()]));
  }

  /** What the block does not have is not counted. */
  block({ statement, decode }: CopyBlock): BlockCount {
    const columns = copyColumns(statement);
    const fields = [...this.tallies].flatMap(([name, tally]) => {
      const at = columns.indexOf(name);
      if (at < 0) {
        this.uncounted.add(name);
        return [];
      }
      return [
        new CopyFields(at, decode, (cell) => {
          this.add(name, tally, groupOf(cell));
        }),
      ];
    });
    return {
      add: (piece) => {
        fields.forEach((field) => {
          field.add(piece);
        });
      },
      end: () => {
        fields.forEach((field) => {
          field.end();
        });
      },
    };
  }

  /** By column: rows by value; without the columns that some block lacks, or that have too many values. */
  counts(): ReadonlyMap<string, ReadonlyMap<Cell, number>> {
    return new Map([...this.tallies].filter(([name]) => !this.uncounted.has(name)));
  }

  private add(name: string, tally: Map<Cell, number>, value: Cell): void {
    const rows = tally.get(value);
    if (rows !== undefined || tally.size < mostValues) {
      tally.set(value, (rows ?? 0) + 1);
    } else {
      this.uncounted.add(name);
    }
  }
}

import type { Cell } from '../catalog/table';
import { copyColumns } from './copyColumns';
import { CopyFields } from './copyFields';
import { groupOf } from './groupOf';
import type { BlockCount, CopyBlock } from './volumeCount';

/** A column of days, or of few values that many rows share. */
export interface TellingColumn {
  readonly column: string;
  readonly by: 'day' | 'value';
  /** Rows by value. */
  readonly rows: ReadonlyMap<Cell, number>;
}

/** More are no list of states, or no spread of days. */
const mostValues = 20;
const mostDays = 40_000;
const longestValue = 40;
/** Rows to a value of a list of states at least, on average. */
const fewestRows = 5;
const mostOfDays = 3;
const mostOfValues = 4;

const day = /^(?:\d{4,}-\d\d-\d\d(?: BC)?|-?infinity)$/;
const number = /^-?\d+(?:\.\d+)?$/;

/** Finds the columns of a table that tell how its rows are spread, where nothing but their values says of what type they are. */
export class TellingColumnsCount {
  /** By column, in the order of the table; undefined once a column is neither. */
  private readonly tallies = new Map<string, Map<Cell, number> | undefined>();
  private isFirst = true;

  /** @param left Columns by whose values nothing is counted. */
  constructor(private readonly left: readonly string[]) {}

  block({ statement, decode }: CopyBlock): BlockCount {
    const columns = copyColumns(statement);
    this.begin(columns);
    const fields = [...this.tallies.keys()].map((name) => ({
      name,
      cells: new CopyFields(columns.indexOf(name), decode, (cell) => {
        this.add(name, groupOf(cell));
      }),
    }));
    const open = (): typeof fields => fields.filter(({ name }) => this.tallies.get(name));
    return {
      add: (piece) => {
        open().forEach(({ cells }) => {
          cells.add(piece);
        });
      },
      end: () => {
        open().forEach(({ cells }) => {
          cells.end();
        });
      },
    };
  }

  columns(): readonly TellingColumn[] {
    const found = [...this.tallies].flatMap(([column, rows]): readonly TellingColumn[] => {
      const by = rows && kindOf(rows);
      return rows && by ? [{ column, by, rows }] : [];
    });
    return [
      ...found.filter(({ by }) => by === 'day').slice(0, mostOfDays),
      ...found.filter(({ by }) => by === 'value').slice(0, mostOfValues),
    ];
  }

  /** A column that some block lacks is none. */
  private begin(columns: readonly string[]): void {
    const own = columns.filter((name) => !this.left.includes(name));
    if (this.isFirst) {
      own.forEach((name) => this.tallies.set(name, new Map()));
    }
    this.isFirst = false;
    [...this.tallies.keys()]
      .filter((name) => !own.includes(name))
      .forEach((name) => this.tallies.delete(name));
  }

  private add(name: string, value: Cell): void {
    const tally = this.tallies.get(name);
    tally?.set(value, (tally.get(value) ?? 0) + 1);
    if (tally && tally.size > mostValues && (tally.size > mostDays || !areDays(tally, value))) {
      this.tallies.set(name, undefined);
    }
  }
}

/** Whether what was tallied are days: all of them once there are too many to be states, then each new one. */
function areDays(tally: ReadonlyMap<Cell, number>, added: Cell): boolean {
  return tally.size === mostValues + 1 ? [...tally.keys()].every(isDay) : isDay(added);
}

function isDay(value: Cell): boolean {
  return value === null || day.test(value);
}

function kindOf(rows: ReadonlyMap<Cell, number>): TellingColumn['by'] | undefined {
  const values = [...rows.keys()].filter((value) => value !== null);
  if (values.length === 0) {
    return undefined;
  }
  if (values.every(isDay)) {
    return 'day';
  }
  const all = [...rows.values()].reduce((sum, own) => sum + own, 0);
  const areStates =
    values.length <= mostValues &&
    all >= fewestRows * rows.size &&
    values.every((value) => value.length <= longestValue) &&
    !values.every((value) => number.test(value));
  return areStates ? 'value' : undefined;
}

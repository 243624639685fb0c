import type { Column, Row } from '../catalog/table';
import type { KeptTable } from '../diff/comparison';
import type { RowInIncident } from '../diff/rows/rowChange';
import type { MaskedColumns } from '../review/mask';
import { cellsIn } from '../review/rowCells';

/** A value of one column that most damaged rows have, and few others: a status, a channel, a service. */
export interface TellingValue {
  /** Its position among the compared columns. */
  readonly column: number;
  readonly value: string;
}

/** A column with more values is no business scope. */
const mostValues = 24;
const longest = 64;
/** What part of the damage it holds at least, and how much more than of what others wrote. */
const leastDamage = 0.5;
const leastApart = 0.2;

/** Finds the business scope of the damage, as rows pass. */
export class ScopeFinder {
  private readonly columns: readonly ValuesOfColumn[];
  private readonly seen = { damaged: 0, others: 0 };

  constructor(table: KeptTable, masked: MaskedColumns) {
    const own = new Set([...table.key, ...table.ignored, ...masked]);
    this.columns = table.columns.flatMap((column, at) =>
      isScope(column) && !own.has(at) ? [new ValuesOfColumn(at)] : [],
    );
  }

  get isIdle(): boolean {
    return this.columns.length === 0;
  }

  add(row: RowInIncident, isDamaged: boolean): void {
    const of = isDamaged ? 'damaged' : 'others';
    this.seen[of] += 1;
    for (const column of this.columns) {
      column.add(cellsIn(column.at, row), of);
    }
  }

  /** Undefined where no value tells the damage from what others wrote. */
  found(): TellingValue | undefined {
    const { damaged, others } = this.seen;
    const part = (rows: number, of: number): number => (of === 0 ? 0 : rows / of);
    const ranked = this.columns
      .flatMap(({ at, counts }) => [...counts].map(([value, rows]) => ({ at, value, rows })))
      .filter(({ at, value }) =>
        isAlone(
          value,
          this.columns.find((column) => column.at === at),
        ),
      )
      .map(({ at, value, rows }) => {
        const own = part(rows.damaged, damaged);
        return { column: at, value, own, apart: own - part(rows.others, others) };
      })
      .filter(({ own, apart }) => own >= leastDamage && apart >= leastApart)
      .sort((one, other) => other.apart - one.apart);
    const [best] = ranked;
    return best && { column: best.column, value: best.value };
  }
}

interface Counted {
  damaged: number;
  others: number;
}

class ValuesOfColumn {
  readonly counts = new Map<string, Counted>();
  private isOpen = true;

  constructor(readonly at: number) {}

  add(cells: Row, of: keyof Counted): void {
    for (const value of this.isOpen ? new Set(cells) : []) {
      const counted = this.counts.get(value ?? '') ?? { damaged: 0, others: 0 };
      counted[of] += 1;
      this.counts.set(value ?? '', counted);
      if (this.counts.size > mostValues || (value ?? '').length > longest) {
        this.isOpen = false;
        this.counts.clear();
        return;
      }
    }
  }
}

/** No other value holds it: rows are looked for by the text. */
function isAlone(value: string, column: ValuesOfColumn | undefined): boolean {
  const others = [...(column?.counts.keys() ?? [])].filter((other) => other !== value);
  return value.trim() !== '' && !others.some((other) => other.includes(value));
}

function isScope({ type }: Column): boolean {
  return type.isEnum === true || /^(text|varchar|bpchar|bool)$/.test(type.builtIn ?? '');
}

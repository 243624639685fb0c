import type { RowSpan } from './viewport';

/** Brings rows from the host; may give fewer at the end. */
export type LoadRows<Row> = (span: RowSpan) => Promise<readonly Row[]>;

export interface PagesOptions<Row> {
  readonly load: LoadRows<Row>;
  /** Rows have arrived: draw again. */
  readonly onRows: () => void;
  /** Loading has stopped until {@link RowPages.retry}. */
  readonly onFailure: (error: unknown) => void;
}

interface Page<Row> {
  readonly rows: readonly Row[];
  /** The `refresh` count when they were asked for. */
  readonly asOf: number;
}

export const pageSize = 100;
const mostPages = 50;
/** A drag over thousands of pages must not ask for each: only the last wanted ones are asked for next. */
const mostAtOnce = 2;

/** The rows of one tab, page by page as they come into sight; the least recently seen are forgotten. */
export class RowPages<Row> {
  private readonly pages = new Map<number, Page<Row>>();
  private readonly asked = new Set<number>();
  private waiting: readonly (() => boolean)[] = [];
  private wanted: readonly number[] = [];
  private asOf = 0;
  private stopped = false;

  constructor(private readonly options: PagesOptions<Row>) {}

  /** Undefined while the row is being brought. */
  row(ordinal: number): Row | undefined {
    return this.pages.get(Math.floor(ordinal / pageSize))?.rows[ordinal % pageSize];
  }

  /** Resolves when the row is as on the host, or is not to be had: at once where it has not changed since. */
  async fresh(ordinal: number): Promise<void> {
    const number = Math.floor(ordinal / pageSize);
    const isSettled = (): boolean => {
      const page = this.pages.get(number);
      const comes = !this.stopped && this.wanted.includes(number);
      return !comes || !page || page.asOf === this.asOf;
    };
    if (!isSettled()) {
      await new Promise<void>((resolve) => {
        const settles = (): boolean => {
          const settled = isSettled();
          if (settled) {
            resolve();
          }
          return settled;
        };
        this.waiting = [...this.waiting, settles];
      });
    }
  }

  /** Says what is in sight; what is not there yet is asked for. */
  want({ first, count }: RowSpan): void {
    const from = Math.floor(first / pageSize);
    const to = Math.floor((first + Math.max(1, count) - 1) / pageSize);
    this.wanted = Array.from({ length: to - from + 1 }, (_, index) => from + index);
    for (const number of this.wanted) {
      this.touch(number);
    }
    this.settle();
    this.ask();
  }

  /** The rows have changed on the host: what is in sight is brought again, the old drawn meanwhile. */
  refresh(): void {
    this.asOf++;
    for (const number of this.pages.keys()) {
      if (!this.wanted.includes(number)) {
        this.pages.delete(number);
      }
    }
    this.settle();
    this.ask();
  }

  retry(): void {
    this.stopped = false;
    this.ask();
  }

  /** What still arrives is let go. */
  close(): void {
    this.stopped = true;
    this.wanted = [];
    this.settle();
  }

  private ask(): void {
    for (const number of this.wanted) {
      const isFresh = this.pages.get(number)?.asOf === this.asOf;
      if (!this.stopped && !isFresh && !this.asked.has(number) && this.asked.size < mostAtOnce) {
        void this.bring(number);
      }
    }
  }

  private async bring(number: number): Promise<void> {
    const { load, onRows, onFailure } = this.options;
    const { asOf } = this;
    this.asked.add(number);
    try {
      const rows = await load({ first: number * pageSize, count: pageSize });
      this.asked.delete(number);
      if (!this.stopped) {
        this.keep(number, { rows, asOf });
        onRows();
      }
    } catch (error) {
      this.asked.delete(number);
      if (!this.stopped) {
        this.stopped = true;
        onFailure(error);
      }
    }
    this.settle();
    this.ask();
  }

  private settle(): void {
    this.waiting = this.waiting.filter((settles) => !settles());
  }

  private keep(number: number, page: Page<Row>): void {
    this.pages.delete(number);
    this.pages.set(number, page);
    for (const oldest of this.pages.keys()) {
      if (this.pages.size <= mostPages) {
        break;
      }
      this.pages.delete(oldest);
    }
  }

  private touch(number: number): void {
    const page = this.pages.get(number);
    if (page) {
      this.pages.delete(number);
      this.pages.set(number, page);
    }
  }
}

interface Page {
  readonly length: number;
}

interface Reading<P> {
  readonly start: number;
  readonly size: number;
  readonly page: Promise<P>;
}

/** Pages of a list in their order, of which some are being read while one is worked on. */
export class PagesAhead<P extends Page> {
  private readonly ahead: Reading<P>[] = [];
  private next = 0;

  constructor(
    private readonly total: number,
    private readonly read: (start: number, size: number) => Promise<P>,
  ) {}

  /** Has pages of this size read until so many are under way. */
  fill(size: number, most: number): void {
    while (this.ahead.length < most && this.next < this.total) {
      const start = this.next;
      this.next = Math.min(this.total, start + size);
      const page = this.read(start, this.next - start);
      // Waited for only when the page before it has been worked on.
      page.catch(() => undefined);
      this.ahead.push({ start, size: this.next - start, page });
    }
  }

  /** The first that is under way; the list is at its end where there is none. */
  async take(): Promise<P | undefined> {
    const first = this.ahead.shift();
    const page = await first?.page;
    if (first && page && page.length < first.size) {
      // It ends early, where rows are large: what was asked for behind it begins too late.
      await this.settled();
      this.ahead.length = 0;
      this.next = first.start + page.length;
    }
    return page;
  }

  /** Nothing is under way any more. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.ahead.map(({ page }) => page));
  }
}

import type { Progress, ProgressStep } from '../work';

/**
 * Says how far scans of a whole table are, of which a server tells nothing before a side's scan is over.
 * First all rows are compared; then those that differ are looked for, in as many scans as that takes. It
 * never says that all is done: whatever comes next has a phase of its own.
 */
export class ScanProgress {
  private step: ProgressStep;
  /** Of one side. */
  private rowsPerScan: number;

  /** @param estimate About how many rows either side has. */
  constructor(
    private readonly report: Progress,
    estimate: number,
  ) {
    this.rowsPerScan = estimate;
    this.step = { phase: 'comparing', done: 0, total: estimate, estimated: true, unit: 'rows' };
    report(this.step);
  }

  /** @param scansLeft That are still to come, as far as is known. */
  find(rowsPerScan: number, scansLeft: number): void {
    const phase = 'finding the rows that differ';
    const done = this.step.phase === phase ? this.step.done : 0;
    this.rowsPerScan = rowsPerScan;
    this.step = { phase, done, total: done + scansLeft * rowsPerScan, unit: 'rows' };
    this.report(this.step);
  }

  /** One side's scan is over. */
  passed(): void {
    const done = this.step.done + this.rowsPerScan / 2;
    this.step = { ...this.step, done };
    if (done !== this.step.total) {
      this.report({ ...this.step, done: Math.floor(done) });
    }
  }
}

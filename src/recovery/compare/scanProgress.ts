import type { Side } from '../ports/snapshot';
import type { Progress, ProgressStep } from '../work';

/**
 * Says how far scans of a whole table are, by which part of it either side has passed. First all rows are
 * compared; then those that differ are looked for, in as many scans as that takes. It never says that all
 * is done: whatever comes next has a phase of its own.
 */
export class ScanProgress {
  private step: ProgressStep;
  /** Of one side. */
  private rowsPerScan: number;
  /** Rows of the scans before this one. */
  private before = 0;
  private parts: Record<Side, number> = { backup: 0, live: 0 };

  /** @param estimate About how many rows either side has; 0: nobody knows. */
  constructor(
    private readonly report: Progress,
    estimate: number,
    phase = 'comparing',
  ) {
    this.rowsPerScan = estimate;
    const step = { phase, done: 0, unit: 'rows' } as const;
    this.step =
      estimate > 0 ? { ...step, total: estimate, estimated: true } : { ...step, total: undefined };
    report(this.step);
  }

  /** @param scansLeft That are still to come, as far as is known. */
  find(rowsPerScan: number, scansLeft: number): void {
    const phase = 'finding the rows that differ';
    this.before = this.step.phase === phase ? this.step.done : 0;
    this.rowsPerScan = rowsPerScan;
    this.parts = { backup: 0, live: 0 };
    const total = this.before + scansLeft * rowsPerScan;
    this.step = { phase, done: this.before, total, unit: 'rows' };
    this.report(this.step);
  }

  /** @param part Of its table that one side's scan is through with, from 0 to 1, as the server tells. */
  passed(side: Side, part: number): void {
    this.parts[side] = Math.max(this.parts[side], Math.min(part, 1));
    const { backup, live } = this.parts;
    const done = Math.floor(this.before + (this.rowsPerScan * (backup + live)) / 2);
    if (done > this.step.done && done !== this.step.total) {
      this.step = { ...this.step, done };
      this.report(this.step);
    }
  }
}

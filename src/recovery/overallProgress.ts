import type { ProgressStep } from './work';

/** What is left for the end itself, which no phase tells. */
const most = 99;

/**
 * How far a whole command is, in percent, over its phases: never back, and never all before the end.
 * How many phases come is only about known: each that has an end takes its part of what is left.
 */
export class OverallProgress {
  private percent = 0;
  private phase: string | undefined;
  /** Where the phase began, and what it has of the rest. */
  private part = { from: 0, width: 0 };
  private counted = 0;

  /** @param phases About how many with a known end there will be. */
  constructor(private readonly phases: number) {}

  after({ phase, done, total }: ProgressStep): number {
    if (total === undefined || total === 0) {
      return this.percent;
    }
    if (phase !== this.phase) {
      this.begin(phase);
    }
    const { from, width } = this.part;
    this.percent = Math.max(this.percent, from + width * Math.min(1, done / total));
    return this.percent;
  }

  private begin(phase: string): void {
    this.phase = phase;
    const left = this.phases - this.counted;
    // Where more come than was thought, half of the rest is kept for the next.
    const parts = left >= 1 ? left : 2;
    this.part = { from: this.percent, width: (most - this.percent) / parts };
    this.counted += 1;
  }
}

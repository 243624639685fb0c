/** Milliseconds within which one leap follows the other while the scroll bar is dragged. */
const pause = 80;

/**
 * Leaps that follow each other at once, as while the scroll bar is dragged over a long table: what they pass is
 * seen by nobody, and bringing it would only hold up the page. A single leap is none.
 */
export class Rush {
  private last = -Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @param onEnd It is over: what is in sight now is to be looked at. */
  constructor(private readonly onEnd: () => void) {}

  get isOn(): boolean {
    return this.timer !== undefined;
  }

  /** The rows in sight are others altogether. */
  leapt(): void {
    const now = performance.now();
    const follows = now - this.last < pause;
    this.last = now;
    if (follows || this.isOn) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => {
        this.timer = undefined;
        this.onEnd();
      }, pause);
    }
  }
}

/** Waits between two savings, so that a row of acts is not written act by act. */
const pauseMilliseconds = 200;

/** Saves what was put last, one saving at a time; what is put meanwhile goes into the next. */
export class LatestSaved<T> {
  private latest: { readonly value: T } | undefined;
  private saving: Promise<void> | undefined;
  private failure: { readonly error: unknown } | undefined;
  /** How many wait for the end of it. */
  private waiting = 0;
  private endPause: () => void = () => undefined;

  constructor(private readonly save: (value: T) => Promise<void>) {}

  /** Returns at once. @throws What the last saving failed with, if it did. */
  put(value: T): void {
    this.latest = { value };
    this.saving ??= this.saveAll();
    this.sayFailure();
  }

  /** What was put is saved. @throws What its saving failed with. */
  async settled(): Promise<void> {
    this.waiting += 1;
    while (this.saving) {
      this.endPause();
      await this.saving;
    }
    this.waiting -= 1;
    this.sayFailure();
  }

  /** Never rejects. */
  private async saveAll(): Promise<void> {
    while (this.latest) {
      const { value } = this.latest;
      this.latest = undefined;
      try {
        await this.save(value);
      } catch (error) {
        this.failure = { error };
      }
      await this.pause();
    }
    this.saving = undefined;
  }

  private async pause(): Promise<void> {
    if (this.waiting > 0) {
      return;
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pauseMilliseconds);
      this.endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private sayFailure(): void {
    const { failure } = this;
    this.failure = undefined;
    if (failure) {
      throw failure.error;
    }
  }
}

/** Does one thing after another, in the order asked; one that fails stops none of the others. */
export class InTurn {
  private last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.last.then(work);
    this.last = mine.catch(() => undefined);
    return mine;
  }

  /** All that was asked for until now is done. */
  async settled(): Promise<void> {
    await this.last;
  }
}

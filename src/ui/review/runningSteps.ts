import path from 'node:path';

/** What this window is doing in which incident just now, in a word: `rehearsing`. */
export class RunningSteps {
  private readonly doing = new Map<string, string>();

  in(dir: string): string | undefined {
    return this.doing.get(path.resolve(dir));
  }

  /** As long as `work` takes. */
  async during<T>(dir: string, word: string, work: () => Promise<T>): Promise<T> {
    const key = path.resolve(dir);
    this.doing.set(key, word);
    try {
      return await work();
    } finally {
      this.doing.delete(key);
    }
  }
}

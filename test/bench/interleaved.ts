import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** One way of doing the job that is measured. */
export interface Contender {
  readonly name: string;
  /** What must be so before each run; not measured. */
  readonly prepare?: () => Promise<void>;
  readonly run: () => Promise<void>;
}

/** Seconds of each round. */
export type Times = ReadonlyMap<string, readonly number[]>;

/** Runs all contenders in turn, round after round, so that a slow spell of the machine hits all alike. */
export async function interleaved(
  contenders: readonly Contender[],
  rounds: number,
): Promise<Times> {
  return (await measured(contenders, rounds, () => Promise.resolve(0))).seconds;
}

/** The same, with how far a probe rose while each ran. */
export async function measured(
  contenders: readonly Contender[],
  rounds: number,
  probe: () => Promise<number>,
): Promise<{ readonly seconds: Times; readonly probed: Times }> {
  const seconds = new Map(contenders.map(({ name }) => [name, new Array<number>()]));
  const probed = new Map(contenders.map(({ name }) => [name, new Array<number>()]));
  for (let round = 0; round <= rounds; round++) {
    for (const { name, prepare, run } of contenders) {
      await prepare?.();
      collectGarbage();
      const before = await probe();
      const start = performance.now();
      await run();
      const taken = (performance.now() - start) / 1000;
      const risen = (await probe()) - before;
      // The first round only warms caches.
      if (round > 0) {
        seconds.get(name)?.push(taken);
        probed.get(name)?.push(risen);
      }
    }
  }
  return { seconds, probed };
}

/** What was made ready leaves none to be collected while it is measured. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

/** How many times longer one took than the other: the median over the rounds, each against its own. */
export function ratio(times: Times, name: string, base: string): number {
  const bases = times.get(base) ?? [];
  return median((times.get(name) ?? []).map((seconds, round) => seconds / (bases[round] ?? 1)));
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

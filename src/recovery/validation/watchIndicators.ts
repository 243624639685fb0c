import { setTimeout as pause } from 'node:timers/promises';
import type { DamagedTime } from '../../core/checks/band';
import { type CheckRun, type KeptRun, keptRun } from '../../core/checks/checkRun';
import { type Indicator, indicatorsOf, isIndicator } from '../../core/checks/indicators';
import { RecoveryError } from '../../core/errors';
import { runChecks } from '../checks/runChecks';
import type { Work } from '../work';
import type { ValidatingChecks } from './validateRecovery';

export interface WatchOrder extends ValidatingChecks {
  /** When the data were not as they should be; undefined where nothing is known of that. */
  readonly damaged: DamagedTime | undefined;
  /** Milliseconds from one look to the next. */
  readonly every: number;
  /** Milliseconds; undefined: until it is stopped. */
  readonly lasting: number | undefined;
}

/** One look at production; `failed` where it could not be asked: the watch goes on. */
export type Look =
  | {
      readonly state: 'seen';
      readonly at: string;
      readonly indicators: readonly Indicator[];
      /** Those that were in their band at the look before, or at none yet, and are not now. */
      readonly left: readonly Indicator[];
      /** Those that were out of it, and are back. */
      readonly back: readonly Indicator[];
    }
  | { readonly state: 'failed'; readonly error: RecoveryError };

export interface Watched {
  readonly seconds: number;
  readonly looks: number;
  readonly failed: number;
  /** As they were last seen. */
  readonly indicators: readonly Indicator[];
  /** Names of all that left their band at any time. */
  readonly left: readonly string[];
}

/**
 * Looks at the indicators again and again, against the band of healthy runs; where there is none yet, against the first
 * look. Only reads. Being stopped is an end like any other; what was seen last is kept for later runs.
 * @throws {RecoveryError} `usage` where no check asks for a number; those of the first connection.
 */
export async function watchIndicators(
  order: WatchOrder,
  tell: (look: Look) => void,
  work: Work,
): Promise<Watched> {
  const checks = order.checks.filter(isIndicator);
  if (checks.length === 0) {
    throw new RecoveryError('usage', 'No check asks production for a number to be watched.', {
      hint: 'Create starter checks, or write one that expects any number.',
    });
  }
  const watch = new Watch({ ...order, checks }, await order.folder.runs(), tell);
  try {
    await watch.go(work);
  } catch (error) {
    if (!work.signal.aborted) {
      throw error;
    }
  }
  return watch.end();
}

class Watch {
  private readonly begun = performance.now();
  private readonly everLeft = new Set<string>();
  private outside: ReadonlySet<string> = new Set();
  private last: CheckRun | undefined;
  private indicators: readonly Indicator[] = [];
  private looks = 0;
  private failed = 0;

  constructor(
    private readonly order: WatchOrder,
    private kept: readonly KeptRun[],
    private readonly tell: (look: Look) => void,
  ) {}

  async go(work: Work): Promise<void> {
    const { every, lasting = Infinity } = this.order;
    for (;;) {
      const begun = performance.now();
      await this.look(work);
      const next = begun + every;
      if (next - this.begun > lasting) {
        return;
      }
      await pause(Math.max(0, next - performance.now()), undefined, { signal: work.signal });
    }
  }

  async end(): Promise<Watched> {
    const { last, indicators, looks, failed } = this;
    const run = last && keptRun(last);
    if (run) {
      await this.order.folder.keep(run);
    }
    const seconds = (performance.now() - this.begun) / 1000;
    return { ...{ seconds, looks, failed, indicators }, left: [...this.everLeft] };
  }

  private async look(work: Work): Promise<void> {
    const { checks, connection, seconds, ask } = this.order;
    const sides = [{ side: 'production' as const, connection }];
    try {
      this.see(await runChecks({ checks, sides, seconds }, ask, work));
    } catch (error) {
      // A server that is away for a moment ends no watch, but one that was never there does.
      if (!(error instanceof RecoveryError) || this.looks === 0 || work.signal.aborted) {
        throw error;
      }
      this.failed += 1;
      this.tell({ state: 'failed', error });
    }
  }

  private see(run: CheckRun): void {
    const indicators = indicatorsOf(run, this.kept, this.order.damaged);
    const names = indicators.filter(({ state }) => state === 'outside').map(({ name }) => name);
    const outside = new Set(names);
    const left = indicators.filter(({ name }) => outside.has(name) && !this.outside.has(name));
    const back = indicators.filter(
      ({ name, state }) => state === 'inside' && this.outside.has(name),
    );
    for (const { name } of left) {
      this.everLeft.add(name);
    }
    const now = keptRun(run);
    if (now && this.looks === 0 && indicators.every(({ band }) => band === undefined)) {
      this.kept = [...this.kept, now];
    }
    this.looks += 1;
    this.last = run;
    this.indicators = indicators;
    this.outside = outside;
    this.tell({ state: 'seen', at: now?.at ?? '', indicators, left, back });
  }
}

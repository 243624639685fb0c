import { setTimeout as pause } from 'node:timers/promises';
import { RecoveryError } from '../../core/errors';
import { type Blocker, blockerText } from '../../core/freeze/blocker';
import { waitedInVain } from '../../core/incident/lockWait';
import type { Work } from '../../recovery/work';
import { blockersOfProcess } from '../freeze/blockers';
import type { BesideSession } from './besideSession';

/** Milliseconds that a statement takes before it is asked whom it waits for, and between two looks. */
const firstLook = 200;
const betweenLooks = 250;

type Watched = Pick<Work, 'progress' | 'waited'>;

/**
 * Looks from a second connection whom a session waits for, as soon as a statement of it takes long. Where that
 * cannot be had, nobody is named.
 */
export class LockWatch {
  constructor(
    private readonly beside: BesideSession,
    /** Of the session that is watched. */
    private readonly pid: string,
    private readonly work: Watched,
  ) {}

  /** Runs one statement. @throws {RecoveryError} `lock-timeout` with who was in the way, where that was seen. */
  async during<T>(run: () => Promise<T>): Promise<T> {
    const wait = new Wait(this.work);
    const timer = setTimeout(() => void this.look(wait), firstLook);
    try {
      return await run();
    } catch (error) {
      const isInVain = error instanceof RecoveryError && error.sqlstate === '55P03';
      throw isInVain && wait.blockers.length > 0 ? waitedInVain(wait.blockers, error) : error;
    } finally {
      clearTimeout(timer);
      wait.end();
    }
  }

  private async look(wait: Wait): Promise<void> {
    try {
      const session = await this.beside.session();
      while (!wait.isOver) {
        wait.saw(await blockersOfProcess(session, this.pid));
        await pause(betweenLooks, undefined, { ref: false });
      }
    } catch {
      // The statement itself says what is wrong with the server.
    }
  }
}

/** What was seen of one statement. */
class Wait {
  isOver = false;
  /** At the last look that found any. */
  blockers: readonly Blocker[] = [];
  private waitingFor: readonly Blocker[] = [];
  /** By the text of the blocker: how long, and who. */
  private readonly waits = new Map<string, { readonly blocker: Blocker; milliseconds: number }>();
  private countedTo = performance.now();

  constructor(private readonly work: Watched) {}

  saw(blockers: readonly Blocker[]): void {
    if (this.isOver) {
      return;
    }
    this.count();
    this.waitingFor = blockers;
    const [first] = blockers;
    if (first) {
      this.blockers = blockers;
      const phase = `waiting for ${blockerText(first)}`;
      this.work.progress({ phase, done: 0, total: undefined, unit: 'steps' });
    }
  }

  end(): void {
    this.count();
    this.isOver = true;
    for (const { blocker, milliseconds } of this.waits.values()) {
      this.work.waited?.({ ...blocker, seconds: milliseconds / 1000 });
    }
  }

  private count(): void {
    const now = performance.now();
    for (const blocker of this.waitingFor) {
      const id = `${blocker.pid ?? ''} ${blocker.prepared ?? ''}`;
      const counted = this.waits.get(id)?.milliseconds ?? 0;
      this.waits.set(id, { blocker, milliseconds: counted + now - this.countedTo });
    }
    this.countedTo = now;
  }
}

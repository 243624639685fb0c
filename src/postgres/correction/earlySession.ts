import type { ConnectionSettings } from '../../recovery/connectionSettings';
import { Session } from '../connection/session';

/** Milliseconds after which one that was asked nothing is not relied on: a network may have forgotten it. */
const longestIdle = 5_000;

/** A connection that is opened before it is needed, lent to who asks something and given away to who writes. */
export class EarlySession {
  private readonly closing = new AbortController();
  private opened: Promise<Session> | undefined;
  private lastUsed = 0;

  constructor(settings: ConnectionSettings, signal: AbortSignal) {
    const either = AbortSignal.any([signal, this.closing.signal]);
    this.opened = this.open(settings, either);
    // Heard of by whoever wants it.
    this.opened.catch(() => undefined);
  }

  /** Undefined where there is none any more. @throws {RecoveryError} as {@link Session.connect}. */
  async lend(): Promise<Session | undefined> {
    const session = await this.opened;
    if (session && !this.isReliable(session)) {
      await this.close();
      return undefined;
    }
    this.lastUsed = performance.now();
    return session;
  }

  /** The same, for good and only once: whoever gets it closes it. */
  async give(): Promise<Session | undefined> {
    const { opened } = this;
    this.opened = undefined;
    const session = await opened;
    if (session && !this.isReliable(session)) {
      await session.close();
      return undefined;
    }
    return session;
  }

  async close(): Promise<void> {
    const { opened } = this;
    this.opened = undefined;
    this.closing.abort();
    const session = await opened?.catch(() => undefined);
    await session?.close();
  }

  private async open(settings: ConnectionSettings, signal: AbortSignal): Promise<Session> {
    const session = await Session.connect(settings, signal);
    this.lastUsed = performance.now();
    return session;
  }

  private isReliable(session: Session): boolean {
    return session.isQuiet && performance.now() - this.lastUsed < longestIdle;
  }
}

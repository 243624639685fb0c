import type { ConnectionSettings } from '../../recovery/connectionSettings';
import { Session } from '../connection/session';

/** A second connection beside one that is at work: opened when it is first asked for, and then kept. */
export class BesideSession {
  private readonly closing = new AbortController();
  private opened: Promise<Session> | undefined;

  constructor(private readonly settings: ConnectionSettings) {}

  /** @throws {RecoveryError} as {@link Session.connect}, every time, where it cannot be had. */
  session(): Promise<Session> {
    return (this.opened ??= Session.connect(this.settings, this.closing.signal));
  }

  /** Has it opened while other things are done. */
  openEarly(): void {
    void this.session().catch(() => undefined);
  }

  async close(): Promise<void> {
    this.closing.abort();
    const session = await this.opened?.catch(() => undefined);
    await session?.close();
  }
}

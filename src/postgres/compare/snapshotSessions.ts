import { cancellable } from '../connection/cancellable';
import type { Session } from '../connection/session';
import { type PlannerMode, TableSession } from './tableSession';

/** The sessions that see one snapshot. A statement takes one that is free, or waits for it. */
export class SnapshotSessions {
  /** For what is asked once, and for what must go on where it began. */
  readonly first: TableSession;
  private readonly sessions: TableSession[];
  private readonly free: TableSession[];
  private readonly waiting: ((tables: TableSession) => void)[] = [];

  constructor(first: Session) {
    this.first = new TableSession(first);
    this.sessions = [this.first];
    this.free = [this.first];
  }

  add(further: readonly Session[]): void {
    const added = further.map((session) => new TableSession(session));
    this.sessions.push(...added);
    this.free.push(...added);
  }

  get count(): number {
    return this.sessions.length;
  }

  /** For what each must read itself, from beginning to end. */
  get each(): readonly TableSession[] {
    return this.sessions;
  }

  get bytesReceived(): number {
    return this.sessions.reduce((sum, { session }) => sum + session.bytesReceived, 0);
  }

  async run<T>(
    mode: PlannerMode,
    signal: AbortSignal,
    read: (session: Session) => Promise<T>,
  ): Promise<T> {
    const tables = await this.take();
    try {
      return await cancellable(tables.session, signal, async () =>
        read(await tables.planFor(mode)),
      );
    } finally {
      this.giveBack(tables);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.sessions.map(({ session }) => session.close()));
  }

  private async take(): Promise<TableSession> {
    return this.free.pop() ?? new Promise((resolve) => this.waiting.push(resolve));
  }

  private giveBack(tables: TableSession): void {
    const next = this.waiting.shift();
    if (next) {
      next(tables);
    } else {
      this.free.push(tables);
    }
  }
}

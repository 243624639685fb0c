import { RecoveryError } from '../../core/errors';
import type { Cell, Row } from '../../core/catalog/table';
import { copiedPieces, copiedRows } from '../compare/copyRows';
import { cancellable } from '../connection/cancellable';
import { copyIn } from '../connection/copyIn';
import { stoppedInTime } from '../connection/savepoint';
import type { QueryResult, Session } from '../connection/session';
import type { Work } from '../../recovery/work';
import { BesideSession } from './besideSession';
import { LockWatch } from './lockWatch';

/** How long to wait for whom, in milliseconds. */
export interface Patience {
  /** For a row or table that another session holds. */
  readonly lock: number;
  /** For another correction of the same table. */
  readonly turn: number;
  /** For one statement to end; grows with the rows that it handles. */
  readonly statement: number;
  readonly statementPerRow: number;
  /** Until the server drops a transaction from which it hears nothing. */
  readonly idle: number;
  /** For an answer that should have come, until the connection counts as lost. */
  readonly silence: number;
  /** For the end of a transaction that is still in progress, or for a server that is not there. */
  readonly settle: number;
}

export const usualPatience: Patience = {
  lock: 3_000,
  turn: 60_000,
  statement: 60_000,
  statementPerRow: 2,
  idle: 30_000,
  silence: 15_000,
  settle: 45_000,
};

/** A session whose statements end when the work is cancelled, and whose silence ends as a lost connection. */
export class Line {
  /** For what is asked while it is at work itself. */
  readonly beside: BesideSession;
  private watch: LockWatch | undefined;

  constructor(
    readonly session: Session,
    private readonly signal: AbortSignal,
    /** The longest that a statement may take by the server's own limit, and then some. */
    private readonly longest: number,
  ) {
    this.beside = new BesideSession(session.settings);
  }

  /** From here on it is looked whom a statement waits for. */
  async watchLocks(work: Work): Promise<void> {
    this.beside.openEarly();
    const [pid] = await this.row('select pg_backend_pid()::text');
    this.watch = new LockWatch(this.beside, pid ?? '', work);
  }

  async close(): Promise<void> {
    await Promise.all([this.session.close(), this.beside.close()]);
  }

  async ask(text: string, values: readonly Cell[] = []): Promise<QueryResult> {
    return this.answered(() => this.session.query(text, values));
  }

  async rows(text: string, values: readonly Cell[] = []): Promise<readonly Row[]> {
    return (await this.ask(text, values)).rows;
  }

  /** One statement of the operator's own. */
  async single(text: string, onNotice: (message: string) => void): Promise<void> {
    return this.answered(() => this.session.single(text, onNotice));
  }

  /** The rows of a statement without parameters, by COPY: for many rows. */
  async copied(text: string): Promise<readonly Row[]> {
    return this.answered(() => copiedRows(this.session, text));
  }

  /** The same as lines of COPY's text, some whole ones at a time. */
  async copiedLines(text: string, onLines: (lines: Buffer) => void): Promise<void> {
    return this.answered(() => copiedPieces(this.session, text, onLines));
  }

  /** Gives how many rows `copy … from stdin` has taken. */
  async copyIn(text: string, pieces: Iterable<string | Uint8Array>): Promise<number> {
    return this.answered(() => copyIn(this.session, text, pieces));
  }

  /** The only row of a statement that always gives one. */
  async row(text: string, values: readonly Cell[] = []): Promise<readonly Cell[]> {
    const { rows } = await this.ask(text, values);
    const [row] = rows;
    if (!row) {
      throw new Error(`No row from: ${text}`);
    }
    return row;
  }

  private async answered<T>(run: () => Promise<T>): Promise<T> {
    const asked = (): Promise<T> => answered(this.session, this.longest, run);
    try {
      return await cancellable(
        this.session,
        this.signal,
        () => this.watch?.during(asked) ?? asked(),
      );
    } catch (error) {
      throw stoppedIn(error);
    }
  }
}

/** Of a statement that the server stopped, what to do about that; else the error as it is. */
function stoppedIn(error: unknown): unknown {
  return error instanceof RecoveryError && error.sqlstate === stoppedInTime
    ? new RecoveryError(error.code, error.message, {
        hint: 'It took longer than it may, or somebody cancelled it: see what holds it up, or let it take longer.',
        ways: ['longer-statement'],
        sqlstate: stoppedInTime,
        cause: error,
      })
    : error;
}

/** Gives the connection up when no answer comes: a network that swallows packets never says so. */
export async function answered<T>(
  session: Session,
  milliseconds: number,
  ask: () => Promise<T>,
): Promise<T> {
  const silence = new AbortController();
  const timer = setTimeout(() => {
    silence.abort();
    void session.close();
  }, milliseconds);
  try {
    return await ask();
  } catch (error) {
    throw silence.signal.aborted
      ? new RecoveryError('connection-lost', 'The server does not answer any more.', {
          cause: error,
        })
      : error;
  } finally {
    clearTimeout(timer);
  }
}

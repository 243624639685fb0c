import { RecoveryError } from '../../core/errors';
import { refusedByStandby } from '../identity';
import { answered, type Line, type Patience } from './line';

/** @throws {RecoveryError} `standby`, where no transaction can be one that writes. */
export async function beginWriting(line: Line): Promise<void> {
  try {
    await line.ask('begin isolation level read committed read write not deferrable');
  } catch (error) {
    throw error instanceof RecoveryError && error.sqlstate === '0A000'
      ? refusedByStandby(error)
      : error;
  }
}

/** The end of a transaction that writes to production: once, either way, and its connection with it. */
export class OpenTransaction {
  private isOver = false;
  private closing: Promise<void> | undefined;

  constructor(
    private readonly line: Line,
    private readonly patience: Patience,
    /** What must be on disk before COMMIT is sent. */
    private readonly beforeCommit: () => Promise<void>,
  ) {}

  /** @throws {RecoveryError} whatever goes wrong: what became of the transaction must then be asked. */
  async commit(): Promise<void> {
    const { session } = this.line;
    this.isOver = true;
    try {
      await this.beforeCommit();
      const { command } = await answered(session, this.patience.statement, () =>
        session.query('commit'),
      );
      if (command !== 'COMMIT') {
        throw new RecoveryError('database-refused', `COMMIT was answered by ${command}.`);
      }
    } catch (error) {
      await this.close();
      throw error;
    }
    void this.close();
  }

  async rollback(): Promise<void> {
    if (!this.isOver) {
      this.isOver = true;
      const { session } = this.line;
      try {
        await answered(session, this.patience.silence, () => session.query('rollback'));
      } catch {
        // A transaction whose connection ends is rolled back by the server.
      }
    }
    await this.close();
  }

  private async close(): Promise<void> {
    this.closing ??= this.line.close();
    await this.closing;
  }
}

/**
 * Has the log flushed up to here by a transaction of its own. A server that crashes would otherwise
 * give our number to somebody else, and nobody could tell whose rows are whose.
 * @returns false where there is no second connection to be had.
 */
export async function keepNumberTaken(line: Line, patience: Patience): Promise<boolean> {
  try {
    const session = await line.beside.session();
    // Rows are locked meanwhile: a network that swallows this one is not waited for long.
    await answered(session, patience.silence, async () => {
      // For this transaction alone: a pooler may give the connection to somebody else after it.
      await session.query(
        `begin; set local synchronous_commit = local; select pg_logical_emit_message(true, 'pra', ''); commit`,
      );
    });
    return true;
  } catch (error) {
    if (!(error instanceof RecoveryError)) {
      throw error;
    }
    // A server that has died has not been sent COMMIT: better said now than asked for by a number afterwards.
    await line.row('select 1');
    return false;
  }
}

import type { RecoveryError } from '../../core/errors';
import type { Row } from '../../core/catalog/table';
import type { Figure, Missing } from '../../core/qualify/figure';
import type { QueryLog, QuerySide } from '../../core/qualify/queryLog';
import { stoppedInTime, withinSavepoint } from '../connection/savepoint';
import type { Session } from '../connection/session';

/** A query that reads the whole table, or one that reads a catalogue. */
export type QueryCost = 'table' | 'catalogue';

/** Asks within one snapshot, whose statements have limited time; each query is logged. */
export class TimedQueries {
  /** Once a reading of the table was slow, or kept waiting, no other is begun. */
  private isSpared = false;

  constructor(
    private readonly session: Session,
    private readonly log: QueryLog,
    private readonly asked: { readonly on: QuerySide; readonly signal: AbortSignal },
  ) {}

  async rows(text: string, cost: QueryCost): Promise<Figure<readonly Row[]>> {
    const { on, signal } = this.asked;
    signal.throwIfAborted();
    const query = this.log.add(on, text);
    if (cost === 'table' && this.isSpared) {
      return { query, missing: { why: 'spared' } };
    }
    return withinSavepoint<Figure<readonly Row[]>>(
      this.session,
      async () => ({ query, value: await this.session.rows(text) }),
      (error) => {
        const missing = missingBy(error);
        this.isSpared ||= cost === 'table' && (missing.why === 'slow' || missing.why === 'locked');
        return { query, missing };
      },
    );
  }
}

function missingBy({ code, sqlstate, message }: RecoveryError): Missing {
  if (sqlstate === stoppedInTime) {
    return { why: 'slow' };
  }
  if (sqlstate === undefinedTable) {
    return { why: 'absent' };
  }
  return code === 'lock-timeout' ? { why: 'locked' } : { why: 'refused', message };
}

const undefinedTable = '42P01';

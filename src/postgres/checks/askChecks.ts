import type { Check } from '../../core/checks/check';
import type { Answer } from '../../core/checks/verdict';
import type { RecoveryError } from '../../core/errors';
import type { ConnectionSettings } from '../../recovery/connectionSettings';
import type { Answers, CheckAsking } from '../../recovery/ports/checks';
import { beginReading } from '../compare/snapshotOpening';
import { cancellable } from '../connection/cancellable';
import { stoppedInTime, withinSavepoint } from '../connection/savepoint';
import type { Session } from '../connection/session';
import { withSession } from '../connection/withSession';

/** Runs the query of each check in one read-only snapshot, which ends with it. */
export function askChecks(
  settings: ConnectionSettings,
  checks: readonly Check[],
  { seconds, signal, onCheck }: CheckAsking,
): Promise<Answers> {
  const ask = (session: Session): Promise<Answers> =>
    cancellable(session, signal, async () => {
      const { time } = await beginReading(session, { longest: seconds });
      const answers: Answer[] = [];
      for (const [at, check] of checks.entries()) {
        onCheck?.(at);
        answers.push(
          await withinSavepoint(
            session,
            () => asked(session, check),
            (error) => refusal(error, seconds),
          ),
        );
      }
      return { at: time, answers };
    });
  return withSession(settings, ask, signal);
}

/**
 * Within another query nothing but a query can stand, and with a bound value the server takes no second
 * statement: whatever the file holds, the transaction stays one that only reads.
 */
async function asked(session: Session, { expected, query }: Check): Promise<Answer> {
  if (expected.kind === 'no rows') {
    const rows = await session.rows(
      `select count(*)::text from (${query}\n) offending where $1::text is null`,
      [null],
    );
    return { state: 'rows', rows: Number(rows[0]?.[0]) };
  }
  const rows = await session.rows(
    `select found.* from (${query}\n) found where $1::text is null limit 2`,
    [null],
  );
  const [cell, ...more] = rows.flat();
  return typeof cell === 'string' && more.length === 0 && /^-?\d+(\.\d+)?$/.test(cell)
    ? { state: 'number', number: Number(cell) }
    : { state: 'refused', reason: 'It does not give one number.' };
}

/** undefined_table, invalid_schema_name */
const notThere = new Set(['42P01', '3F000']);

function refusal({ message, sqlstate = '' }: RecoveryError, seconds: number): Answer {
  if (notThere.has(sqlstate)) {
    return { state: 'not there', reason: message };
  }
  return {
    state: 'refused',
    reason: sqlstate === stoppedInTime ? `It was not done within ${seconds} s.` : message,
  };
}

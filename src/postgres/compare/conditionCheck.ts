import { type Cell, namesObjects, type Row, type Table } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import { quoteTable } from '../../core/sql/quote';
import type { Session } from '../connection/session';

/** How a text of the operator's is spoken of that the server cannot use. */
export interface TriedText {
  /** `The condition` */
  readonly what: string;
  /** `production` */
  readonly place: string;
  readonly hint: string;
}

/**
 * Has the server read a condition over the table's columns: one expression, and nothing after it.
 * @throws {RecoveryError} `usage`.
 */
export async function checkCondition(
  session: Session,
  condition: string,
  { id }: Pick<Table, 'id'>,
  text: TriedText,
): Promise<void> {
  const form = async (written: string, values: readonly Cell[]): Promise<void> => {
    await tried(session, `select 1 from ${quoteTable(id)} where ${written} limit 0`, values, text);
  };
  // One form alone would let a text through that closes the parentheses, or one that goes on
  // after the condition. With a bound value the server takes no second statement.
  await form(`$1::text is null and ${condition}\n`, [null]);
  await form(`$1::text is null and (${condition}\n)`, [null]);
  // Now that it is one expression: it must not take our bound value for its own.
  await form(`(${condition}\n)`, []);
}

/** What to heed beside `hint`, where values are read without a search path. */
export function conditionHint(hint: string, { columns }: Pick<Table, 'columns'>): string {
  return namesObjects(columns)
    ? `${hint} Whatever is not PostgreSQL’s own, name it with its schema: this table holds names of objects (regclass …), which are read without a search path.`
    : hint;
}

/**
 * Runs a query that holds a text of the operator's: a failed statement would end the transaction.
 * @throws {RecoveryError} `usage` where it is the text that fails.
 */
export async function tried(
  session: Session,
  query: string,
  values: readonly Cell[],
  { what, place, hint }: TriedText,
): Promise<readonly Row[]> {
  await session.query('savepoint scope');
  try {
    const rows = await session.rows(query, values);
    await session.query('release savepoint scope');
    return rows;
  } catch (error) {
    if (!(error instanceof RecoveryError) || !isAboutTheText(error)) {
      throw error;
    }
    await session.query('rollback to savepoint scope');
    const { message, sqlstate = '' } = error;
    const details = { hint, sqlstate, cause: error };
    throw new RecoveryError('usage', `${what} cannot be used on ${place}: ${message}`, details);
  }
}

/** Data, syntax and names, features that are not there: not a lost connection or a stopped statement. */
function isAboutTheText({ sqlstate }: RecoveryError): boolean {
  return sqlstate !== undefined && /^(22|42|0A|21|2F|38|39|P0)/.test(sqlstate);
}

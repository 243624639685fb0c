import { RecoveryError } from '../../core/errors';
import { quoteIdentifier, quoteLiteral } from '../../core/sql/quote';
import type { Session } from '../connection/session';
import { parseScratchMark, type ScratchMark, scratchMark } from './scratchMark';

/**
 * Changes what stands in the comment of the session's database.
 * @param changes Gives what becomes other, of the mark as it is.
 * @throws {RecoveryError} `wrong-database`, where it has no mark.
 */
export async function changeMark(
  session: Session,
  changes: (mark: ScratchMark) => Partial<ScratchMark>,
): Promise<void> {
  const [name, comment] = await session.row(
    `select d.datname, pg_catalog.shobj_description(d.oid, 'pg_database')
       from pg_catalog.pg_database d
      where d.datname = current_database()`,
  );
  const mark = parseScratchMark(comment);
  if (!mark) {
    throw new RecoveryError('wrong-database', `${String(name)} has lost its mark.`);
  }
  await session.query(
    `comment on database ${quoteIdentifier(String(name))}
       is ${quoteLiteral(scratchMark({ ...mark, ...changes(mark) }))}`,
  );
}

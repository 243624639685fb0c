import { RecoveryError } from '../../core/errors';
import { connectionLabel } from '../../recovery/connectionSettings';
import type { Session } from '../connection/session';

/** Makes a role that suits: the reader puts in a password. */
export const suitableRole =
  "create role pra_scratch login password '…' createdb nosuperuser nocreaterole noreplication nobypassrls;";

/**
 * Restoring runs code of the dump, so the role must not be able to leave the database by it. What counts is
 * the role that logged in, and all that it could become.
 * @throws {RecoveryError} `superuser-refused`, `permission-denied`.
 */
export async function requireScratchRole(session: Session, allowSuperuser: boolean): Promise<void> {
  const rights = await rightsOf(session);
  if (rights.length > 0 && !allowSuperuser) {
    throw new RecoveryError(
      'superuser-refused',
      `${connectionLabel(session.settings)}: restoring runs code of the dump, and this role ${rights.join(' and ')}.`,
      {
        hint: `Use the private server, allow it in words, or take a role made by: ${suitableRole}`,
        ways: ['use-private-server', 'allow-superuser'],
      },
    );
  }
  await requireCreateDatabase(session);
}

const harmful: Readonly<Record<string, string>> = {
  pg_execute_server_program: 'may run programs on the server',
  pg_read_server_files: 'may read files of the server',
  pg_write_server_files: 'may write files of the server',
};

/** Empty where the role can do no harm outside of its own databases. */
async function rightsOf(session: Session): Promise<readonly string[]> {
  const roles = await session.rows(
    `select rolname, rolsuper::text, rolcreaterole::text
       from pg_catalog.pg_roles
      where pg_catalog.pg_has_role(session_user, oid, 'member')
        and (rolsuper or rolcreaterole or rolname = any ($1))
      order by rolname`,
    [Object.keys(harmful)],
  );
  // A superuser is a member of every role.
  if (roles.some(([, isSuperuser]) => isSuperuser === 'true')) {
    return ['is or may become a superuser'];
  }
  return roles.map(([name]) => harmful[String(name)] ?? 'may make other roles');
}

async function requireCreateDatabase(session: Session): Promise<void> {
  const allowed = await session.rows(
    `select
       from pg_catalog.pg_roles
      where rolname = current_user
        and (rolcreatedb or rolsuper)`,
  );
  if (allowed.length === 0) {
    throw new RecoveryError(
      'permission-denied',
      `${connectionLabel(session.settings)}: this role may not make databases.`,
      {
        hint: `Use the private server, or a role made by: ${suitableRole}`,
        ways: ['use-private-server'],
      },
    );
  }
}

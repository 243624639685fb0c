import { quoteIdentifier, quoteLiteral } from '../../core/sql/quote';
import type { ConnectionSettings } from '../../recovery/connectionSettings';
import type { PrivateServerSetup } from '../../recovery/ports/privateServer';
import { Session } from '../connection/session';

export const privateServerSetup: PrivateServerSetup = { prepare, keptDatabases };

/** Restoring runs code of the dump: the role that does it may make databases and nothing else. */
const ownerRights = 'login createdb nosuperuser nocreaterole noreplication nobypassrls';

async function prepare(superuser: ConnectionSettings, owner: ConnectionSettings): Promise<void> {
  const session = await Session.connect(superuser);
  try {
    const exists = await session.rows(
      `select 1
         from pg_catalog.pg_roles
        where rolname = $1`,
      [owner.user],
    );
    const verb = exists.length > 0 ? 'alter' : 'create';
    await session.query(
      `${verb} role ${quoteIdentifier(owner.user)}
         ${ownerRights} password ${quoteLiteral(owner.password ?? null)}`,
    );
  } finally {
    await session.close();
  }
}

async function keptDatabases(superuser: ConnectionSettings): Promise<readonly string[]> {
  const session = await Session.connect(superuser);
  try {
    const rows = await session.rows(
      `select datname
         from pg_catalog.pg_database
        where not datistemplate
          and datname <> 'postgres'
        order by datname`,
    );
    return rows.map(([name]) => String(name));
  } finally {
    await session.close();
  }
}

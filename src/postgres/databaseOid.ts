import type { DatabaseOid } from '../recovery/ports/externalRunner';
import { cancellable } from './connection/cancellable';
import { withSession } from './connection/withSession';

/** Connects to the database itself: that its server still names it would not show that it can be used. */
export const databaseOid: DatabaseOid = (connection, signal) =>
  withSession(
    connection,
    async (session) => {
      const [oid] = await cancellable(session, signal, () =>
        session.row(
          `select d.oid
             from pg_catalog.pg_database d
            where d.datname = current_database()`,
        ),
      );
      return String(oid);
    },
    signal,
  );

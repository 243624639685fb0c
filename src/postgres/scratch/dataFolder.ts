import type { Session } from '../connection/session';

export interface DataFolder {
  /** On the server's machine. */
  readonly path: string;
  /** The server's process for this session, on that machine. */
  readonly pid: number;
}

/** Where this role's new tables go; undefined where it may not know the server's data directory. */
export async function dataFolder(session: Session): Promise<DataFolder | undefined> {
  const [row] = await session.rows(
    `select coalesce(nullif(pg_catalog.pg_tablespace_location(own.oid), ''), home.setting),
            pg_catalog.pg_backend_pid()
       from pg_catalog.pg_settings home
       left join pg_catalog.pg_tablespace own
         on own.spcname = pg_catalog.current_setting('default_tablespace')
      where home.name = 'data_directory'`,
  );
  return row ? { path: String(row[0]), pid: Number(row[1]) } : undefined;
}

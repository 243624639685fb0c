import type { Session } from './session';

/** The server's major version: 15. */
export async function serverMajor(session: Session): Promise<number> {
  const [version] = await session.row(`select pg_catalog.current_setting('server_version_num')`);
  return Math.floor(Number(version) / 10_000);
}

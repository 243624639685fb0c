import { spawnSync } from 'node:child_process';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { connected } from '../../support/postgres';

/**
 * All that is defined in a database, as pg_dump tells it; where the machine has none that fits, as the catalogue
 * lists it.
 */
export async function schemaDump(settings: ConnectionSettings): Promise<string> {
  const { host, port, user, password = '', database } = settings;
  const { status, stdout } = spawnSync('pg_dump', ['--schema-only', '--no-comments'], {
    encoding: 'utf8',
    env: {
      ...{ PATH: process.env['PATH'] ?? '', PGHOST: host, PGPORT: String(port) },
      ...{ PGUSER: user, PGPASSWORD: password, PGDATABASE: database },
    },
  });
  // A line of newer versions holds a key that is another each time.
  return status === 0 ? stdout.replaceAll(/^\\(un)?restrict .*$/gm, '') : catalogue(settings);
}

async function catalogue(settings: ConnectionSettings): Promise<string> {
  const rows = await connected(settings, (session) =>
    session.rows(`
      select pg_describe_object(classid, objid, objsubid), deptype::text,
             pg_describe_object(refclassid, refobjid, refobjsubid)
        from pg_depend
       where objid >= 16384
       order by 1, 2, 3`),
  );
  return JSON.stringify(rows);
}

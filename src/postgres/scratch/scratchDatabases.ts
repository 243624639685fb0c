import { randomBytes } from 'node:crypto';
import { RecoveryError } from '../../core/errors';
import { quoteIdentifier, quoteLiteral } from '../../core/sql/quote';
import { type ConnectionSettings, connectionLabel } from '../../recovery/connectionSettings';
import type {
  ScratchDatabase,
  ScratchDatabases,
  ScratchListing,
  ScratchOrigin,
} from '../../recovery/ports/scratch';
import { parseScratchMark, scratchMark } from './scratchMark';
import { requireScratchRole } from './scratchRole';
import type { Session } from '../connection/session';
import { withSession } from '../connection/withSession';
import { dropsByForce, hasLocaleProvider, majorOf, oldestMajor } from '../versions';

export interface ScratchDatabasesOptions {
  /** Restoring as a superuser lets code of the dump do anything on that server. */
  readonly allowSuperuser?: boolean;
}

const prefix = 'pra_scratch_';

/** Scratch databases of the server that the settings lead to, by their role. */
export function scratchDatabases(
  server: ConnectionSettings,
  { allowSuperuser = false }: ScratchDatabasesOptions = {},
): ScratchDatabases {
  const onServer = <T>(use: (session: Session) => Promise<T>): Promise<T> =>
    withSession(server, use);
  return {
    serverVersion: () => onServer(requireVersion),
    create: (origin) =>
      onServer(async (session) => {
        await requireScratchRole(session, allowSuperuser);
        return create(session, origin);
      }),
    list: () => onServer(list),
    drop: (name) => onServer((session) => drop(session, name)),
    dropUnused: (name) => onServer((session) => dropUnused(session, name)),
  };
}

async function create(session: Session, origin: ScratchOrigin): Promise<ScratchDatabase> {
  const serverVersion = await requireVersion(session);
  const createdAt = new Date().toISOString();
  const name = `${prefix}${createdAt.replaceAll(/\D/g, '').slice(0, 14)}_${randomBytes(4).toString('hex')}`;
  const encoding = clientOnly.has(origin.encoding) ? 'UTF8' : origin.encoding;
  await createClosed(session, { name, encoding, serverVersion });
  await markAndOpen(session, name, scratchMark({ origin, createdAt, state: 'restoring' }));
  return { name, connection: { ...session.settings, database: name } };
}

async function requireVersion(session: Session): Promise<number> {
  const [version] = await session.row(`select pg_catalog.current_setting('server_version_num')`);
  if (majorOf(Number(version)) < oldestMajor) {
    throw new RecoveryError(
      'server-version',
      `${connectionLabel(session.settings)} runs a PostgreSQL older than ${oldestMajor}.`,
      {
        hint: 'Restore into the private server or into a newer one.',
        ways: ['use-private-server'],
      },
    );
  }
  return Number(version);
}

interface NewDatabase {
  readonly name: string;
  readonly encoding: string;
  readonly serverVersion: number;
}

/** What only a client can speak; a database of it cannot be made, so the rows are kept as UTF-8. */
const clientOnly = new Set(['SJIS', 'SHIFT_JIS_2004', 'BIG5', 'GBK', 'UHC', 'GB18030', 'JOHAB']);

/**
 * Dumps hold personal data: nobody may connect before all but the owner are shut out. Characters are classified as in Unicode
 * where the server can; byte order, as the comparison uses it.
 */
async function createClosed(session: Session, database: NewDatabase): Promise<void> {
  if (database.encoding === 'UTF8') {
    try {
      await createDatabase(session, database, 'C.UTF-8');
      return;
    } catch (error) {
      if (!isUnknownLocale(error)) {
        throw error;
      }
    }
  }
  await createDatabase(session, database, 'C');
}

async function createDatabase(
  session: Session,
  { name, encoding, serverVersion }: NewDatabase,
  characters: string,
): Promise<void> {
  const provider = hasLocaleProvider(majorOf(serverVersion)) ? 'locale_provider libc' : '';
  await session.query(
    `create database ${quoteIdentifier(name)}
       template template0
       encoding ${quoteLiteral(encoding)}
       lc_collate 'C'
       lc_ctype ${quoteLiteral(characters)}
       ${provider}
       allow_connections false`,
  );
}

function isUnknownLocale(error: unknown): boolean {
  // wrong_object_type: "invalid LC_CTYPE locale name".
  return error instanceof RecoveryError && error.sqlstate === '42809';
}

async function markAndOpen(session: Session, name: string, text: string): Promise<void> {
  const database = quoteIdentifier(name);
  try {
    await session.query(`comment on database ${database} is ${quoteLiteral(text)}`);
    await session.query(`revoke connect, temporary on database ${database} from public`);
    await session.query(`alter database ${database} with allow_connections true`);
  } catch (error) {
    // Without its mark it would never be dropped by anyone.
    await session.query(`drop database if exists ${database}`);
    throw error;
  }
}

/** The size of a database that this role may not connect to is not told: it counts as 0. */
async function list(session: Session): Promise<readonly ScratchListing[]> {
  const rows = await session.rows(
    `select d.datname,
            pg_catalog.shobj_description(d.oid, 'pg_database'),
            case
              when pg_catalog.has_database_privilege(d.oid, 'connect')
              then pg_catalog.pg_database_size(d.oid)
            end,
            pg_catalog.pg_has_role(d.datdba, 'usage')::text
       from pg_catalog.pg_database d
      where pg_catalog.starts_with(d.datname, $1)
      order by d.datname`,
    [prefix],
  );
  return rows.flatMap(([name, comment, bytes, own]) => {
    const found = parseScratchMark(comment);
    return found
      ? [{ ...found, name: String(name), bytes: Number(bytes ?? 0), own: own === 'true' }]
      : [];
  });
}

async function drop(session: Session, name: string): Promise<void> {
  const exists = await session.rows(
    `select 1
       from pg_catalog.pg_database
      where datname = $1`,
    [name],
  );
  if (exists.length === 0) {
    return;
  }
  if (!(await list(session)).some((database) => database.name === name)) {
    throw notOurs(session, name);
  }
  const canForce = dropsByForce(majorOf(await requireVersion(session)));
  if (canForce && (await isDroppedByForce(session, name))) {
    return;
  }
  await endSessions(session, name);
  await session.query(`drop database if exists ${quoteIdentifier(name)}`);
}

/** The count comes first because the server waits some seconds for sessions to go. */
async function dropUnused(session: Session, name: string): Promise<boolean> {
  if (!(await list(session)).some((database) => database.name === name)) {
    throw notOurs(session, name);
  }
  const sessions = await session.rows(
    `select
       from pg_catalog.pg_stat_activity
      where datname = $1
        and usesysid is not null`,
    [name],
  );
  return sessions.length === 0 && (await isDropped(session, quoteIdentifier(name), '55006'));
}

/** False where somebody else is in it: autovacuum, say, which makes way for a drop without force only. */
function isDroppedByForce(session: Session, name: string): Promise<boolean> {
  return isDropped(session, `${quoteIdentifier(name)} with (force)`, '42501');
}

/** False where the server refuses with that SQLSTATE. */
async function isDropped(session: Session, what: string, refusal: string): Promise<boolean> {
  try {
    await session.query(`drop database if exists ${what}`);
    return true;
  } catch (error) {
    if (error instanceof RecoveryError && error.sqlstate === refusal) {
      return false;
    }
    throw error;
  }
}

async function endSessions(session: Session, name: string): Promise<void> {
  await session.query(
    `select pg_catalog.pg_terminate_backend(pid)
       from pg_catalog.pg_stat_activity
      where datname = $1
        and backend_type = 'client backend'
        and pg_catalog.pg_has_role(usesysid, 'usage')`,
    [name],
  );
}

function notOurs(session: Session, name: string): RecoveryError {
  return new RecoveryError(
    'wrong-database',
    `${name} on ${connectionLabel(session.settings)} is not a scratch database of this tool.`,
    { hint: 'It is left alone. List the scratch databases to see their names.' },
  );
}

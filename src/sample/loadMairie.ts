import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { RecoveryError } from '../core/errors';
import type { Cell } from '../core/catalog/table';
import { quoteLiteral } from '../core/sql/quote';
import { Session } from '../postgres/connection/session';
import type { ConnectionSettings } from '../recovery/connectionSettings';
import type { Work } from '../recovery/work';
import { createGroupRole, grantsSql, groupRoles, rowSecuritySql } from './accessSql';
import {
  type Appointment,
  type SampleRequest,
  anchorDay,
  appointmentCells,
  appointmentColumns,
  appointments,
  citizenCount,
} from './appointments';
import { copyLine } from '../core/archive/copyLine';
import { Random } from './random';
import { routinesSql, viewsSql } from './routinesSql';
import { Casting } from './story';
import { keysSql, sequencesSql, tablesSql } from './tablesSql';
import {
  type TableRows,
  citizenRows,
  civilRequestRows,
  planningRequestRows,
  referenceRows,
} from './townRows';

const sampleDatabase = 'mairie';
const owner = 'db_admin';

/**
 * Makes the empty database and the roles it needs; what comes back connects as its owner, who is no
 * superuser.
 */
export async function createMairie(
  superuser: ConnectionSettings,
  password: string,
): Promise<ConnectionSettings> {
  const session = await Session.connect(superuser);
  try {
    await refuseExisting(session);
    for (const role of groupRoles) {
      if (!(await roleExists(session, role))) {
        await session.query(createGroupRole(role));
      }
    }
    const verb = (await roleExists(session, owner)) ? 'alter' : 'create';
    await session.query(
      `${verb} role ${owner} login nosuperuser password ${quoteLiteral(password)}`,
    );
    await session.query(
      `create database ${sampleDatabase} owner ${owner} template template0 encoding 'UTF8'`,
    );
    return { ...superuser, database: sampleDatabase, user: owner, password };
  } finally {
    await session.close();
  }
}

/** Also ends the sessions in it. */
export async function dropMairie(superuser: ConnectionSettings): Promise<void> {
  const session = await Session.connect(superuser);
  try {
    // As `with (force)` does, which came with 13.
    await session.query(
      `select pg_terminate_backend(pid)
         from pg_stat_activity
        where datname = $1`,
      [sampleDatabase],
    );
    await session.query(`drop database if exists ${sampleDatabase}`);
  } finally {
    await session.close();
  }
}

/** Builds the schema and the rows in one transaction; tells who plays which part in what follows. */
export async function loadMairie(
  session: Session,
  request: SampleRequest,
  work: Work,
): Promise<Casting> {
  await session.query('begin');
  await session.query("set local maintenance_work_mem = '64MB'");
  await session.query(tablesSql);
  for (const table of townTables(request)) {
    await copyRows(session, table, work.signal);
  }
  const casting = await loadAppointments(session, request, work);
  for (const definitions of [keysSql, sequencesSql, routinesSql, viewsSql]) {
    work.signal.throwIfAborted();
    await session.query(definitions);
  }
  await session.query(rowSecuritySql);
  await session.query(grantsSql);
  await session.query('commit');
  await session.query('vacuum (analyze)');
  return casting;
}

async function refuseExisting(session: Session): Promise<void> {
  const [existing] = await session.rows(
    `select 1
       from pg_catalog.pg_database
      where datname = $1`,
    [sampleDatabase],
  );
  if (existing) {
    throw new RecoveryError(
      'in-use',
      `The server already has a database ${sampleDatabase}: the sample never replaces one.`,
      { hint: 'Stop the running sample first.', ways: ['end-sample'] },
    );
  }
}

async function roleExists(session: Session, role: string): Promise<boolean> {
  const rows = await session.rows(
    `select 1
       from pg_catalog.pg_roles
      where rolname = $1`,
    [role],
  );
  return rows.length > 0;
}

function townTables(request: SampleRequest): readonly TableRows[] {
  const size = { citizens: citizenCount(request), today: anchorDay };
  return [
    ...referenceRows(),
    citizenRows(new Random(request.seed, 'citizens'), size),
    civilRequestRows(new Random(request.seed, 'civil requests'), size),
    planningRequestRows(new Random(request.seed, 'planning requests'), size),
  ];
}

async function loadAppointments(
  session: Session,
  request: SampleRequest,
  work: Work,
): Promise<Casting> {
  const casting = new Casting(request);
  const history: (readonly Cell[])[] = [];
  await copyRows(
    session,
    {
      table: 'metier.demandes_rdv',
      columns: appointmentColumns,
      rows: appointmentRows(request, { casting, history, work }),
    },
    work.signal,
  );
  await copyRows(
    session,
    {
      table: 'metier.histo_demandes_rdv',
      columns: [
        'rdv_id',
        'ancien_statut',
        'nouveau_statut',
        'commentaire',
        'changed_at',
        'changed_by',
      ],
      rows: history,
    },
    work.signal,
  );
  return casting;
}

interface Witnesses {
  readonly casting: Casting;
  readonly history: (readonly Cell[])[];
  readonly work: Work;
}

function* appointmentRows(
  request: SampleRequest,
  { casting, history, work }: Witnesses,
): Generator<readonly Cell[]> {
  let done = 0;
  for (const row of appointments(request)) {
    casting.consider(row);
    history.push(...historyCells(row));
    yield appointmentCells(row);
    done += 1;
    if (done % 10_000 === 0) {
      work.progress({
        phase: 'writing appointments',
        done,
        total: request.rows,
        unit: 'rows',
      });
    }
  }
}

function historyCells({ id, cancellation }: Appointment): readonly (readonly Cell[])[] {
  return cancellation
    ? [
        [
          String(id),
          cancellation.formerStatus,
          'ANNULE',
          cancellation.reason,
          cancellation.at,
          cancellation.by,
        ],
      ]
    : [];
}

async function copyRows(session: Session, rows: TableRows, signal: AbortSignal): Promise<void> {
  const sink = session.copyIn(`copy ${rows.table} (${rows.columns.join(', ')}) from stdin`);
  try {
    await pipeline(Readable.from(copyChunks(rows.rows)), sink, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw session.describe(error);
  }
}

/** Lines gathered into pieces that are worth a write. */
function* copyChunks(rows: Iterable<readonly Cell[]>): Generator<string> {
  let chunk = '';
  for (const row of rows) {
    chunk += copyLine(row);
    if (chunk.length > 65_536) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk !== '') {
    yield chunk;
  }
}

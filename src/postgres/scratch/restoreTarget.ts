import type { TocEntry } from '../../core/archive/contents';
import type { TableId } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import { isKeyConstraint, isKeyIndex } from '../../core/restore/keyDefinition';
import type { RestorePlan } from '../../core/restore/plan';
import { quoteIdentifier, quoteTable } from '../../core/sql/quote';
import type { ConnectionSettings } from '../../recovery/connectionSettings';
import type { RestoreMonitor } from '../../recovery/ports/restoreEngine';
import type { ScratchContents, TableRows } from '../../recovery/ports/scratch';
import { changeMark } from './changeMark';
import { parseScratchMark, type ScratchMark } from './scratchMark';
import { suitedToServer } from './preflight';
import { majorOf, showsCopyProgress } from '../versions';
import { Session } from '../connection/session';
import { counted } from '../../core/words';

export const scratchContents: ScratchContents = { prepare, check, complete };

export const restoreMonitor: RestoreMonitor = {
  async watch(target) {
    const session = await Session.connect(target);
    try {
      const hasProgress = await showsProgress(session);
      return {
        activity: () => activityOf(session, hasProgress),
        close: () => session.close(),
      };
    } catch (error) {
      await session.close();
      throw error;
    }
  },
};

async function prepare(target: ConnectionSettings, plan: RestorePlan): Promise<RestorePlan> {
  const session = await Session.connect(target);
  try {
    await requireEmptyScratch(session);
    for (const schema of plan.schemas) {
      await session.query(`create schema ${quoteIdentifier(schema)}`);
    }
    const suited = await suitedToServer(session, plan);
    await markChanges(session, suited);
    return suited;
  } finally {
    await session.close();
  }
}

/** By which a comparison knows what is not the dump's own. */
async function markChanges(
  session: Session,
  { collations, dropChecks, leftOutRules: rules }: RestorePlan,
): Promise<void> {
  const changes: Partial<ScratchMark> = {
    ...(collations && { collations }),
    ...(rules && { rules }),
    ...(dropChecks === 'never' ? {} : { checks: 'left out' }),
  };
  if (Object.keys(changes).length > 0) {
    await changeMark(session, () => changes);
  }
}

/** Never into a database that is not ours, and never twice: a table without a key would hold its rows doubled. */
async function requireEmptyScratch(session: Session): Promise<void> {
  const [name, comment, relations] = await session.row(
    `select d.datname,
            pg_catalog.shobj_description(d.oid, 'pg_database'),
            (select count(*)
               from pg_catalog.pg_class c
               join pg_catalog.pg_namespace n on n.oid = c.relnamespace
              where n.nspname not in ('pg_catalog', 'pg_toast', 'information_schema'))
       from pg_catalog.pg_database d
      where d.datname = current_database()`,
  );
  if (!parseScratchMark(comment) || relations !== '0') {
    throw new RecoveryError(
      'wrong-database',
      `${String(name)} is not an empty scratch database of this tool: nothing is restored into it.`,
    );
  }
}

async function check(target: ConnectionSettings, plan: RestorePlan): Promise<readonly TableRows[]> {
  const session = await Session.connect(target);
  try {
    await requireTables(session, plan);
    const tables: TableRows[] = [];
    for (const table of plan.tables) {
      tables.push({ ...table, rows: await countRows(session, table) });
    }
    await requireKeys(session, plan);
    await analyze(session, plan.tables);
    return tables;
  } finally {
    await session.close();
  }
}

async function complete(target: ConnectionSettings): Promise<void> {
  const session = await Session.connect(target);
  try {
    await changeMark(session, () => ({ state: 'complete' }));
  } finally {
    await session.close();
  }
}

async function countRows(session: Session, table: TableId): Promise<number> {
  const [rows] = await session.row(
    `select count(*)
       from only ${quoteTable(table)}`,
  );
  return Number(rows);
}

async function requireTables(session: Session, { tables }: RestorePlan): Promise<void> {
  const missing = await session.rows(
    `select wanted.name
       from unnest($1::text[]) as wanted (name)
      where to_regclass(wanted.name) is null`,
    [tables.map(quoteTable)],
  );
  if (missing.length > 0) {
    const names = missing.map(([name]) => String(name)).join(', ');
    throw new RecoveryError('restore-failed', `After the restore there is no table ${names}.`);
  }
}

async function requireKeys(session: Session, { tables, postData }: RestorePlan): Promise<void> {
  const [found] = await session.row(
    `select count(*)
       from pg_catalog.pg_index i
      where i.indrelid = any ($1::regclass[])
        and i.indisunique
        and i.indisvalid`,
    [tables.map(quoteTable)],
  );
  const planned = postData.filter(isKey).length;
  if (Number(found) < planned) {
    throw new RecoveryError(
      'restore-failed',
      `Of ${counted(planned, 'key')} that the dump holds, ${String(found)} came back.`,
    );
  }
}

function isKey({ desc, definition }: TocEntry): boolean {
  return desc === 'CONSTRAINT'
    ? isKeyConstraint(definition)
    : desc === 'INDEX' && isKeyIndex(definition);
}

/** A small sample: what is needed is how many rows there are, not how their values are spread. */
async function analyze(session: Session, tables: readonly TableId[]): Promise<void> {
  await session.query('set default_statistics_target = 10');
  await session.query(`analyze ${tables.map(quoteTable).join(', ')}`);
}

async function showsProgress(session: Session): Promise<boolean> {
  const [version] = await session.row(`select pg_catalog.current_setting('server_version_num')`);
  return showsCopyProgress(majorOf(Number(version)));
}

async function activityOf(
  session: Session,
  hasProgress: boolean,
): Promise<{ rows: number; busy: boolean; mark: string }> {
  const progress = hasProgress
    ? 'pg_catalog.pg_stat_progress_copy'
    : '(select null::int as pid, 0::bigint as tuples_processed, 0::bigint as bytes_processed)';
  const [rows, busy, mark] = await session.row(
    `select coalesce(sum(p.tuples_processed), 0),
            coalesce(bool_or(a.state = 'active' and a.wait_event is distinct from 'ClientRead'), false)::text,
            string_agg(concat_ws('/', a.pid, a.state, a.query_start, p.bytes_processed), ',' order by a.pid)
       from pg_catalog.pg_stat_activity a
       left join ${progress} p on p.pid = a.pid
      where a.datname = current_database()
        and a.pid <> pg_catalog.pg_backend_pid()
        and a.backend_type = 'client backend'`,
  );
  return { rows: Number(rows), busy: busy === 'true', mark: mark ?? '' };
}

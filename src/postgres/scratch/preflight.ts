import type { TocEntry } from '../../core/archive/contents';
import { RecoveryError } from '../../core/errors';
import {
  collationsIn,
  compressionsIn,
  withCollationC,
  withCollationsRedefined,
  withoutCompressions,
} from '../../core/restore/adapt';
import { type ImpossibleEntry, withoutEntries } from '../../core/restore/databasePlan';
import type { RestorePlan } from '../../core/restore/plan';
import { nameOf } from '../../core/restore/remarks';
import type { Session } from '../connection/session';

/**
 * The plan as the server can carry it out: values compressed in its own way and “C” in place of collations
 * where it lacks those of the dump; a database without what is impossible there.
 * @throws {RecoveryError} `restore-failed` where a table cannot do without what the server lacks.
 */
export async function suitedToServer(session: Session, plan: RestorePlan): Promise<RestorePlan> {
  const collations = await collationsLacking(session, plan);
  const decisive = collations.filter(({ definition }) => isNondeterministic(definition));
  const possible = withoutLacking(plan, [
    ...(await extensionsLacking(session, plan)),
    ...decisive.map((entry) => ({ entry, reason: 'this server cannot make it' })),
  ]);
  const compressed = withoutCompressions(possible, await compressionsLacking(session, possible));
  const built = withCollationC(compressed, await builtInCollationsLacking(session, compressed));
  return withCollationsRedefined(
    built,
    collations.filter((entry) => !decisive.includes(entry)),
  );
}

/** Two texts that differ may be equal under it: nothing can stand in for it. */
function isNondeterministic(definition: string): boolean {
  return /\bdeterministic\s*=\s*false\b/.test(definition);
}

function withoutLacking(plan: RestorePlan, lacking: readonly ImpossibleEntry[]): RestorePlan {
  if (lacking.length === 0) {
    return plan;
  }
  if (plan.table) {
    const names = lacking.map(
      ({ entry, reason }) => `${entry.desc.toLowerCase()} ${nameOf(entry)} (${reason})`,
    );
    throw new RecoveryError(
      'restore-failed',
      `The table needs what the scratch server does not have: ${names.join(', ')}.`,
      { hint: 'Install it there, or restore into a server that has it.', ways: ['choose-scratch'] },
    );
  }
  return withoutEntries(plan, [...plan.preData, ...plan.data, ...plan.postData], lacking);
}

/** Those that are not there, and those that only a superuser may install. */
async function extensionsLacking(
  session: Session,
  { preData, optional, table }: RestorePlan,
): Promise<readonly ImpossibleEntry[]> {
  const wanted = preData.filter(
    (entry) => entry.desc === 'EXTENSION' && !(table && optional.has(entry)),
  );
  const allowed = await session.rows(
    `select e.name,
            (e.installed_version is not null
             or bool_or(not v.superuser or coalesce((to_jsonb(v) ->> 'trusted')::boolean, false))
             or pg_catalog.current_setting('is_superuser') = 'on')::text
       from pg_catalog.pg_available_extensions e
       join pg_catalog.pg_available_extension_versions v on v.name = e.name
      where e.name = any ($1)
      group by e.name, e.installed_version`,
    [wanted.map(({ tag }) => tag)],
  );
  const known = new Map(allowed.map(([name, may]) => [name, may === 'true']));
  return wanted
    .filter(({ tag }) => known.get(tag) !== true)
    .map((entry) => ({
      entry,
      reason: known.has(entry.tag)
        ? 'only a superuser may install it'
        : 'it is not available there',
    }));
}

async function compressionsLacking(
  session: Session,
  plan: RestorePlan,
): Promise<readonly string[]> {
  const wanted = compressionsIn(plan);
  if (wanted.length === 0) {
    return [];
  }
  // The setting came with the clause, in PostgreSQL 14.
  const known = await session.rows(
    `select unnest(enumvals)
       from pg_catalog.pg_settings
      where name = 'default_toast_compression'`,
  );
  return wanted.filter((method) => !known.some(([name]) => name === method));
}

async function builtInCollationsLacking(
  session: Session,
  plan: RestorePlan,
): Promise<readonly string[]> {
  const wanted = collationsIn(plan);
  const lacking = await session.rows(
    `select wanted.name
       from unnest($1::text[]) as wanted (name)
      where not exists (select
                          from pg_catalog.pg_collation c
                          join pg_catalog.pg_database d on d.datname = current_database()
                         where c.collname = wanted.name
                           and c.collnamespace = 'pg_catalog'::regnamespace
                           and c.collencoding in (-1, d.encoding))`,
    [wanted],
  );
  return lacking.map(([name]) => String(name));
}

/** Each is made once, and undone. */
async function collationsLacking(
  session: Session,
  { preData }: RestorePlan,
): Promise<readonly TocEntry[]> {
  const lacking: TocEntry[] = [];
  for (const entry of preData.filter(({ desc }) => desc === 'COLLATION')) {
    const [, form] = /(\(.*\));\s*$/s.exec(entry.definition) ?? [];
    await session.query('begin');
    try {
      await session.query('create schema pra_probe');
      await session.query(`create collation pra_probe.probe ${form ?? '()'}`);
    } catch (error) {
      if (!(error instanceof RecoveryError) || error.sqlstate === undefined) {
        throw error;
      }
      lacking.push(entry);
    } finally {
      await session.query('rollback');
    }
  }
  return lacking;
}

import { RecoveryError } from '../../core/errors';
import { abortable } from '../abortable';
import { connectionLabel, type ConnectionSettings } from '../connectionSettings';
import type { DatabaseOid } from '../ports/externalRunner';

/** A production database that the operator has told the tool of. */
export interface KnownProduction {
  /** As the operator calls it. */
  readonly name: string;
  readonly connection: ConnectionSettings;
}

/** A production that was there, and as which database. */
export interface NotedProduction extends KnownProduction {
  readonly oid: string;
}

/**
 * Meets every production before a program runs that might harm it.
 * @throws {RecoveryError} as connecting, with its name, where one cannot be reached: it could not be checked afterwards.
 */
export function noteProductions(
  productions: readonly KnownProduction[],
  databaseOid: DatabaseOid,
  signal: AbortSignal,
): Promise<readonly NotedProduction[]> {
  return Promise.all(
    productions.map(async (production) => ({
      ...production,
      oid: await metBefore(production, databaseOid, signal),
    })),
  );
}

/**
 * Meets them again. An abort of the work does not keep from this.
 * @throws {RecoveryError} `production-gone` where one is not there or is another database; `outcome-unknown`
 * where one does not answer any more.
 */
export async function requireProductionsUnharmed(
  noted: readonly NotedProduction[],
  databaseOid: DatabaseOid,
): Promise<void> {
  const found = await Promise.all(noted.map((production) => findingOf(production, databaseOid)));
  const gone = found.flatMap((finding) => (finding?.state === 'gone' ? [finding.sentence] : []));
  if (gone.length > 0) {
    throw new RecoveryError('production-gone', gone.join(' '), {
      hint: 'Do not run the script again. Keep everybody from writing there, see in the log what the script did, and restore that production from this dump, which was read whole, or a newer one.',
    });
  }
  const silent = found.flatMap((finding) => finding?.sentence ?? []);
  if (silent.length > 0) {
    throw new RecoveryError('outcome-unknown', silent.join(' '), {
      hint: 'Look at that production before anything else; the script may have reached it.',
    });
  }
}

async function metBefore(
  { name, connection }: KnownProduction,
  databaseOid: DatabaseOid,
  signal: AbortSignal,
): Promise<string> {
  try {
    return await abortable(databaseOid(connection, signal), signal);
  } catch (error) {
    if (!(error instanceof RecoveryError)) {
      throw error;
    }
    throw new RecoveryError(
      error.code,
      `Production ${name} does not answer, so it could not be checked that the script leaves it alone. ${error.message}`,
      { hint: 'Make it reachable, or remove that connection, then start again.', cause: error },
    );
  }
}

interface Finding {
  readonly state: 'gone' | 'silent';
  readonly sentence: string;
}

async function findingOf(
  { name, connection, oid }: NotedProduction,
  databaseOid: DatabaseOid,
): Promise<Finding | undefined> {
  const database = `${connection.database} (${connectionLabel(connection)})`;
  try {
    const now = await databaseOid(connection, new AbortController().signal);
    return now === oid
      ? undefined
      : {
          state: 'gone',
          sentence: `PRODUCTION ${name} IS ANOTHER DATABASE NOW: ${database} was dropped and made anew while the script ran (oid ${oid} before, ${now} now).`,
        };
  } catch (error) {
    if (!(error instanceof RecoveryError)) {
      throw error;
    }
    return error.sqlstate === noSuchDatabase
      ? {
          state: 'gone',
          sentence: `PRODUCTION ${name} IS GONE: the database ${database} was there before the script ran (oid ${oid}) and is not any more.`,
        }
      : {
          state: 'silent',
          sentence: `Production ${name} answered before the script ran and does not any more: ${error.message}`,
        };
  }
}

/** invalid_catalog_name */
const noSuchDatabase = '3D000';

import type { TocEntry } from '../../core/archive/contents';
import { RecoveryError } from '../../core/errors';

/** The same failure, saying which entry of the dump could not be restored; anything but a refusal comes back unchanged. */
export function restoreFailure(entry: TocEntry, error: unknown): unknown {
  if (!(error instanceof RecoveryError)) {
    return error;
  }
  const { sqlstate, hint } = error;
  const refused = error.code === 'database-refused' || error.code === 'permission-denied';
  if (!refused && error.code !== 'disk-full') {
    return error;
  }
  const line = lineOf(error.cause);
  return new RecoveryError(
    refused ? 'restore-failed' : error.code,
    `${entryLabel(entry)}${line}: ${error.message}`,
    {
      cause: error,
      ...(sqlstate === undefined ? {} : { sqlstate }),
      ...(hint === undefined ? {} : { hint }),
    },
  );
}

/** For messages: what an entry of the dump holds, `TABLE DATA shop.orders`. */
export function entryLabel({ desc, tag, namespace }: TocEntry): string {
  return `${desc} ${namespace === undefined || namespace === '' ? '' : `${namespace}.`}${tag}`;
}

/** PostgreSQL says in its context which line of the rows it was at; this text has no code. */
function lineOf(cause: unknown): string {
  const { where } = cause as { readonly where?: unknown };
  const [, line] = /^COPY .*, line (\d+)/ms.exec(typeof where === 'string' ? where : '') ?? [];
  return line === undefined ? '' : `, line ${line}`;
}

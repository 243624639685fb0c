import { tableLabel } from '../catalog/table';
import type { NotedFigures } from '../incident/notedFigures';
import { valueOf } from './figure';
import type { Finding } from './finding';
import type { Qualification } from './qualification';

/** What of it goes into a journal. */
export function notedFigures(found: Qualification): NotedFigures {
  const { findings, live, dumps, healthy } = found;
  const dump = dumps.find(({ path }) => path === healthy?.path);
  const hole = findings.find(
    (one): one is Extract<Finding, { kind: 'hole' }> => one.kind === 'hole',
  );
  return {
    ...(found.gone ? { gone: { table: tableLabel(found.table), database: found.database } } : {}),
    ...valueOf(live.rows),
    ...(dump
      ? {
          dump: {
            path: dump.path,
            createdAt: new Date(dump.time.from ?? dump.time.to).toISOString(),
            ...(dump.rows === undefined ? {} : { rows: dump.rows }),
          },
        }
      : {}),
    ...(hole
      ? { hole: { column: hole.column, from: hole.from, to: hole.to, rows: hole.rows } }
      : {}),
    transactions: findings.flatMap((one) => {
      if (one.kind !== 'transaction') {
        return [];
      }
      const { xid, rows, committedAt } = one.transaction;
      return [{ xid, rows, ...(committedAt === undefined ? {} : { committedAt }) }];
    }),
    checksFailed: findings.reduce(
      (sum, one) => sum + (one.kind === 'checks failed' ? one.names.length : 0),
      0,
    ),
    writing: findings.reduce((sum, one) => sum + (one.kind === 'writing' ? one.sessions : 0), 0),
  };
}

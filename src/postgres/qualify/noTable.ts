import type { TableId } from '../../core/catalog/table';
import type { TableName } from '../../core/catalog/tableName';
import { valueOf } from '../../core/qualify/figure';
import type { LiveFigures } from '../../core/qualify/qualification';
import type { NoTable } from '../../recovery/ports/qualifySource';
import { noSuchTable } from '../catalog';
import type { Session } from '../connection/session';
import { jobsOf } from './lookAtTable';
import { tablesCalledLike } from './queries';
import type { TimedQueries } from './timedQueries';

/** What a database says of a table that it has not: which are called alike, and which jobs name it. */
export async function noTable(
  name: TableName,
  known: Pick<LiveFigures, 'label' | 'at' | 'keepsCommitTimes'>,
  { session, queries }: { readonly session: Session; readonly queries: TimedQueries },
): Promise<NoTable> {
  const found = await queries.rows(tablesCalledLike(name), 'catalogue');
  const near = (valueOf(found) ?? []).map(([schema, own]): TableId => ({
    schema: schema ?? '',
    name: own ?? '',
  }));
  const { query } = found;
  const none = { query, missing: { why: 'absent' } } as const;
  return {
    gone: { near, query },
    refusal: await noSuchTable(session, name),
    database: session.settings.database,
    figures: {
      ...known,
      ...{ rows: none, columns: [], rules: none, counters: none, transactions: none },
      jobs: await jobsOf(name, queries),
    },
  };
}

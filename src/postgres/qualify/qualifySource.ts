import type { TableId } from '../../core/catalog/table';
import type { TableName } from '../../core/catalog/tableName';
import type { LiveFigures, TableFigures } from '../../core/qualify/qualification';
import { RecoveryError } from '../../core/errors';
import { connectionLabel, type ConnectionSettings } from '../../recovery/connectionSettings';
import type {
  CountedColumns,
  Looking,
  NoTable,
  QualifySource,
  SeenTable,
} from '../../recovery/ports/qualifySource';
import { findTable, readTableUnlocked, resolveTable } from '../catalog';
import { beginReading } from '../compare/snapshotOpening';
import { cancellable } from '../connection/cancellable';
import type { Session } from '../connection/session';
import { withSession } from '../connection/withSession';
import { contentOf, countedColumns, workOn } from './lookAtTable';
import { noTable } from './noTable';
import { TimedQueries } from './timedQueries';

/** Looks at a table in one read-only snapshot, which ends with it. A table that somebody locks keeps nobody waiting for long. */
export class PostgresQualifySource implements QualifySource {
  constructor(
    private readonly settings: ConnectionSettings,
    private readonly on: 'production' | 'scratch',
  ) {}

  production(name: TableName, looking: Looking): Promise<SeenTable<LiveFigures> | NoTable> {
    return this.within(looking, async (session, queries) => {
      const found = await findTable(session, name);
      if (!found) {
        const known = { label: connectionLabel(this.settings), ...(await begun(session, looking)) };
        return noTable(name, known, { session, queries });
      }
      const { keepsCommitTimes, ...seen } = await this.seen(session, found, { looking, queries });
      const work = await workOn(seen.table, keepsCommitTimes, queries);
      return { ...seen, figures: { ...seen.figures, ...work } };
    });
  }

  table(name: TableName, looking: Looking): Promise<SeenTable<TableFigures>> {
    return this.within(looking, async (session, queries) =>
      this.seen(session, await resolveTable(session, name), { looking, queries }),
    );
  }

  beside(table: TableId, columns: CountedColumns, looking: Looking): Promise<TableFigures> {
    return this.within(looking, async (session, queries) => {
      await this.refuseOthers(session, table);
      const { at } = await begun(session, looking);
      const label = connectionLabel(this.settings);
      return { at, label, ...(await contentOf(table, columns, queries)) };
    });
  }

  /** Production may have lost the table: each figure then says that it is not there. */
  private async refuseOthers(session: Session, table: TableId): Promise<void> {
    try {
      await resolveTable(session, table);
    } catch (error) {
      const isGone = error instanceof RecoveryError && error.code === 'table-not-found';
      if (!isGone || this.on !== 'production') {
        throw error;
      }
    }
  }

  private async seen(
    session: Session,
    found: TableId,
    { looking, queries }: { readonly looking: Looking; readonly queries: TimedQueries },
  ): Promise<SeenTable<TableFigures> & { readonly keepsCommitTimes: boolean }> {
    const table = await readTableUnlocked(session, found);
    const { at, keepsCommitTimes } = await begun(session, looking);
    const counted = await countedColumns(table, looking.personal, queries);
    const { id, columns } = table;
    const label = connectionLabel(this.settings);
    const figures = { at, label, ...(await contentOf(id, counted, queries)) };
    return { table: id, columns, database: this.settings.database, figures, keepsCommitTimes };
  }

  private within<T>(
    { log, signal }: Looking,
    look: (session: Session, queries: TimedQueries) => Promise<T>,
  ): Promise<T> {
    const use = (session: Session): Promise<T> =>
      cancellable(session, signal, () =>
        look(session, new TimedQueries(session, log, { on: this.on, signal })),
      );
    return withSession(this.settings, use, signal);
  }
}

async function begun(
  session: Session,
  { seconds }: Looking,
): Promise<{ readonly at: string; readonly keepsCommitTimes: boolean }> {
  const { time, keepsCommitTimes } = await beginReading(session, {
    ...{ longest: seconds, namesObjects: true },
  });
  return { at: time, keepsCommitTimes };
}

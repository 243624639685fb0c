import type { ChildRelation, Relation, Relations } from '../../core/catalog/relations';
import type { Key, Table, TableId } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import { quoteTable } from '../../core/sql/quote';
import type {
  Asking,
  HistoryTable,
  Moment,
  Moments,
  RelatedRows,
  TimeColumn,
} from '../../recovery/ports/relatedRows';
import { cancellable } from '../connection/cancellable';
import type { Session } from '../connection/session';
import { childrenOf, latestOf, missingParents, relationsOf } from './relations';
import { momentsQuery, timeColumnsQuery } from './relationQueries';
import type { TableSession } from './tableSession';

/** By the session of a snapshot; whatever it refuses, the snapshot stays. */
export class SnapshotRelations implements RelatedRows {
  constructor(
    private readonly tables: TableSession,
    private readonly table: Table,
  ) {}

  async relations(signal: AbortSignal): Promise<Relations> {
    return cancellable(this.tables.session, signal, () =>
      relationsOf(this.tables.session, this.table),
    );
  }

  async timesOf(table: TableId, signal: AbortSignal): Promise<readonly TimeColumn[]> {
    const { schema, name } = table;
    const rows = await this.ask({ milliseconds: catalogMilliseconds, signal }, (session) =>
      session.rows(timeColumnsQuery, [quoteTable(table), schema, name]),
    );
    return (rows ?? []).flatMap(([column, type, latest]) =>
      column !== null && column !== undefined && isTimeType(type)
        ? [{ name: column, type, ...(typeof latest === 'string' ? { latest } : {}) }]
        : [],
    );
  }

  async moments(dumpedAt: string, signal: AbortSignal): Promise<Moments | undefined> {
    const row = await this.ask({ milliseconds: catalogMilliseconds, signal }, (session) =>
      session.row(momentsQuery, [dumpedAt]),
    );
    const [zone = '', ...times] = (row ?? []).map((cell) => cell ?? '');
    const momentAt = (at: number): Moment => ({ local: times[at] ?? '', utc: times[at + 1] ?? '' });
    return row && { zone, dumped: momentAt(0), dayAfterDump: momentAt(2), tomorrow: momentAt(4) };
  }

  async missingParents(
    relation: Relation,
    values: readonly Key[],
    asking: Asking,
  ): Promise<readonly Key[] | undefined> {
    const { table } = this;
    return this.ask(asking, (session) => missingParents(session, { table, relation }, values));
  }

  async childrenOf(
    relation: ChildRelation,
    values: readonly Key[],
    asking: Asking,
  ): Promise<readonly number[] | undefined> {
    const { table } = this;
    return this.ask(asking, (session) => childrenOf(session, { table, relation }, values));
  }

  async latestOf(
    history: HistoryTable,
    values: readonly Key[],
    asking: Asking,
  ): Promise<readonly (readonly (string | undefined)[])[] | undefined> {
    const { table } = this;
    return this.ask(asking, (session) => latestOf(session, { table, history }, values));
  }

  /** Within a savepoint that is gone back to, so that neither a refusal nor the limit of time outlives it. */
  private async ask<T>(
    { milliseconds, signal }: Asking,
    question: (session: Session) => Promise<T>,
  ): Promise<T | undefined> {
    const { session } = this.tables;
    return cancellable(session, signal, async () => {
      await this.tables.planFor('any');
      const limit = String(Math.max(1, Math.ceil(milliseconds)));
      await session.query(`savepoint related; set local statement_timeout = ${limit}`);
      try {
        const answer = await question(session);
        await session.query(leave);
        return answer;
      } catch (error) {
        if (!isRefusal(error)) {
          throw error;
        }
        await session.query(leave);
        return undefined;
      }
    });
  }
}

const catalogMilliseconds = 5000;

const leave = 'rollback to savepoint related; release savepoint related';

const timeTypes: readonly TimeColumn['type'][] = ['date', 'timestamp', 'timestamptz'];

function isTimeType(type: string | null | undefined): type is TimeColumn['type'] {
  return timeTypes.some((known) => known === type);
}

/** No leave to read, a text that is no such value, a table that somebody holds, or too long. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof RecoveryError && /^(0A|22|42|54|P0|55P03|57014)/.test(error.sqlstate ?? '')
  );
}

import type { Cell, Column, Key, Row } from '../../core/catalog/table';
import type { Period, Scope, UnkeyedScope } from '../../core/diff/scope';
import { RecoveryError } from '../../core/errors';
import { quoteIdentifier, quoteTable } from '../../core/sql/quote';
import { type PeriodType, periodTypeOf } from '../../core/sql/scopeCondition';
import type { Side, TableSide } from '../../recovery/ports/snapshot';
import type { Session } from '../connection/session';
import { checkCondition, conditionHint, tried, type TriedText } from './conditionCheck';
import { keyTableOf } from './keyLookup';
import { sideColumn } from './scopedRows';

/** Has the server of one side read a scope before any row is. */
export class ScopeCheck {
  constructor(
    private readonly session: Session,
    private readonly hashed: TableSide,
    private readonly keyColumns: readonly Column[] = [],
  ) {}

  /** The scope with the ends of a period as the server writes them. @throws {RecoveryError} `usage`. */
  async settle(scope: Scope): Promise<Scope> {
    if (scope.rows !== 'keys') {
      return this.settleUnkeyed(scope);
    }
    await this.checkKeys(scope.keys);
    return scope;
  }

  /** As {@link settle}. @throws {RecoveryError} `usage`. */
  async settleUnkeyed(scope: UnkeyedScope): Promise<UnkeyedScope> {
    if (scope.rows === 'all') {
      return scope;
    }
    const { condition, period } = scope;
    if (condition !== undefined) {
      await this.checkCondition(condition);
    }
    return period ? { ...scope, period: await this.settledPeriod(period) } : scope;
  }

  private async checkCondition(condition: string): Promise<void> {
    const { table, side } = this.hashed;
    await checkCondition(this.session, condition, table[side], {
      what: 'The condition',
      place: placeOf(side),
      hint: conditionHint(
        'Give one SQL condition over columns that both sides have, as after WHERE.',
        table[side],
      ),
    });
    if (this.hashed.side === 'live' && this.hashed.table.liveOnly.length > 0) {
      await this.checkColumns(condition);
    }
  }

  /** Told here already, since the backup may not be there yet. */
  private async checkColumns(condition: string): Promise<void> {
    const { columns, live, liveOnly } = this.hashed.table;
    const common = [...systemColumns, ...columns.map(({ name }) => quoteIdentifier(name))];
    const rows = `(select ${common.join(', ')} from ${quoteTable(live.id)}) ${quoteIdentifier(live.id.name)}`;
    const missesColumn = await this.isUnknownColumnIn(
      `select 1 from ${rows} where (${condition}\n) limit 0`,
    );
    if (missesColumn) {
      const names = liveOnly.map(({ name }) => name).join(', ');
      throw unfit(
        'The condition is over a column that the backup does not have.',
        `Only production has: ${names}.`,
      );
    }
  }

  private async isUnknownColumnIn(query: string): Promise<boolean> {
    await this.session.query('savepoint columns');
    try {
      await this.session.query(query);
      await this.session.query('release savepoint columns');
      return false;
    } catch (error) {
      if (!(error instanceof RecoveryError) || error.sqlstate === undefined) {
        throw error;
      }
      await this.session.query('rollback to savepoint columns');
      return error.sqlstate === '42703';
    }
  }

  private async settledPeriod({ column, from, to }: Period): Promise<Period> {
    const type = this.periodType(column);
    const query = `select ${['$1', '$2'].map((end) => writtenEnd(end, type)).join(', ')},
                          ($1::text::pg_catalog.${type} >= $2::text::pg_catalog.${type})::text`;
    const [row] = await this.tried(query, [from ?? null, to ?? null], {
      what: 'The period',
      hint: 'Write its ends as 2026-03-31 or 2026-03-31 14:00; times without a zone are UTC.',
    });
    const [start, startIsWhole, end, endIsWhole, isEmpty] = row ?? [];
    if (startIsWhole === 'false' || endIsWhole === 'false') {
      throw unfit(
        `${column} holds ${type === 'date' ? 'days without a time' : 'times without a zone'}: the period’s ends must be such, too.`,
      );
    }
    if (isEmpty === 'true') {
      throw unfit('The period ends before it begins; its end is not part of it.');
    }
    return {
      column,
      ...(typeof start === 'string' ? { from: start } : {}),
      ...(typeof end === 'string' ? { to: end } : {}),
    };
  }

  private periodType(column: string): PeriodType {
    const { table, side } = this.hashed;
    const found = sideColumn(this.hashed, column);
    if (!found) {
      throw table.liveOnly.some(({ name }) => name === column)
        ? unfit(`The period’s column ${column} is only in production.`)
        : unfit(
            `There is no column ${column} in production.`,
            `Its columns are: ${table.live.columns.map(({ name }) => name).join(', ')}.`,
          );
    }
    const type = periodTypeOf(found.type.builtIn);
    if (!type) {
      throw unfit(
        `The column ${found.name} is of type ${found.type.label} in ${placeOf(side)}; periods are of dates and timestamps.`,
      );
    }
    return type;
  }

  private async checkKeys(keys: readonly Key[]): Promise<void> {
    await this.tried(`select count(k) from ${keyTableOf(this.keyColumns, keys)}`, [], {
      what: 'The list of keys',
      hint: 'One key a line, each as the server writes its key columns.',
    });
  }

  private async tried(
    query: string,
    values: readonly Cell[],
    text: Omit<TriedText, 'place'>,
  ): Promise<readonly Row[]> {
    return tried(this.session, query, values, { ...text, place: placeOf(this.hashed.side) });
  }
}

/** A condition may be over them, too. */
const systemColumns = ['tableoid', 'ctid', 'xmin', 'xmax', 'cmin', 'cmax'];

function placeOf(side: Side): string {
  return side === 'backup' ? 'the backup' : 'production';
}

/** One end as the server writes it, and whether the column's type holds all of it. */
function writtenEnd(end: string, type: PeriodType): string {
  const written = `${end}::text::pg_catalog.${type}`;
  switch (type) {
    case 'date':
      return `${written}::text, (${end}::text::timestamp = ${written}::timestamp)::text`;
    case 'timestamp':
      // The session's zone is UTC: another one that was written would be left out unseen.
      return `${written}::text, (${end}::text::timestamptz = ${written}::timestamptz)::text`;
    case 'timestamptz':
      return `${written}::text, 'true'`;
  }
}

function unfit(message: string, hint?: string): RecoveryError {
  return new RecoveryError('usage', message, hint === undefined ? {} : { hint });
}

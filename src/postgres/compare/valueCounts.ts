import type { Column } from '../../core/catalog/table';
import { chartKind, type ChartScale } from '../../core/review/chart/chartScale';
import type { CountedValues } from '../../core/review/chart/countedValues';
import type { Scope } from '../../core/diff/scope';
import { quoteIdentifier } from '../../core/sql/quote';
import type { CountLimits, KeyedSide, ValueCounter } from '../../recovery/ports/snapshot';
import { cancellable } from '../connection/cancellable';
import type { Session } from '../connection/session';
import { setLocal } from '../connection/setLocal';
import { plannedRows } from './keyHashStream';
import { scopedRows } from './scopedRows';
import type { TableSession } from './tableSession';

/** Counts the rows of one side by the values of a column; each column is one reading of the table. */
export class ValueCounts implements ValueCounter {
  constructor(
    private readonly tables: TableSession,
    private readonly side: KeyedSide,
    private readonly scope: Scope,
    /** The first transaction that the snapshot does not see. */
    private readonly end: string,
  ) {}

  async estimatedRows(signal: AbortSignal): Promise<number> {
    const { session } = this.tables;
    const { query } = scopedRows(this.side, this.scope);
    return cancellable(session, signal, () => plannedRows(session, query));
  }

  async countBy(
    position: number,
    { within, before }: CountLimits,
    signal: AbortSignal,
  ): Promise<CountedValues | undefined> {
    const column = this.side.table.columns[position];
    const kind = column && chartKind(column);
    if (!kind) {
      throw new RangeError('Rows are counted by dates and numbers.');
    }
    const asked = before === undefined ? 'true' : writtenBefore(before, this.end);
    const { query, mode } = scopedRows(this.side, this.scope, asked);
    const session = await cancellable(this.tables.session, signal, () => this.tables.planFor(mode));
    return cancellable(session, signal, async () => {
      if (within !== undefined) {
        await session.query(setLocal({ statement_timeout: `${Math.ceil(within * 1000)}ms` }));
      }
      return kind === 'day' ? byDay(session, query, column) : byNumber(session, query, column);
    });
  }
}

/** Numbers of 32 bits go round: asked is the distance from the first that is too late. */
function writtenBefore(first: string, end: string): string {
  const cycle = 2n ** 32n;
  const later = BigInt(end) - BigInt(first);
  return `((xmin::pg_catalog.text::pg_catalog.int8 - ${BigInt(first) % cycle}) & 4294967295) >= ${later}`;
}

/** So many days in a row are 273 years: a column of more is not drawn. */
const mostPlaces = 100_000;
/** Of numbers; a chart is drawn over some of them, taken together. */
const fewestPlaces = 20_000;

async function byDay(
  session: Session,
  query: string,
  column: Column,
): Promise<CountedValues | undefined> {
  const value = `t.${quoteIdentifier(column.name)}`;
  const end = (text: string): string => `pg_catalog.${column.type.builtIn ?? 'date'} '${text}'`;
  const day = `
    case when ${value} >= ${end('0001-01-01')} and ${value} < ${end('10000-01-01')}
         then ${value}::pg_catalog.date - pg_catalog.date '1970-01-01'
    end`;
  return counted(session, { query, place: day }, { by: 'day' });
}

async function byNumber(
  session: Session,
  query: string,
  column: Column,
): Promise<CountedValues | undefined> {
  const { value, isFinite } = numberOf(column);
  const [least, greatest] = await session.row(`
    select min(${value}) filter (where ${isFinite})::text,
           max(${value}) filter (where ${isFinite})::text
      from (${query}) t`);
  const width = Number(greatest ?? 0) - Number(least ?? 0);
  const wanted = width > 0 ? Math.ceil(Math.log10(width / fewestPlaces)) : -Infinity;
  const exponent = Math.max(wanted, finestExponent(column, { least, greatest, width }));
  const place = `case when ${isFinite} then ${multiple(value, exponent)} end`;
  return counted(session, { query, place }, { by: 'number', exponent });
}

interface Bounds {
  readonly least: string | null | undefined;
  readonly greatest: string | null | undefined;
  readonly width: number;
}

/** Finer than values are written, every other place would be empty. */
function finestExponent({ type }: Column, { least, greatest, width }: Bounds): number {
  if (isOf(type, 'int')) {
    return 0;
  }
  if (isOf(type, 'float') && width > 0) {
    return -Infinity;
  }
  const digits = [least, greatest].map((text) => /\.(\d+)/.exec(text ?? '')?.[1]?.length ?? 0);
  return -Math.max(2, ...digits);
}

/** As a numeric, in which division is exact, and whether it is a number at all. */
function numberOf({ name, type }: Column): { readonly value: string; readonly isFinite: string } {
  const value = `t.${quoteIdentifier(name)}`;
  if (isOf(type, 'int')) {
    return { value: `${value}::pg_catalog.numeric`, isFinite: `${value} is not null` };
  }
  const isFinite = `${value}::pg_catalog.text not in ('NaN', 'Infinity', '-Infinity')`;
  // Of a float the number that it is written as: a cast to numeric would round it.
  const text = isOf(type, 'float') ? '::pg_catalog.text' : '';
  return { value: `(${value}${text})::pg_catalog.numeric`, isFinite };
}

function isOf({ builtIn }: Column['type'], kind: 'int' | 'float'): boolean {
  return builtIn?.startsWith(kind) === true;
}

/** How many times 10^exponent goes into it, rounded down. */
function multiple(value: string, exponent: number): string {
  if (exponent <= 0) {
    return `floor(${value} * 1e${-exponent}::pg_catalog.numeric)`;
  }
  const by = `1e${exponent}::pg_catalog.numeric`;
  return `div(${value}, ${by}) - case when ${value} < 0 and mod(${value}, ${by}) <> 0 then 1 else 0 end`;
}

async function counted(
  session: Session,
  { query, place }: { readonly query: string; readonly place: string },
  scale: ChartScale,
): Promise<CountedValues | undefined> {
  const found = await session.rows(`
    select g.place::text, g.rows::text
      from (select ${place} as place, count(*) as rows
              from (${query}) t
             group by 1) g
     limit ${mostPlaces + 1}`);
  if (found.length > mostPlaces) {
    return undefined;
  }
  const rows = new Map(
    found.map(
      ([at, count]) => [typeof at === 'string' ? BigInt(at) : undefined, Number(count)] as const,
    ),
  );
  return { scale, rows };
}

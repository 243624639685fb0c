import type { Column, ColumnType } from '../../core/catalog/table';
import { backupColumns } from '../../core/diff/comparedTable';
import type { ComparedTable } from '../../core/diff/comparison';
import { RecoveryError } from '../../core/errors';
import type { HashedTable, ValueComparer, ValuePairs } from '../../recovery/ports/snapshot';
import { cancellable } from '../connection/cancellable';
import type { Session } from '../connection/session';

/**
 * Compares texts as values of a table's columns, by the `=` of each type's default operator class, on
 * the side whose session it is. Reads no table.
 */
export class EqualValues implements ValueComparer {
  readonly columns: ReadonlySet<number>;
  private types: ReadonlyMap<string, string> | undefined;
  /** Positions of columns that the server could not compare once: it is not asked about them again. */
  private readonly incomparable = new Set<number>();

  constructor(
    private readonly session: Session,
    private readonly hashed: Pick<HashedTable, 'table' | 'side'>,
  ) {
    this.columns = comparableColumns(hashed.table);
  }

  async equalPairs(
    lists: readonly ValuePairs[],
    signal: AbortSignal,
  ): Promise<readonly (readonly boolean[])[]> {
    const asked = lists.filter(({ column }) => !this.incomparable.has(column));
    if (asked.length === 0) {
      return lists.map(noneOf);
    }
    const answers = await cancellable(this.session, signal, () => this.ask(asked));
    return lists.map((list) => answers.get(list.column) ?? noneOf(list));
  }

  /** All columns at once; where that fails, each by itself, to leave out those that fail. */
  private async ask(
    lists: readonly ValuePairs[],
  ): Promise<ReadonlyMap<number, readonly boolean[]>> {
    this.types ??= await this.typesInSql();
    try {
      return await this.compare(lists);
    } catch (error) {
      if (!isRefusal(error)) {
        throw error;
      }
      const [only, ...others] = lists;
      if (only && others.length === 0) {
        this.incomparable.add(only.column);
        return new Map();
      }
      const answers = new Map<number, readonly boolean[]>();
      for (const list of lists) {
        for (const [column, equal] of await this.ask([list])) {
          answers.set(column, equal);
        }
      }
      return answers;
    }
  }

  /** Within a savepoint: a text that its type does not take must not end the snapshot. */
  private async compare(
    lists: readonly ValuePairs[],
  ): Promise<ReadonlyMap<number, readonly boolean[]>> {
    await this.session.query('savepoint values');
    try {
      const equal = await this.session.rows(
        lists.map(({ column }, index) => this.query(column, index)).join(' union all '),
        lists.flatMap(({ backup, live }) => [backup, live]),
      );
      await this.session.query('release savepoint values');
      const answers = new Map(lists.map((list) => [list.column, noneOf(list)] as const));
      for (const [column, no] of equal) {
        answers.get(Number(column))?.splice(Number(no) - 1, 1, true);
      }
      return answers;
    } catch (error) {
      if (isRefusal(error)) {
        await this.session.query('rollback to savepoint values; release savepoint values');
      }
      throw error;
    }
  }

  /**
   * A record's equality takes each field's default operator class, whatever `=` the search path leads to:
   * it knows no such thing for the geometric types, whose `=` is not about the value.
   */
  private query(column: number, index: number): string {
    const name = this.hashed.table.columns[column]?.name ?? '';
    const [backup, live] = ['b', 'l'].map(
      (side) => `row(${side}::${this.types?.get(name) ?? 'text'})`,
    );
    return `
      select ${column}::text, no::text
        from unnest($${2 * index + 1}::text[], $${2 * index + 2}::text[]) with ordinality p(b, l, no)
       where record_eq(${backup ?? ''}, ${live ?? ''})`;
  }

  /** By column name: the type below any domains, which might cut or refuse the other side's texts. */
  private async typesInSql(): Promise<ReadonlyMap<string, string>> {
    const { oid } = this.hashed.table[this.hashed.side];
    const rows = await this.session.rows(typesQuery, [oid]);
    return new Map(rows.map(([name, type]) => [name ?? '', type ?? '']));
  }
}

/** Types of which equal values have one text, that have no `=`, or whose `=` leaves out what counts (weights of a tsquery). */
const written = new Set(
  'bool int2 int4 int8 oid money date time timetz timestamp timestamptz uuid name char xid xid8 cid tid inet cidr macaddr macaddr8 pg_lsn bytea bit varbit json xml point box line lseg path polygon circle tsquery'.split(
    ' ',
  ),
);

function comparableColumns(table: ComparedTable): ReadonlySet<number> {
  const ofBackup = backupColumns(table);
  const positions = table.columns.flatMap((column, position) => {
    const isCompared = !table.ignored.includes(position);
    return isCompared && mayDiffer(column, ofBackup[position]?.type) ? [position] : [];
  });
  return new Set(positions);
}

function mayDiffer({ type }: Column, backup: ColumnType | undefined): boolean {
  const sameType =
    backup?.castName === type.castName &&
    backup.builtIn === type.builtIn &&
    backup.deterministic === type.deterministic;
  const isText = ['text', 'varchar'].includes(type.builtIn ?? '') && type.deterministic;
  return sameType && !isText && !isWrittenInOneWay(type);
}

/** The name of an object may be a number on one side, which means another thing on the other. */
function isWrittenInOneWay({ isEnum, builtIn, base }: ColumnType): boolean {
  return isEnum === true || base?.namesObjects === true || written.has(builtIn ?? '');
}

function noneOf({ backup }: ValuePairs): boolean[] {
  return backup.map(() => false);
}

/** The server did not take a text as this type, knows no equality of it, or not for this role. */
function isRefusal(error: unknown): boolean {
  return error instanceof RecoveryError && /^(0A|22|42|54|P0)/.test(error.sqlstate ?? '');
}

const typesQuery = `
  select a.attname,
         quote_ident(n.nspname) || '.' || quote_ident(b.typname)
         || coalesce(' collate ' || quote_ident(cn.nspname) || '.' || quote_ident(co.collname), '')
    from pg_catalog.pg_attribute a
    cross join lateral (
           with recursive below (oid, next) as (
             select t.oid, t.typbasetype
               from pg_catalog.pg_type t
              where t.oid = a.atttypid
             union all
             select t.oid, t.typbasetype
               from below
               join pg_catalog.pg_type t on t.oid = below.next)
           select oid
             from below
            where next = 0) base
    join pg_catalog.pg_type b on b.oid = base.oid
    join pg_catalog.pg_namespace n on n.oid = b.typnamespace
    left join pg_catalog.pg_collation co on co.oid = a.attcollation and not co.collisdeterministic
    left join pg_catalog.pg_namespace cn on cn.oid = co.collnamespace
   where a.attrelid = $1::oid
     and a.attnum > 0
     and not a.attisdropped`;

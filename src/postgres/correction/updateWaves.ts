import type { Row } from '../../core/catalog/table';
import { type Correction, countActions, withAction } from '../../core/correction/plan';
import { type UniqueKey, updateOrder, type Wait } from '../../core/correction/updateOrder';
import type { Violation } from '../../core/correction/violation';
import { quoteTable } from '../../core/sql/quote';
import { arrayText } from './arrayText';
import { type Exclusion, exclusionWaits } from './exclusions';
import type { FoundTable } from './guard';
import type { Line } from './line';

interface OrderedUpdates {
  /** Positions in the plan. */
  readonly waves: readonly (readonly number[])[];
  /** Row by row: what no order can write. */
  readonly refused: readonly Violation[];
}

/**
 * In what order the updates can be written, as production keeps values unique. Constraints that can wait are told
 * to: they are checked with the others, at the end.
 */
export async function orderUpdates(
  line: Line,
  table: FoundTable,
  corrections: readonly Correction[],
): Promise<OrderedUpdates> {
  if (countActions(corrections).update === 0) {
    return { waves: [], refused: [] };
  }
  const { immediate, exclusions, deferrable } = await heldApart(
    line,
    table,
    updatedColumns(corrections),
  );
  if (deferrable.length > 0) {
    await line.ask(`set constraints ${deferrable.join(', ')} deferred`);
  }
  const waits: (readonly Wait[])[] = [];
  for (const exclusion of exclusions) {
    waits.push(await exclusionWaits(line, table, corrections, exclusion));
  }
  const { waves, rings } = updateOrder(corrections, immediate, waits.flat());
  const refused = rings.map(({ position, key }) => ({
    ...{ constraint: key.name, message: ringText(key.name) },
    sqlstate: exclusions.some((exclusion) => exclusion === key) ? '23P01' : '23505',
    key: corrections[position]?.key ?? [],
  }));
  return { waves, refused };
}

/** Deletes, then the updates wave after wave, then inserts: parts of one action each, none of them empty. */
export function inWritingOrder(
  corrections: readonly Correction[],
  waves: readonly (readonly number[])[],
): readonly (readonly Correction[])[] {
  const updates = waves.map((wave) => wave.flatMap((position) => corrections[position] ?? []));
  return [withAction(corrections, 'delete'), ...updates, withAction(corrections, 'insert')].filter(
    ({ length }) => length > 0,
  );
}

function ringText(name: string): string {
  return (
    `"${name}" is checked row by row, and these rows take each other's values: no order can write them. ` +
    'Give one of them a free value and compare again, or have the owner make the constraint DEFERRABLE.'
  );
}

function updatedColumns(corrections: readonly Correction[]): ReadonlySet<number> {
  const written = new Set<number>();
  for (const correction of corrections) {
    if (correction.action === 'update') {
      correction.set.forEach(({ column }) => written.add(column));
    }
  }
  return written;
}

interface RowsHeldApart {
  /** Unique keys that are checked row by row. */
  readonly immediate: readonly UniqueKey[];
  /** Exclusion constraints that are. */
  readonly exclusions: readonly Exclusion[];
  /** Constraints that can wait for the end of the transaction, quoted and qualified. */
  readonly deferrable: readonly string[];
}

/** What holds a column of `written` apart; without indexes of expressions, of which the server speaks. */
async function heldApart(
  line: Line,
  { oid, columns }: FoundTable,
  written: ReadonlySet<number>,
): Promise<RowsHeldApart> {
  const { rows } = await line.ask(
    `
    select
      c.relname, n.nspname, i.indimmediate::text, (i.indpred is not null)::text,
      coalesce(to_jsonb(i) ->> 'indnullsnotdistinct', 'false'), k.columns::text,
      case when i.indisexclusion then (
        select to_jsonb(array_agg(format('operator(%I.%s)', opn.nspname, op.oprname) order by e.position))
        from pg_constraint con
        cross join unnest(con.conexclop) with ordinality as e(operator, position)
        join pg_operator op on op.oid = e.operator
        join pg_namespace opn on opn.oid = op.oprnamespace
        where con.conindid = i.indexrelid
        and con.conrelid = i.indrelid
      )::text end
    from pg_index i
    join pg_class c on c.oid = i.indexrelid
    join pg_namespace n on n.oid = c.relnamespace
    cross join lateral (
      select to_jsonb(array_agg(a.attname order by k.position)), array_agg(a.attname::text)
      from unnest(i.indkey::int2[]) with ordinality as k(attnum, position)
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
      where k.position <= i.indnkeyatts
    ) as k(columns, names)
    where i.indrelid = $1::oid
    and (i.indisunique or i.indisexclusion)
    and i.indisvalid
    and i.indexprs is null
    and k.names && $2::text[]
    order by c.relname`,
    [oid, arrayText([...written].flatMap((position) => columns[position]?.name ?? []))],
  );
  return sortedOut(rows, columns);
}

function sortedOut(rows: readonly Row[], columns: FoundTable['columns']): RowsHeldApart {
  const immediate: UniqueKey[] = [];
  const exclusions: Exclusion[] = [];
  const deferrable: string[] = [];
  for (const row of rows) {
    const [
      name = '',
      schema = '',
      isImmediate,
      partial,
      notDistinct,
      names = '[]',
      operators = '',
    ] = row.map((cell) => cell ?? '');
    if (isImmediate !== 'true') {
      deferrable.push(quoteTable({ schema, name }));
      continue;
    }
    const own = JSON.parse(names) as readonly string[];
    const key = {
      ...{ name, partial: partial === 'true' },
      columns: own.map((of) => columns.findIndex((column) => column.name === of)),
    };
    if (operators === '') {
      immediate.push({ ...key, nullsDistinct: notDistinct !== 'true' });
    } else {
      exclusions.push({ ...key, operators: JSON.parse(operators) as readonly string[] });
    }
  }
  return { immediate, exclusions, deferrable };
}

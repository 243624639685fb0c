import type {
  ChildRelation,
  OnDelete,
  RelatedColumn,
  Relation,
  Relations,
} from '../../core/catalog/relations';
import type { Column, Key, Row, Table } from '../../core/catalog/table';
import type { HistoryTable } from '../../recovery/ports/relatedRows';
import type { Session } from '../connection/session';
import { childrenQuery, latestQuery, missingParentsQuery, relationsQuery } from './relationQueries';

export async function relationsOf(
  session: Session,
  { oid }: Pick<Table, 'oid'>,
): Promise<Relations> {
  const found = new Map<string, FoundRelation>();
  for (const row of await session.rows(relationsQuery, [oid])) {
    const [direction, id] = row;
    const key = `${direction ?? ''} ${id ?? ''}`;
    found.set(key, withColumn(row, found.get(key)));
  }
  const relations = [...found.values()];
  return {
    parents: relations.filter(({ direction }) => direction === 'parent'),
    children: relations.filter(({ direction }) => direction === 'child'),
  };
}

interface FoundRelation extends ChildRelation {
  readonly direction: string;
}

function withColumn(row: Row, before: FoundRelation | undefined): FoundRelation {
  const [own, other, equality] = row.slice(-3).map((cell) => cell ?? '');
  const last = { own: own ?? '', other: other ?? '', equality: equality ?? '' };
  return before ? { ...before, columns: [...before.columns, last] } : relationIn(row, last);
}

function relationIn(row: Row, column: RelatedColumn): FoundRelation {
  const [direction = '', , name = '', action = '', schema = '', other = '', ...flags] = row.map(
    (cell) => cell ?? '',
  );
  const [isPartitioned, isReadable] = flags.map((flag) => flag === 't');
  return {
    ...{ direction, name, other: { schema, name: other } },
    onDelete: actions[action] ?? 'refused',
    ...{ isPartitioned: isPartitioned === true, isReadable: isReadable === true },
    columns: [column],
  };
}

/** `pg_constraint.confdeltype`. */
const actions: Readonly<Record<string, OnDelete>> = {
  c: 'deleted',
  n: 'set to null',
  d: 'set to their default',
};

/**
 * Of the values that rows refer by, those that no row of the parent has: without it the rows are refused. Values with
 * NULL in them refer to nothing, and are left out by whoever asks.
 * @param values In the order of the relation's columns.
 */
export async function missingParents(
  session: Session,
  { table, relation }: RelationOf<Relation>,
  values: readonly Key[],
): Promise<readonly Key[]> {
  if (values.length === 0) {
    return [];
  }
  const query = missingParentsQuery(relation, ownColumns(table, relation), values);
  const missing = new Set((await session.rows(query)).map(([no]) => Number(no) - 1));
  return values.filter((_, at) => missing.has(at));
}

/** How many rows of another table refer to each of the values that rows have, in their order. */
export async function childrenOf(
  session: Session,
  { table, relation }: RelationOf<ChildRelation>,
  values: readonly Key[],
): Promise<readonly number[]> {
  const counts = values.map(() => 0);
  if (values.length === 0) {
    return counts;
  }
  const query = childrenQuery(relation, ownColumns(table, relation), values);
  for (const [no, count] of await session.rows(query)) {
    counts[Number(no) - 1] = Number(count);
  }
  return counts;
}

/** Of the rows that refer to each value, in each of the history's columns the latest time after the dump. */
export async function latestOf(
  session: Session,
  { table, history }: { readonly table: Pick<Table, 'columns'>; readonly history: HistoryTable },
  values: readonly Key[],
): Promise<readonly (readonly (string | undefined)[])[]> {
  const found = values.map((): readonly (string | undefined)[] => []);
  if (values.length > 0) {
    const query = latestQuery(history, ownColumns(table, history.relation), values);
    for (const [no, ...times] of await session.rows(query)) {
      found[Number(no) - 1] = times.map((time) => time ?? undefined);
    }
  }
  return found;
}

export interface RelationOf<R extends Relation> {
  readonly table: Pick<Table, 'columns'>;
  readonly relation: R;
}

function ownColumns({ columns }: Pick<Table, 'columns'>, relation: Relation): readonly Column[] {
  const byName = new Map(columns.map((column) => [column.name, column]));
  return relation.columns.flatMap(({ own }) => byName.get(own) ?? []);
}

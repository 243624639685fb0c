import type { LostChildren } from '../../core/correction/lostChildren';
import type { Line } from './line';

/** A foreign key onto the table that takes or changes rows elsewhere, in silence, when rows here are written. */
export interface ForeignKey {
  readonly name: string;
  readonly when: LostChildren['when'];
  readonly action: LostChildren['action'];
  /** Of the table that refers. */
  readonly oid: string;
  readonly child: { readonly schema: string; readonly name: string };
  readonly partitioned: boolean;
  readonly own: boolean;
  readonly columns: readonly Reference[];
}

interface Reference {
  readonly child: string;
  readonly parent: string;
  /** By which the key compares the parent's value with the child's, whatever the search path. */
  readonly equality: string;
}

export async function actingForeignKeys(
  line: Line,
  { oid: table }: { readonly oid: string },
): Promise<readonly ForeignKey[]> {
  const { rows } = await line.ask(
    `
    select
      con.conname, act.event, act.kind, n.nspname, c.relname,
      (c.relkind = 'p')::text, (con.conrelid = con.confrelid)::text,
      child.attname, parent.attname, format('operator(%I.%s)', operator_schema.nspname, equal.oprname),
      con.conrelid, con.oid
    from pg_constraint con
    cross join lateral (
      -- What follows an update by cascade follows it back, too.
      values ('delete', con.confdeltype, 'cnd'), ('update', con.confupdtype, 'nd')
    ) as act(event, kind, lossy)
    join pg_class c on c.oid = con.conrelid
    join pg_namespace n on n.oid = c.relnamespace
    cross join unnest(con.conkey, con.confkey, con.conpfeqop) with ordinality as k(child, parent, equal, ord)
    join pg_attribute child on child.attrelid = con.conrelid and child.attnum = k.child
    join pg_attribute parent on parent.attrelid = con.confrelid and parent.attnum = k.parent
    join pg_operator equal on equal.oid = k.equal
    join pg_namespace operator_schema on operator_schema.oid = equal.oprnamespace
    where con.contype = 'f'
    and con.confrelid = $1::oid
    and position(act.kind in act.lossy) > 0
    and not exists (
      select from pg_constraint above
      where above.oid = con.conparentid
      and above.confrelid = con.confrelid
    )
    order by con.oid, act.event, k.ord`,
    [table],
  );
  const found = new Map<string, ForeignKey>();
  for (const cells of rows) {
    const row = cells.map((cell) => cell ?? '');
    const id = `${row[1] ?? ''} ${row.at(-1) ?? ''}`;
    found.set(id, foreignKeyOf(row, found.get(id)?.columns ?? []));
  }
  return [...found.values()];
}

const actions: Readonly<Record<string, ForeignKey['action']>> = {
  c: 'delete',
  n: 'set to null',
  d: 'set to their default',
};

function foreignKeyOf(row: readonly string[], columns: ForeignKey['columns']): ForeignKey {
  const [name = '', event, action = '', ...others] = row;
  const [schema = '', child = '', partitioned, own, ...reference] = others;
  return {
    ...{ name, oid: reference[3] ?? '' },
    when: event === 'update' ? 'update' : 'delete',
    action: actions[action] ?? 'delete',
    child: { schema, name: child },
    partitioned: partitioned === 'true',
    own: own === 'true',
    columns: [...columns, referenceOf(reference)],
  };
}

function referenceOf([child = '', parent = '', equality = '']: readonly string[]): Reference {
  return { child, parent, equality };
}

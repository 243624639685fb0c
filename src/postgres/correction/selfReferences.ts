import type { SelfReference } from '../../core/correction/parts';
import type { FoundTable } from './guard';
import type { Line } from './line';

/** The table's foreign keys onto itself. */
export async function selfReferences(
  line: Line,
  { oid, columns }: FoundTable,
): Promise<readonly SelfReference[]> {
  const { rows } = await line.ask(
    `
    select c.oid::text, a.attname, r.attname
    from pg_constraint c
    cross join lateral unnest(c.conkey, c.confkey) with ordinality as k(own, referred, position)
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.own
    join pg_attribute r on r.attrelid = c.confrelid and r.attnum = k.referred
    where c.contype = 'f'
    and c.conrelid = $1::oid
    and c.confrelid = $1::oid
    order by c.oid, k.position`,
    [oid],
  );
  const places = new Map(columns.map(({ name }, position) => [name, position]));
  const found = new Map<string, { columns: number[]; refersTo: number[] }>();
  for (const [constraint, own, referred] of rows) {
    const reference = found.get(constraint ?? '') ?? { columns: [], refersTo: [] };
    reference.columns.push(places.get(own ?? '') ?? -1);
    reference.refersTo.push(places.get(referred ?? '') ?? -1);
    found.set(constraint ?? '', reference);
  }
  return [...found.values()];
}

import { tableLabel } from '../catalog/table';
import type { ChildrenConsent } from '../correction/lostChildren';
import { labelled } from './comment';
import { quoteLiteral } from './quote';
import type { ScriptTable } from './scriptTable';
import type { ScriptWords } from './scriptWords/words';

/**
 * Refuses what would take rows of other tables along, or change them, but what was agreed to, in just that number.
 * The rows are locked by then: nobody can give them children any more.
 */
export function guardChildren(table: ScriptTable, agreed: readonly ChildrenConsent[]): string {
  const { words } = table;
  const { children, childrenAgreed, parents } = words.comments;
  return `
  -- ${agreed.length === 0 ? children : childrenAgreed}
  -- ${parents}
  for child in
${foreignKeysOnto(`${table.planned.identity.tableOid}::oid`, ['t', 'f'], agreedRows(agreed))}
  loop
    execute format(
      ${quoteLiteral(
        'select count(*) from %s as f' +
          joinPlanned(table) +
          " where c.line ->> 'do' = $2 and ($2 = 'delete' or c.line -> 'set' ?| $3)" +
          ` and not ($2 = 'delete' and exists (${deletedItself(table)}))`,
      )},
      child.place, child.matches
    ) into written using pra.changes, child.event, child.parents;
    if written <> child.agreed then
      raise exception using message = format(
        ${quoteLiteral(words.childrenLost)}, child.event, written, child.name
      ) || case when child.agreed > 0 then format(${quoteLiteral(words.agreed)}, child.agreed) else '' end;
    end if;
${agreed.length === 0 ? '' : guardFurther(table)}  end loop;
${agreed.length === 0 ? '' : refuseFewer(agreed, words)}`;
}

/** Lines for the head of the script: what goes along with its deletes. */
export function childrenTaken(
  agreed: readonly ChildrenConsent[],
  words: ScriptWords,
): readonly string[] {
  return agreed.map((consent, at) =>
    labelled(at === 0 ? words.labels.children : '', taken(consent, words)),
  );
}

/** The same of a script that takes those deletes back. */
export function childrenNotGivenBack(
  agreed: readonly ChildrenConsent[],
  words: ScriptWords,
): readonly string[] {
  return agreed.length === 0
    ? []
    : [
        words.undoTakesBackNo,
        ...agreed.map((consent) => `  ${taken(consent, words)}`),
        words.toolGivesBack,
      ];
}

function taken({ constraint, child, action, rows }: ChildrenConsent, words: ScriptWords): string {
  return words.taken(rows, tableLabel(child), action, constraint);
}

/**
 * A query: the foreign keys onto a table by which rows are taken along or changed when its rows are written; how rows
 * of both, under these names, match; how many rows were agreed to.
 */
function foreignKeysOnto(
  oid: string,
  [parent, child]: readonly [string, string],
  agreed: string,
): string {
  return `    select k.oid, k.name, k.place, k.event, k.kind, ${agreed} as agreed,
      string_agg(
        format('${parent}.%I operator(%I.%s) ${child}.%I', p.attname, os.nspname, o.oprname, a.attname), ' and '
      ) as matches,
      array_agg(p.attname::text) as parents
    from (
      select f.conrelid as oid, f.confrelid, f.conkey, f.confkey, f.conpfeqop, f.conname::text as conname,
        f.conrelid::regclass::text as name,
        case r.relkind when 'p' then '' else 'only ' end || f.conrelid::regclass::text as place,
        n.nspname::text as schema_name, r.relname::text as child_name, x.event, x.kind
      from pg_constraint as f
      join pg_class as r on r.oid = f.conrelid
      join pg_namespace as n on n.oid = r.relnamespace
      cross join lateral (
        values ('delete', f.confdeltype, 'cnd'), ('update', f.confupdtype, 'nd')
      ) as x(event, kind, lossy)
      where f.contype = 'f'
        and f.confrelid = ${oid}
        and position(x.kind in x.lossy) > 0
        and not exists (
          select
          from pg_constraint as above
          where above.oid = f.conparentid and above.confrelid = f.confrelid
        )
    ) as k
    cross join lateral unnest(k.conkey, k.confkey, k.conpfeqop) as c(own, parent, equal)
    join pg_attribute as a on a.attrelid = k.oid and a.attnum = c.own
    join pg_attribute as p on p.attrelid = k.confrelid and p.attnum = c.parent
    join pg_operator as o on o.oid = c.equal
    join pg_namespace as os on os.oid = o.oprnamespace
    group by k.oid, k.conname, k.name, k.place, k.schema_name, k.child_name, k.event, k.kind`;
}

const kinds: Readonly<Record<ChildrenConsent['action'], string>> = {
  delete: 'c',
  'set to null': 'n',
  'set to their default': 'd',
};

/** An expression in that query. */
function agreedRows(agreed: readonly ChildrenConsent[]): string {
  if (agreed.length === 0) {
    return '0';
  }
  const values = agreed.map(({ constraint, child, action, rows }) => {
    const names = [constraint, child.schema, child.name].map(quoteLiteral);
    return `(${names.join(', ')}, '${kinds[action]}', ${rows})`;
  });
  return `coalesce((
      select g.n
      from (values ${values.join(', ')}) as g(conname, schema_name, child_name, kind, n)
      where (g.conname, g.schema_name, g.child_name) = (k.conname, k.schema_name, k.child_name)
        and g.kind = k.kind::text and k.event = 'delete'
    ), 0)`;
}

function joinPlanned({ only, keyMatches }: ScriptTable): string {
  return (
    ` join ${escapeFormat(only)} as t on %s` +
    ` join unnest($1) as c(line) on ${escapeFormat(keyMatches)}`
  );
}

/** A row of the table itself is not taken along where it is to be deleted, too. */
function deletedItself({ only, keyMatches }: ScriptTable): string {
  return (
    `select from ${escapeFormat(only)} as t join unnest($1) as c(line) on ${escapeFormat(keyMatches)}` +
    " where c.line ->> 'do' = 'delete' and (t.tableoid, t.ctid) = (f.tableoid, f.ctid)"
  );
}

/** What is taken along must not take rows along itself: nobody was told of those. */
function guardFurther(table: ScriptTable): string {
  return `    taken := pra.taken + case child.event when 'delete' then pra.written else 0 end;
    continue when pra.written = 0 or child.kind <> 'c';
    for further in
${foreignKeysOnto('child.oid', ['f', 'g'], '0')}
    loop
      continue when further.event <> 'delete';
      execute format(
        ${quoteLiteral(
          'select count(*) from %s as g join %s as f on %s' +
            joinPlanned(table) +
            " where c.line ->> 'do' = 'delete'",
        )},
        further.place, child.place, further.matches, child.matches
      ) into written using pra.changes;
      if written > 0 then
        raise exception using message = format(
          ${quoteLiteral(table.words.furtherLost)}, child.name, written, further.name
        );
      end if;
    end loop;
`;
}

function refuseFewer(agreed: readonly ChildrenConsent[], words: ScriptWords): string {
  const rows = agreed.reduce((sum, consent) => sum + consent.rows, 0);
  return `  if pra.taken <> ${rows} then
    raise exception using message = format(
      ${quoteLiteral(words.otherChildren(rows))}, pra.taken
    );
  end if;
`;
}

function escapeFormat(text: string): string {
  return text.replaceAll('%', '%%');
}

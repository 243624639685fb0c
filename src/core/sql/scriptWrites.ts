import type { Column } from '../catalog/table';
import type { ActionCounts, Correction, KnownRow } from '../correction/plan';
import { quoteIdentifier, quoteLiteral } from './quote';
import { liveCells, newValue, type ScriptTable } from './scriptTable';

export function deleteRows(table: ScriptTable, count: number): string {
  return `
  delete from ${table.only} as t
  using unnest(pra.changes) as c(line)
  where c.line ->> 'do' = 'delete'
    and ${table.rowMatches};
${proveCount(table, 'delete', count)}`;
}

/**
 * One UPDATE for each set of columns that the rows write; `set` names them row by row. Where a row takes a unique
 * value, or an excluded one, that another one gives up, row by row, to and fro, as long as that gets further. Only there under
 * savepoints: what they write carries other transaction numbers than the script's own.
 */
export function updateRows(table: ScriptTable, written: readonly Column[], count: number): string {
  const values = written
    .map(newValue)
    .map(
      ({ name, type, expression }) => `(${[name, type, expression].map(quoteLiteral).join(', ')})`,
    )
    .join(',\n        ');
  return `
  -- ${table.words.comments.updates}
  updated := 0;
  waiting := array(
    select c.line from unnest(pra.changes) with ordinality as c(line, n)
    where c.line ->> 'do' = 'update' order by c.n
  );
  while cardinality(pra.waiting) > 0 loop
    refused := array[]::jsonb[];
    for part in
      select s.names, array_agg(c.line order by c.n) as lines, exists (
          select
          from pg_index as i
          left join pg_attribute as a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
          where i.indrelid = ${table.planned.identity.tableOid}::oid
            and (i.indisunique or i.indisexclusion)
            and (i.indexprs is not null or a.attname::text = any (s.names))
        ) as is_unique
      from unnest(pra.waiting) with ordinality as c(line, n)
      cross join lateral (select array(select jsonb_object_keys(c.line -> 'set') order by 1)) as s(names)
      group by s.names
    loop
      select
        string_agg(format('%I = %s', w.name, w.expression), ', '),
        string_agg(format('%I %s', w.name, w.type), ', ')
      into assignments, record_columns
      from (values
        ${values}
      ) as w(name, type, expression)
      where w.name = any (part.names);
      assignments := ${quoteLiteral(`update ${table.only} as t set `)} || pra.assignments
        || ' from unnest($1) as c(line) cross join lateral jsonb_to_record(c.line -> ''set'') as v('
        || pra.record_columns || ${quoteLiteral(`) where ${table.rowMatches}`)};
${updatePart(table)}    end loop;
${refuseStuck(table)}    waiting := pra.refused;
  end loop;
  written := pra.updated;
${refuseOther(table, 'update', count)}`;
}

function refuseStuck({ words }: ScriptTable): string {
  return `    if cardinality(pra.refused) = cardinality(pra.waiting) then
      raise exception using
        errcode = 'unique_violation',
        message = format(
          ${quoteLiteral(words.valuesHeld)},
          cardinality(pra.refused), pra.refused[cardinality(pra.refused)] ->> 'key'
        ),
        hint = ${quoteLiteral(words.freeValue)};
    end if;
`;
}

function updatePart({ words }: ScriptTable): string {
  return `      if not part.is_unique then
        execute pra.assignments using part.lines;
        get diagnostics written = row_count;
        updated := pra.updated + pra.written;
        continue;
      end if;
      begin
        execute pra.assignments using part.lines;
        get diagnostics written = row_count;
        updated := pra.updated + pra.written;
      exception when unique_violation or exclusion_violation then
        -- ${words.comments.exchanged}
        set constraints all deferred;
        foreach one in array part.lines loop
          begin
            execute pra.assignments using array[pra.one];
            get diagnostics written = row_count;
            updated := pra.updated + pra.written;
          exception when unique_violation or exclusion_violation then
            refused := pra.one || pra.refused;
          end;
        end loop;
      end;
`;
}

export function insertRows(table: ScriptTable, columns: readonly Column[], count: number): string {
  const names = columns.map(({ name }) => quoteIdentifier(name)).join(', ');
  const values = columns.map(newValue);
  const record = values.map(({ name, type }) => `${quoteIdentifier(name)} ${type}`);
  return `
  insert into ${table.name} (${names})
  overriding system value
  select ${values.map(({ expression }) => expression).join(', ')}
  from unnest(pra.changes) with ordinality as c(line, n)
  cross join lateral jsonb_to_record(c.line -> 'set') as v(
    ${record.join(',\n    ')}
  )
  where c.line ->> 'do' = 'insert'
  order by c.n;
${proveCount(table, 'insert', count)}`;
}

/** Reads the rows again: all must be there or gone as planned; columns that hold something else are said. */
export function reviewRows(table: ScriptTable): string {
  const { words } = table;
  const stored = table.planned.columns.filter(({ generated }) => !generated);
  return `
  -- ${words.comments.review}
  select count(*)
  into written
  from unnest(pra.changes) as c(line)
  left join ${table.only} as t on ${table.keyMatches}
  where (c.line ->> 'do' = 'delete') = (t.tableoid is not null);
  if written > 0 then
    raise exception using message = format(
      ${quoteLiteral(words.notWritten)}, written
    ), hint = ${quoteLiteral(words.lookAtTriggers)} || pra.target || '.';
  end if;
  for altered in
    select live.name, c.line -> 'set' -> live.name is not null as corrected, count(*) as n,
      (array_agg(c.line ->> 'key'))[1] as key
    from unnest(pra.changes) as c(line)
    cross join lateral (
      select coalesce(c.line -> 'seen', '{}') || (c.line -> 'set') offset 0
    ) as planned(cells)
    join ${table.only} as t on ${table.keyMatches}
    cross join lateral (values
          ${liveCells(stored)}
    ) as live(name, cell)
    where c.line ->> 'do' <> 'delete'
      and planned.cells ->> live.name is distinct from live.cell
      and planned.cells -> live.name is not null
    group by 1, 2
    order by 1
  loop
    raise warning using message = format(
      case when altered.corrected
        then ${quoteLiteral(words.alteredValue)}
        else ${quoteLiteral(words.alsoChanged)}
      end,
      altered.name, altered.n, altered.key
    );
  end loop;
`;
}

/** The columns that some row of this action writes, in the table's order. */
export function writtenColumns(
  { planned }: ScriptTable,
  corrections: readonly Correction<KnownRow>[],
  action: keyof ActionCounts,
): readonly Column[] {
  const written = new Set(
    corrections.flatMap((correction) =>
      correction.action === action && 'set' in correction
        ? correction.set.map(({ column }) => column)
        : [],
    ),
  );
  return planned.columns.filter((_, position) => written.has(position));
}

function proveCount(table: ScriptTable, action: keyof ActionCounts, count: number): string {
  return `  get diagnostics written = row_count;
${refuseOther(table, action, count)}`;
}

function refuseOther({ words }: ScriptTable, action: keyof ActionCounts, count: number): string {
  return `  if pra.written <> ${count} then
    raise exception using
      message = format(${quoteLiteral(words.otherCount(action, count))}, pra.written),
      hint = ${quoteLiteral(words.lookAtTriggers)} || pra.target || '.';
  end if;
`;
}

import type { Column } from '../catalog/table';
import { quoteLiteral } from './quote';
import type { ScriptTable } from './scriptTable';

/**
 * Moves the sequences behind the inserted columns past the inserted values, never back, and so that
 * ROLLBACK takes it back: RESTART is part of the transaction, `setval` and `nextval` are not. What a
 * sequence stands at counts only under its lock, which any ALTER takes. Needs to be its owner; else
 * it is said what to do.
 */
export function moveSequences(table: ScriptTable, inserted: readonly Column[]): string {
  const { words } = table;
  return `
  -- ${words.comments.sequences}
  for seq in
${sequencesBehind(table, inserted)}
  loop
    select case when seq.step > 0 then max(v.cell::numeric) else min(v.cell::numeric) end
    into mark
    from unnest(pra.changes) as c(line)
    cross join lateral (select c.line -> 'set' ->> seq.column_name) as v(cell)
    where c.line ->> 'do' = 'insert' and v.cell ~ '^-?[0-9]+$';
    continue when mark is null;
    next_value := null;
    if seq.is_readable then
${readNext('      ')}
      continue when (next_value - mark) * seq.step > 0;
    end if;
    if next_value is null or not seq.is_mine then
      raise warning using
        message = format(${quoteLiteral(words.sequenceUnseen)}, seq.name, mark),
        hint = format(
          ${quoteLiteral(words.sequenceByOwner(skipNumbers))},
          seq.name, mark, seq.step
        );
      continue;
    end if;
    execute format('alter sequence %s cache %s', seq.name, seq.seqcache);
${readNext('    ')}
    continue when (next_value - mark) * seq.step > 0;
    next_value := next_value + seq.step * (floor((mark - next_value) / seq.step) + 1);
    if next_value not between seq.seqmin and seq.seqmax then
      raise warning using message = format(${quoteLiteral(words.sequenceEnds)}, seq.name, mark);
      continue;
    end if;
    execute format('alter sequence %s restart with %s', seq.name, next_value::bigint);
    raise notice using message = format(${quoteLiteral(words.sequenceMoved)}, seq.name, next_value::bigint);
  end loop;
`;
}

/** For a role that may do it; `format` puts in the sequence, the number to be past, and the step. */
const skipNumbers = "do 'begin while (nextval(%L) - %s) * %s <= 0 loop null; end loop; end';";

/** The sequences that the inserted columns own, or take their default from. */
function sequencesBehind(table: ScriptTable, inserted: readonly Column[]): string {
  const oid = `${table.planned.identity.tableOid}::oid`;
  const names = inserted.map(({ name }) => quoteLiteral(name)).join(', ');
  return `    select format('%I.%I', n.nspname, s.relname) as name, a.attname::text as column_name,
      q.seqincrement::numeric as step, q.seqmin, q.seqmax, q.seqcache,
      pg_has_role(s.relowner, 'USAGE') as is_mine,
      has_sequence_privilege(s.oid, 'SELECT') as is_readable
    from (
      select d.objid as seq, d.refobjsubid as attnum
      from pg_depend as d
      where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass
        and d.refobjid = ${oid} and d.deptype in ('a', 'i')
      union
      select d.refobjid, e.adnum
      from pg_attrdef as e
      join pg_depend as d on d.classid = 'pg_attrdef'::regclass and d.objid = e.oid
      where e.adrelid = ${oid} and d.refclassid = 'pg_class'::regclass
    ) as used
    join pg_class as s on s.oid = used.seq and s.relkind = 'S'
    join pg_namespace as n on n.oid = s.relnamespace
    join pg_sequence as q on q.seqrelid = s.oid
    join pg_attribute as a on a.attrelid = ${oid} and a.attnum = used.attnum
    where a.attname::text = any (array[${names}]::text[])
    order by 1, 2`;
}

function readNext(indent: string): string {
  return [
    'execute format(',
    "  'select s.last_value + case when s.is_called then $1 else 0 end from %s as s', seq.name",
    ') into next_value using seq.step;',
  ]
    .map((line) => indent + line)
    .join('\n');
}

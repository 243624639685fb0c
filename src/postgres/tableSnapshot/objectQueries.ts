/*
 * What a table needs to be made elsewhere, out of `pg_depend`: nothing that came with PostgreSQL itself, and
 * of an extension the extension alone. An object is told by its catalogue's oid and its own.
 */

/** Objects below this number came with the server. */
const firstOwnOid = 16_384;

/** What the object of `from` (classid, objid) needs, each with how: `e`: it is a part of an extension. */
const needsOf = (from: string): string => `
  select d.refclassid, d.refobjid, d.deptype::text
    from pg_depend d
   where d.classid = ${from}.classid
     and d.objid = ${from}.objid
     and d.deptype in ('n', 'i', 'e')
     and d.refobjid >= ${firstOwnOid}
     and not (d.classid = 'pg_type'::regclass and d.refclassid = 'pg_class'::regclass)
     and not (d.refclassid = 'pg_class'::regclass and d.refobjid = any($1::oid[]))
   union all
  -- what the columns of a composite type are of
  select d.refclassid, d.refobjid, 'n'
    from pg_type t
    join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = t.typrelid and d.objsubid > 0
   where ${from}.classid = 'pg_type'::regclass
     and t.oid = ${from}.objid
     and t.typrelid <> 0
     and d.refclassid <> 'pg_class'::regclass
     and d.refobjid >= ${firstOwnOid}
   union all
  select 'pg_constraint'::regclass::oid, c.oid, 'n'
    from pg_constraint c
   where ${from}.classid = 'pg_type'::regclass
     and c.contypid = ${from}.objid
     and c.contype = 'c'`;

/** What parts of the tables `$1` need something: `column OID NUMBER`, `default OID`, `constraint OID`, `index OID`. */
const roots = `
  select 'column ' || a.attrelid || ' ' || a.attnum, 'pg_class'::regclass::oid, a.attrelid, a.attnum::int
    from pg_attribute a
   where a.attrelid = any($1::oid[])
     and a.attnum > 0
   union all
  select 'default ' || d.oid, 'pg_attrdef'::regclass::oid, d.oid, 0
    from pg_attrdef d
   where d.adrelid = any($1::oid[])
   union all
  select 'constraint ' || c.oid, 'pg_constraint'::regclass::oid, c.oid, 0
    from pg_constraint c
   where c.conrelid = any($1::oid[])
   union all
  select 'constraint ' || i.indexrelid, 'pg_class'::regclass::oid, i.indexrelid, 0
    from pg_index i
   where i.indrelid = any($1::oid[])
   union all
  select 'schema', 'pg_namespace'::regclass::oid, c.relnamespace, 0
    from pg_class c
   where c.oid = any($1::oid[])`;

/** Each need of a part or an object: who (a part, or `CLASS:OID`), what, how. */
export const needsQuery = `
  with recursive roots (label, classid, objid, objsubid) as (${roots}),
  first_needs (label, classid, objid, how) as (
    select r.label, d.refclassid, d.refobjid, d.deptype::text
      from roots r
      join pg_depend d on d.classid = r.classid and d.objid = r.objid
     where (r.label not like 'column %' or d.objsubid = r.objsubid)
       and d.deptype in ('n', 'i')
       and d.refobjid >= ${firstOwnOid}
       and not (d.refclassid = 'pg_class'::regclass and d.refobjid = any($1::oid[]))
       and not (r.label like 'column %' and d.refclassid = 'pg_class'::regclass)
       and r.label <> 'schema'
     union all
    select r.label, r.classid, r.objid, 'n'
      from roots r
     where r.label = 'schema'
       and r.objid >= ${firstOwnOid}
  ),
  needed (classid, objid) as (
    select classid, objid
      from first_needs
     union
    select need.refclassid, need.refobjid
      from needed n
     cross join lateral (${needsOf('n')}) need
  )
  select label, classid || ':' || objid, how
    from first_needs
   union
  select n.classid || ':' || n.objid, need.refclassid || ':' || need.refobjid, need.deptype
    from needed n
   cross join lateral (${needsOf('n')}) need
   order by 1, 2`;

/** Of the sequence `s`. */
export const sequenceOptions = `
  format(E'\\n    AS %s\\n    START WITH %s\\n    INCREMENT BY %s\\n    MINVALUE %s\\n    MAXVALUE %s\\n    CACHE %s%s',
         s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache,
         case when s.seqcycle then E'\\n    CYCLE' else '' end)`;

/** NULL for one with a function that brings its values into one form: that needs the type itself. */
const rangeStatement = `
  select format('RANGE (SUBTYPE = %s, SUBTYPE_OPCLASS = %I.%I%s%s%s)',
                format_type(r.rngsubtype, null), opn.nspname, op.opcname,
                case when r.rngcollation <> 0
                     then (select format(', COLLATION = %I.%I', cn.nspname, co.collname)
                             from pg_collation co join pg_namespace cn on cn.oid = co.collnamespace
                            where co.oid = r.rngcollation)
                     else '' end,
                case when r.rngsubdiff <> 0 then format(', SUBTYPE_DIFF = %s', r.rngsubdiff) else '' end,
                -- a column of 14 and later
                coalesce((select format(', MULTIRANGE_TYPE_NAME = %I.%I', mn.nspname, m.typname)
                            from pg_type m join pg_namespace mn on mn.oid = m.typnamespace
                           where m.oid = (to_jsonb(r) ->> 'rngmultitypid')::oid), ''))
    from pg_range r
    join pg_opclass op on op.oid = r.rngsubopc
    join pg_namespace opn on opn.oid = op.opcnamespace
   where r.rngtypid = t.oid
     and r.rngcanonical = 0`;

/** Of the objects `$1` (classes) and `$2` (oids): what each is called, and what makes it; NULL where nothing does. */
export const objectsQuery = `
  select o.classid || ':' || o.objid, pg_describe_object(o.classid, o.objid, 0),
         case o.classid
              when 'pg_namespace'::regclass then (
                select case when nspname = 'public' then '' else format('CREATE SCHEMA %I', nspname) end
                  from pg_namespace where oid = o.objid)
              when 'pg_extension'::regclass then (
                select format('CREATE EXTENSION IF NOT EXISTS %I WITH SCHEMA %I', e.extname, n.nspname)
                  from pg_extension e join pg_namespace n on n.oid = e.extnamespace
                 where e.oid = o.objid)
              when 'pg_constraint'::regclass then ''
              when 'pg_type'::regclass then (${typeStatement()})
              when 'pg_collation'::regclass then (${collationStatement()})
              when 'pg_proc'::regclass then (
                select rtrim(pg_get_functiondef(p.oid), E'\\n')
                  from pg_proc p join pg_language l on l.oid = p.prolang
                 where p.oid = o.objid and p.prokind in ('f', 'p') and l.lanname <> 'c')
              when 'pg_class'::regclass then (
                select format('CREATE SEQUENCE %I.%I', n.nspname, c.relname) || ${sequenceOptions}
                  from pg_class c
                  join pg_namespace n on n.oid = c.relnamespace
                  join pg_sequence s on s.seqrelid = c.oid
                 where c.oid = o.objid)
          end
    from unnest($1::oid[], $2::oid[]) o (classid, objid)`;

function typeStatement(): string {
  const name = `format('CREATE %s %I.%I AS ', case t.typtype when 'd' then 'DOMAIN' else 'TYPE' end, n.nspname, t.typname)`;
  return `
    select case t.typtype
                when 'e' then ${name} || (
                  select format('ENUM (%s)', string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder))
                    from pg_enum e where e.enumtypid = t.oid)
                when 'd' then ${name} || format_type(t.typbasetype, t.typtypmod)
                  || case when t.typcollation <> base.typcollation
                          then (select format(' COLLATE %I.%I', cn.nspname, co.collname)
                                  from pg_collation co join pg_namespace cn on cn.oid = co.collnamespace
                                 where co.oid = t.typcollation)
                          else '' end
                  || coalesce(' DEFAULT ' || pg_get_expr(t.typdefaultbin, 0), '')
                  || case when t.typnotnull then ' NOT NULL' else '' end
                  || coalesce((select string_agg(format(E'\\n    CONSTRAINT %I %s', c.conname, pg_get_constraintdef(c.oid)), '' order by c.conname collate "C")
                                 from pg_constraint c where c.contypid = t.oid and c.contype = 'c'), '')
                when 'c' then ${name} || (
                  select format('(%s)', coalesce(string_agg(
                           format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
                           || case when a.attcollation <> at.typcollation
                                   then (select format(' COLLATE %I.%I', cn.nspname, co.collname)
                                           from pg_collation co join pg_namespace cn on cn.oid = co.collnamespace
                                          where co.oid = a.attcollation)
                                   else '' end, ', ' order by a.attnum), ''))
                    from pg_attribute a join pg_type at on at.oid = a.atttypid
                   where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped)
                when 'r' then ${name} || (${rangeStatement})
                when 'm' then ''
                when 'b' then case when t.typelem <> 0 and t.typlen = -1 and element.typarray = t.oid then '' end
            end
      from pg_type t
      join pg_namespace n on n.oid = t.typnamespace
      left join pg_type base on base.oid = t.typbasetype
      left join pg_type element on element.oid = t.typelem
     where t.oid = o.objid`;
}

function collationStatement(): string {
  const locale = `coalesce(j.c ->> 'colllocale', j.c ->> 'colliculocale', j.c ->> 'collcollate')`;
  return `
    select format('CREATE COLLATION %I.%I (provider = %s%s, %s)', n.nspname, c.collname,
                  case c.collprovider when 'i' then 'icu' when 'b' then 'builtin' else 'libc' end,
                  case when c.collisdeterministic then '' else ', deterministic = false' end,
                  case c.collprovider
                       when 'i' then format('locale = %L', ${locale})
                       when 'b' then format('locale = %L', ${locale})
                       else format('lc_collate = %L, lc_ctype = %L', c.collcollate, c.collctype)
                   end
                  || case when j.c ->> 'collicurules' is null then '' else format(', rules = %L', j.c ->> 'collicurules') end)
      from pg_collation c
      join pg_namespace n on n.oid = c.collnamespace
     -- the locale's column was called otherwise before 17, and before 15
     cross join lateral (select to_jsonb(c)) j (c)
     where c.oid = o.objid`;
}

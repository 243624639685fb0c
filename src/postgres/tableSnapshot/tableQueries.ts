import { sequenceOptions } from './objectQueries';

/*
 * What the tables `$1` are made of, each part with the number by which its needs are told. Within a
 * transaction without a search path.
 */

/** Of each column: its table, number, name, quoted name, type, collation, NOT NULL, how it is filled, by what. */
export const columnsQuery = `
  select a.attrelid, a.attnum, a.attname, quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
         case when a.attcollation <> t.typcollation then format('%I.%I', cn.nspname, co.collname) end,
         a.attnotnull,
         case when a.attgenerated <> '' then 'generated' when a.attidentity <> '' then 'identity'
              when d.oid is not null then 'default' else '' end,
         coalesce(case when a.attgenerated <> ''
                       then format('GENERATED ALWAYS AS (%s) %s', pg_get_expr(d.adbin, d.adrelid),
                                   case a.attgenerated when 's' then 'STORED' else 'VIRTUAL' end)
                       else 'DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) end,
                  (select format('ALTER TABLE %I.%I ALTER COLUMN %I ADD GENERATED %s AS IDENTITY (',
                                 n.nspname, c.relname, a.attname,
                                 case a.attidentity when 'a' then 'ALWAYS' else 'BY DEFAULT' end)
                          || format(E'\\n    SEQUENCE NAME %I.%I', sn.nspname, sc.relname)
                          || regexp_replace(${sequenceOptions}, '^\\s+AS \\w+', '') || E'\\n)'
                     from pg_depend i
                     join pg_class sc on sc.oid = i.objid and sc.relkind = 'S'
                     join pg_namespace sn on sn.oid = sc.relnamespace
                     join pg_sequence s on s.seqrelid = sc.oid
                    where a.attidentity <> ''
                      and i.classid = 'pg_class'::regclass
                      and i.refclassid = 'pg_class'::regclass
                      and i.refobjid = a.attrelid
                      and i.refobjsubid = a.attnum
                      and i.deptype = 'i')),
         d.oid
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid
    join pg_namespace n on n.oid = c.relnamespace
    join pg_type t on t.oid = a.atttypid
    left join pg_collation co on co.oid = a.attcollation
    left join pg_namespace cn on cn.oid = co.collnamespace
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
   where a.attrelid = any($1::oid[])
     and a.attnum > 0
     and not a.attisdropped
   order by a.attrelid, a.attnum`;

/** Keys and checks that a table has by itself: its oid, the number of what is needed, the statement. */
export const constraintsQuery = `
  select c.conrelid, case when c.contype = 'c' then c.oid else c.conindid end,
         format('ALTER TABLE %s%I.%I ADD CONSTRAINT %I %s',
                -- of a table with others below it, for those too
                case when exists (select from pg_inherits i where i.inhparent = r.oid) then '' else 'ONLY ' end,
                n.nspname, r.relname, c.conname, pg_get_constraintdef(c.oid))
    from pg_constraint c
    join pg_class r on r.oid = c.conrelid
    join pg_namespace n on n.oid = r.relnamespace
   where c.conrelid = any($1::oid[])
     and c.contype in ('p', 'u', 'x', 'c')
     and (c.coninhcount = 0 or not c.contype = 'c')
   order by array_position(array['p', 'u', 'x', 'c'], c.contype::text), c.conname collate "C"`;

/** Valid indexes of no constraint, as above. */
export const indexesQuery = `
  select i.indrelid, i.indexrelid, regexp_replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ')
    from pg_index i
    join pg_class c on c.oid = i.indexrelid
   where i.indrelid = any($1::oid[])
     and i.indisvalid
     and not exists (select
                       from pg_constraint k
                      where k.conindid = i.indexrelid
                        and k.conrelid = i.indrelid
                        and k.contype in ('p', 'u', 'x'))
   order by i.indrelid, c.relname collate "C"`;

/**
 * The sequences that columns own or default to: what they are called, quoted, the column that owns each or NULL,
 * and whether the role may read what they have reached.
 */
export const sequencesQuery = `
  select distinct format('%I.%I', n.nspname, c.relname),
         case when own.deptype = 'a' then format('%I.%I.%I', tn.nspname, t.relname, a.attname) end,
         has_sequence_privilege(c.oid, 'select')
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    left join pg_depend own on own.classid = 'pg_class'::regclass and own.objid = c.oid
                           and own.refclassid = 'pg_class'::regclass
                           and own.refobjid = any($1::oid[]) and own.refobjsubid > 0 and own.deptype in ('a', 'i')
    left join pg_class t on t.oid = own.refobjid
    left join pg_namespace tn on tn.oid = t.relnamespace
    left join pg_attribute a on a.attrelid = own.refobjid and a.attnum = own.refobjsubid
   where c.relkind = 'S'
     and (own.objid is not null
          or c.oid in (select d.refobjid
                         from pg_attrdef f
                         join pg_depend d on d.classid = 'pg_attrdef'::regclass and d.objid = f.oid
                        where f.adrelid = any($1::oid[])
                          and d.refclassid = 'pg_class'::regclass))
   order by 1`;

/** Which of the tables `$1` one inherits from: the child's oid, the clause. */
export const inheritanceQuery = `
  select i.inhrelid, 'INHERITS (' || string_agg(format('%I.%I', n.nspname, p.relname), ', ' order by i.inhseqno) || ')'
    from pg_inherits i
    join pg_class p on p.oid = i.inhparent
    join pg_namespace n on n.oid = p.relnamespace
   where i.inhrelid = any($1::oid[])
     and i.inhparent = any($1::oid[])
   group by i.inhrelid`;

/** The partitions of the tables `$1` that hold rows: schema, name. */
export const leavesQuery = `
  select n.nspname, c.relname
    from unnest($1::oid[]) r (oid)
   cross join lateral pg_partition_tree(r.oid::regclass) tree
    join pg_class c on c.oid = tree.relid
    join pg_namespace n on n.oid = c.relnamespace
   where tree.isleaf
     and tree.level > 0
   order by n.nspname collate "C", c.relname collate "C"`;

/** Bytes of the tables below `$1` and itself on disk. */
export const sizeQuery = `
  with recursive family (oid) as (
    select $1::oid
     union
    select i.inhrelid
      from family f
      join pg_inherits i on i.inhparent = f.oid)
  select coalesce(sum(pg_table_size(oid)), 0)
    from family`;

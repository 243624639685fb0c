import type { Session } from '../../../src/postgres/connection/session';
import { collected, copyHash } from '../../support/dumps';

/** All that a restore makes in a database, so that two of them can be held against each other. */
export async function catalogueOf(session: Session): Promise<readonly string[]> {
  const all: string[] = [];
  for (const [kind, query] of Object.entries(catalogueQueries)) {
    const rows = await session.rows(query);
    all.push(...rows.map((row) => `${kind}: ${row.join(' | ')}`));
  }
  return all;
}

const ours = `nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`;

const catalogueQueries: Readonly<Record<string, string>> = {
  schema: `
    select nspname
      from pg_namespace
     where ${ours}
       and nspname !~ '^pg_'
     order by 1`,
  relation: `
    select c.oid::regclass, c.relkind, c.relpersistence, c.relispartition, c.reltuples,
           c.relrowsecurity, c.relowner::regrole, pg_get_partkeydef(c.oid),
           pg_get_expr(c.relpartbound, c.oid)
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
     where ${ours}
     order by c.oid::regclass::text`,
  column: `
    select a.attrelid::regclass, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod),
           a.attnotnull, a.attidentity, a.attgenerated,
           (select collname from pg_collation where oid = a.attcollation),
           pg_get_expr(d.adbin, d.adrelid)
      from pg_attribute a
      join pg_class c on c.oid = a.attrelid
      join pg_namespace n on n.oid = c.relnamespace
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     where ${ours}
       and a.attnum > 0
     order by a.attrelid::regclass::text, a.attnum`,
  constraint: `
    select con.conrelid::regclass, con.contypid::regtype, con.conname, con.convalidated,
           pg_get_constraintdef(con.oid)
      from pg_constraint con
      join pg_namespace n on n.oid = con.connamespace
     where ${ours}
     order by 1, 2, 3`,
  index: `
    select indexrelid::regclass, indisvalid, pg_get_indexdef(indexrelid)
      from pg_index i
      join pg_class c on c.oid = i.indrelid
      join pg_namespace n on n.oid = c.relnamespace
     where ${ours}
     order by indexrelid::regclass::text`,
  enum: `
    select enumtypid::regtype, enumsortorder, enumlabel
      from pg_enum
     order by 1, 2`,
  function: `
    select pg_get_functiondef(p.oid)
      from pg_proc p
      join pg_namespace n on n.oid = p.pronamespace
     where ${ours}
     order by p.oid::regprocedure::text`,
  sequence: `
    select schemaname, sequencename, data_type, start_value, increment_by, cache_size, last_value
      from pg_sequences
     order by 1, 2`,
  view: `
    select c.oid::regclass, c.relkind, pg_get_viewdef(c.oid)
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
     where ${ours}
       and c.relkind in ('v', 'm')
     order by c.oid::regclass::text`,
  trigger: `
    select tgrelid::regclass, tgenabled, pg_get_triggerdef(oid)
      from pg_trigger
     where not tgisinternal
     order by tgrelid::regclass::text, tgname`,
  policy: `
    select polrelid::regclass, polname
      from pg_policy
     order by 1, 2`,
  comment: `
    select pg_describe_object(classoid, objoid, objsubid), description
      from pg_description
     where objoid >= 16384
     order by 1`,
  'large object': `
    select m.oid, md5(lo_get(m.oid))
      from pg_largeobject_metadata m
     order by m.oid`,
  inheritance: `
    select inhrelid::regclass, inhparent::regclass
      from pg_inherits
     order by inhrelid::regclass::text, inhparent::regclass::text`,
};

/** Rows and their hash as in `expected.json`; the dump's own COPY statement names the columns. */
export async function rowsOf(
  session: Session,
  copyStatement: string,
): Promise<{ readonly rows: number; readonly copySha256: string }> {
  // As pg_dump sets them; the fixtures were made in UTC.
  await session.query(`set datestyle = 'ISO'; set intervalstyle = 'postgres';
    set extra_float_digits = 3; set timezone = 'UTC'`);
  const text = await collected(
    session.copyOut(copyStatement.replace(/FROM stdin;\s*$/, 'TO stdout')),
  );
  const lines = text.length === 0 ? [] : splitLines(text);
  return { rows: lines.length, copySha256: copyHash(lines) };
}

function splitLines(text: Buffer): readonly Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < text.length;) {
    const end = text.indexOf(10, start);
    lines.push(text.subarray(start, end));
    start = end + 1;
  }
  return lines;
}

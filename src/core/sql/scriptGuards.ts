import { namesObjects } from '../catalog/table';
import { noSearchPath, pinnedSettings } from './pinnedSettings';
import { quoteLiteral } from './quote';
import { liveCells, placeOfRow, type ScriptTable } from './scriptTable';

/** In force while rows are compared, and only then; hidden rows must be an error. */
function whileComparing({ planned }: ScriptTable): readonly (readonly [string, string])[] {
  const path = namesObjects(planned.columns) ? noSearchPath : {};
  return Object.entries({ ...pinnedSettings, ...path, row_security: 'off' });
}

export function pinSettings(table: ScriptTable): string {
  const settings = whileComparing(table)
    .map(([name, value]) => `('${name}', '${value}')`)
    .join(', ');
  return `
  -- How values are written as text, for comparing.
  perform set_config(s.name, s.value, true)
  from (values ${settings}) as s(name, value);
`;
}

export function restoreSettings(): string {
  return `
  -- Production's own settings again: its triggers must see those.
  perform set_config(s.name, s.value, true)
  from jsonb_each_text(pra.own_settings) as s(name, value);
`;
}

export function ownSettings(table: ScriptTable): string {
  const names = whileComparing(table)
    .map(([name]) => `'${name}'`)
    .join(', ');
  return `(
    select jsonb_object_agg(s.name, current_setting(s.name))
    from unnest(array[${names}]) as s(name)
  )`;
}

/** Refuses every place but the plan's own. */
export function guardPlace(table: ScriptTable, scriptId: string): string {
  const { systemIdentifier, databaseOid, database, tableOid } = table.planned.identity;
  const names = table.planned.columns.map(({ name }) => quoteLiteral(name)).join(', ');
  return `
  if current_setting('pra.script', true) is distinct from ${scriptId}
     or current_setting('transaction_isolation') <> 'read committed' then
    raise exception using
      message = 'Refused: this block was run without the lines around it.',
      hint = 'Run the whole file, from BEGIN to its last line, outside any other transaction.';
  end if;
  if pg_is_in_recovery() then
    raise exception using message = 'Refused: this server is a standby.';
  end if;
  if (select s.system_identifier::text from pg_control_system() as s) <> '${systemIdentifier}' then
    raise exception using message = 'Refused: this is another server than the one compared.';
  end if;
  if current_database() <> ${quoteLiteral(database)}
     or (select d.oid::text from pg_database as d where d.datname = current_database()) <> '${databaseOid}' then
    raise exception using message = 'Refused: this is another database than the one compared.';
  end if;
  if to_regclass(${quoteLiteral(table.name)})::oid is distinct from ${tableOid}::oid then
    raise exception using message = format('Refused: %s is not the table that was compared.', pra.target);
  end if;
  if exists (
    select
    from pg_attribute as a
    where a.attrelid = ${tableOid}::oid
      and a.attnum > 0
      and not a.attisdropped
      and a.attname::text <> all (array[${names}]::text[])
  ) then
    raise exception using message = format('Refused: %s has columns that were not compared.', pra.target);
  end if;
  if row_security_active(${tableOid}::oid) then
    raise exception using message = format('Refused: row security hides rows of %s from this role.', pra.target);
  end if;
`;
}

/** @param sample A character of the rows that is not ASCII, if there is one. */
export function guardEncoding(sample: string | undefined): string {
  if (sample === undefined) {
    return '';
  }
  const bytes = [...new TextEncoder().encode(sample)];
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `
  if encode(convert_to(${quoteLiteral(sample)}, 'UTF8'), 'hex') <> '${hex}' then
    raise exception using message = 'Refused: this file was not read as UTF-8.';
  end if;
`;
}

/** @param lock As strong as the writes will need. */
export function lockRows(table: ScriptTable, lock: 'update' | 'no key update'): string {
  return `
  -- The rows, locked in the order of their keys.
  perform 1
  from unnest(pra.changes) as c(line)
  join ${table.only} as t on ${table.keyMatches}
  order by ${table.keyOrder}
  for ${lock} of t;
`;
}

/** Says in each line where its row lies. */
export function keepPlaces({ only, keyMatches }: ScriptTable): string {
  return `
  -- Where these rows lie, locked as they are: their keys are written so only under these settings.
  select array_agg(case when t.tableoid is null then c.line else c.line || ${placeOfRow} end order by c.n)
  into changes
  from unnest(pra.changes) with ordinality as c(line, n)
  left join ${only} as t on ${keyMatches};
`;
}

/** Refuses when a row is not as it was seen. */
export function compareRows(table: ScriptTable): string {
  return `
  -- Each row must be as it was seen; one to be inserted must not be there.
  with checked as (
    select c.n, c.line ->> 'key' as key,
      case
        when c.line ->> 'do' = 'insert' then case when t.tableoid is not null then 'appeared' end
        when t.tableoid is null then 'gone'
        when exists (
          select
          from (values
          ${liveCells(table.planned.columns)}
          ) as live(name, cell)
          where was.cells ->> live.name is distinct from live.cell
            and was.cells -> live.name is not null
        ) then 'changed'
      end as finding
    from unnest(pra.changes) with ordinality as c(line, n)
    cross join lateral (select c.line -> 'seen' offset 0) as was(cells)
    left join ${table.only} as t on ${table.keyMatches}
  )
  select
    count(*) filter (where k.finding = 'changed') as changed,
    count(*) filter (where k.finding = 'gone') as gone,
    count(*) filter (where k.finding = 'appeared') as appeared,
    (array_agg(k.finding || ' ' || k.key order by k.n))[1:5] as first
  into drift
  from checked as k
  where k.finding is not null;
  if drift.changed + drift.gone + drift.appeared > 0 then
    raise exception using
      message = format(
        'Refused: already applied or changed since, of %s rows: %s changed, %s gone, %s appeared.',
        cardinality(pra.changes), drift.changed, drift.gone, drift.appeared
      ),
      detail = 'The first: ' || array_to_string(drift.first, ', '),
      hint = 'Compare again and make a new script.';
  end if;

  -- Nobody can put another table in its place any more.
  if to_regclass(${quoteLiteral(table.name)})::oid is distinct from ${table.planned.identity.tableOid}::oid then
    raise exception using message = format('Refused: %s is not the table that was compared.', pra.target);
  end if;
`;
}

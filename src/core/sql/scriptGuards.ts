import { namesObjects } from '../catalog/table';
import { noSearchPath, pinnedSettings } from './pinnedSettings';
import { quoteLiteral } from './quote';
import { liveCells, placeOfRow, type ScriptTable } from './scriptTable';
import type { ScriptWords } from './scriptWords/words';

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
  -- ${table.words.comments.pinned}
  perform set_config(s.name, s.value, true)
  from (values ${settings}) as s(name, value);
`;
}

export function restoreSettings({ words }: ScriptTable): string {
  return `
  -- ${words.comments.restored}
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
  const { words } = table;
  const { systemIdentifier, databaseOid, database, tableOid } = table.planned.identity;
  const names = table.planned.columns.map(({ name }) => quoteLiteral(name)).join(', ');
  return `
  if current_setting('pra.script', true) is distinct from ${scriptId}
     or current_setting('transaction_isolation') <> 'read committed' then
    raise exception using
      message = ${quoteLiteral(words.blockAlone)},
      hint = ${quoteLiteral(words.runWhole)};
  end if;
  if pg_is_in_recovery() then
    raise exception using message = ${quoteLiteral(words.standby)};
  end if;
  if (select s.system_identifier::text from pg_control_system() as s) <> '${systemIdentifier}' then
    raise exception using message = ${quoteLiteral(words.otherServer)};
  end if;
  if current_database() <> ${quoteLiteral(database)}
     or (select d.oid::text from pg_database as d where d.datname = current_database()) <> '${databaseOid}' then
    raise exception using message = ${quoteLiteral(words.otherDatabase)};
  end if;
  if to_regclass(${quoteLiteral(table.name)})::oid is distinct from ${tableOid}::oid then
    raise exception using message = format(${quoteLiteral(words.otherTable)}, pra.target);
  end if;
  if exists (
    select
    from pg_attribute as a
    where a.attrelid = ${tableOid}::oid
      and a.attnum > 0
      and not a.attisdropped
      and a.attname::text <> all (array[${names}]::text[])
  ) then
    raise exception using message = format(${quoteLiteral(words.otherColumnsThere)}, pra.target);
  end if;
  if row_security_active(${tableOid}::oid) then
    raise exception using message = format(${quoteLiteral(words.rowsHidden)}, pra.target);
  end if;
`;
}

/** @param sample A character of the rows that is not ASCII, if there is one. */
export function guardEncoding({ words }: ScriptTable, sample: string | undefined): string {
  if (sample === undefined) {
    return '';
  }
  const bytes = [...new TextEncoder().encode(sample)];
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `
  if encode(convert_to(${quoteLiteral(sample)}, 'UTF8'), 'hex') <> '${hex}' then
    raise exception using message = ${quoteLiteral(words.notUtf8)};
  end if;
`;
}

/** @param lock As strong as the writes will need. */
export function lockRows(table: ScriptTable, lock: 'update' | 'no key update'): string {
  return `
  -- ${table.words.comments.locked}
  perform 1
  from unnest(pra.changes) as c(line)
  join ${table.only} as t on ${table.keyMatches}
  order by ${table.keyOrder}
  for ${lock} of t;
`;
}

/** Says in each line where its row lies. */
export function keepPlaces({ words, only, keyMatches }: ScriptTable): string {
  return `
  -- ${words.comments.places}
  select array_agg(case when t.tableoid is null then c.line else c.line || ${placeOfRow} end order by c.n)
  into changes
  from unnest(pra.changes) with ordinality as c(line, n)
  left join ${only} as t on ${keyMatches};
`;
}

/** Refuses when a row is not as it was seen. */
export function compareRows(table: ScriptTable): string {
  const { words } = table;
  const [appeared, gone, changed] = findings(words);
  return `
  -- ${words.comments.compared}
  with checked as (
    select c.n, c.line ->> 'key' as key,
      case
        when c.line ->> 'do' = 'insert' then case when t.tableoid is not null then ${appeared} end
        when t.tableoid is null then ${gone}
        when exists (
          select
          from (values
          ${liveCells(table.planned.columns)}
          ) as live(name, cell)
          where was.cells ->> live.name is distinct from live.cell
            and was.cells -> live.name is not null
        ) then ${changed}
      end as finding
    from unnest(pra.changes) with ordinality as c(line, n)
    cross join lateral (select c.line -> 'seen' offset 0) as was(cells)
    left join ${table.only} as t on ${table.keyMatches}
  )
  select
    count(*) filter (where k.finding = ${changed}) as changed,
    count(*) filter (where k.finding = ${gone}) as gone,
    count(*) filter (where k.finding = ${appeared}) as appeared,
    (array_agg(k.finding || ' ' || k.key order by k.n))[1:5] as first
  into drift
  from checked as k
  where k.finding is not null;
  if drift.changed + drift.gone + drift.appeared > 0 then
    raise exception using
      message = format(
        ${quoteLiteral(words.drifted)},
        cardinality(pra.changes), drift.changed, drift.gone, drift.appeared
      ),
      detail = ${quoteLiteral(words.firstDrifted)} || array_to_string(drift.first, ', '),
      hint = ${quoteLiteral(words.compareAgain)};
  end if;

  -- ${words.comments.sameTable}
  if to_regclass(${quoteLiteral(table.name)})::oid is distinct from ${table.planned.identity.tableOid}::oid then
    raise exception using message = format(${quoteLiteral(words.otherTable)}, pra.target);
  end if;
`;
}

/** What is said of a row that is not as it was seen, as literals. */
function findings({
  findings: { appeared, gone, changed },
}: ScriptWords): readonly [string, string, string] {
  return [quoteLiteral(appeared), quoteLiteral(gone), quoteLiteral(changed)];
}

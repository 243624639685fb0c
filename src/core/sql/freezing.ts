import type { TableId } from '../catalog/table';
import { type FreezeTrigger, freezeTriggers } from '../freeze/freeze';
import { quoteIdentifier, quoteLiteral, quoteTable } from './quote';

/** The setting that carries the tokens of whoever may write: those of several freezes, with commas between. */
export const tokenSetting = 'pra.token';

/** The names of a freeze's triggers, as what follows IN. */
export const freezeTriggerNames = `(${Object.values(freezeTriggers).map(quoteLiteral).join(', ')})`;

/**
 * The function that refuses writes. Each freeze has one of its own, so that whoever froze a table can take away
 * all that there is of it. It depends on no search path and on no right of whoever writes.
 */
export function createFreezeFunction(name: TableId): string {
  return `
create function ${quoteTable(name)}() returns trigger
  language plpgsql
  set search_path = pg_catalog, pg_temp
as $freeze$
begin
  if exists (
    select
      from unnest(string_to_array(current_setting('${tokenSetting}', true), ',')) as given(token)
     where encode(sha256(convert_to(given.token, 'UTF8')), 'hex') = tg_argv[0]
  ) then
    if tg_level = 'STATEMENT' then
      return null;
    elsif tg_op = 'DELETE' then
      return old;
    end if;
    return new;
  end if;
  raise exception 'table %.% is frozen since % by %, incident %: %',
    quote_ident(tg_table_schema), quote_ident(tg_table_name), tg_argv[2], tg_argv[4],
    coalesce(nullif(tg_argv[5], ''), '(none)'), tg_argv[6]
    using errcode = '25006', schema = tg_table_schema, table = tg_table_name, constraint = tg_name,
          hint = 'It is meant to be: the table is being recovered. Ask who froze it; "pra unfreeze" ends it, and '
                 || 'set_config(''${tokenSetting}'', its token, true) lets one transaction write.';
end
$freeze$`;
}

/** The statements that give a table one trigger of a freeze, which also holds where a session works as a replica's. */
export function createFreezeTrigger(
  table: TableId,
  name: FreezeTrigger,
  {
    run,
    args,
    replace = false,
  }: {
    /** The function. */
    readonly run: TableId;
    readonly args: readonly string[];
    /** Puts it in the place of one that is there, without the lock that dropping takes. */
    readonly replace?: boolean;
  },
): string {
  const events = name === freezeTriggers.truncate ? 'truncate' : 'insert or update or delete';
  const level = name === freezeTriggers.row ? 'row' : 'statement';
  return `
create ${replace ? 'or replace ' : ''}trigger ${quoteIdentifier(name)}
  before ${events} on ${quoteTable(table)}
  for each ${level} execute function ${quoteTable(run)}(${args.map(quoteLiteral).join(', ')});
${enableFreezeTrigger(table, name)}`;
}

/** Has a trigger run whatever `session_replication_role` is. */
export function enableFreezeTrigger(table: TableId, name: FreezeTrigger): string {
  return `alter table ${quoteTable(table)} enable always trigger ${quoteIdentifier(name)}`;
}

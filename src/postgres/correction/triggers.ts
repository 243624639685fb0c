import {
  type Correction,
  type CorrectionPlan,
  countActions,
  withAction,
} from '../../core/correction/plan';
import type { OutsideTrigger } from '../../core/incident/foreseen';
import { freezeTriggerNames } from '../../core/sql/freezing';
import type { FoundTable } from './guard';
import type { Line } from './line';
import { arrayText } from './arrayText';

/** Bits of `pg_trigger.tgtype`. */
const triggerEvents = { insert: 4, delete: 8, update: 16 } as const;
/** Values of `pg_rewrite.ev_type`. */
const ruleEvents = { update: '2', insert: '3', delete: '4' } as const;

/** What writing `plan` does. */
export function doingOf({ corrections, table: { columns } }: CorrectionPlan): Doing {
  const counts = countActions(corrections);
  const actions = (['insert', 'update', 'delete'] as const).filter((action) => counts[action] > 0);
  return { actions, updated: updatedColumns(corrections, columns) };
}

/** What is done to rows of a table. */
export interface Doing {
  readonly actions: readonly Correction['action'][];
  /** The columns that updates write. */
  readonly updated: readonly string[];
}

/** Names of the enabled triggers, then the rules, that run when that is done. */
export async function triggersOf(
  line: Line,
  { oid }: FoundTable,
  { actions, updated }: Doing,
): Promise<readonly string[]> {
  const { rows } = await line.ask(
    `
    select tgname
    from pg_trigger
    where tgrelid = $1::oid
    and not tgisinternal
    -- Those of a freeze only let our transaction pass.
    and tgname not in ${freezeTriggerNames}
    and tgenabled in ('O', 'A')
    and (
      tgtype & $2::int4 <> 0
      or tgtype & ${triggerEvents.update} <> 0
      and $3::boolean
      and (
        cardinality(tgattr) = 0
        or exists (
          select from pg_attribute
          where attrelid = tgrelid
          and attnum = any(tgattr)
          and attname = any($4::text[])
        )
      )
    )
    union all
    select 'rule ' || rulename
    from pg_rewrite
    where ev_class = $1::oid
    and ev_enabled in ('O', 'A')
    and ev_type = any($5::text[])
    order by 1`,
    [
      oid,
      String(eventMask(actions)),
      String(actions.includes('update')),
      arrayText(updated),
      arrayText(actions.map((action) => ruleEvents[action])),
    ],
  );
  return rows.map(([name]) => name ?? '');
}

/** A trigger of another table that foreign keys set off, when rows here are deleted or what they refer to changes. */
export interface TriggerBelow {
  readonly oid: string;
  /** `trigger of schema.table` */
  readonly label: string;
}

/** $1 table, $2 planned events, $3 updated columns. */
const reachedByForeignKeys = `
    with recursive reached(oid, event, is_planned) as (
      select $1::oid, event, true
      from unnest($2::text[]) as event
      union
      select con.conrelid, felt.event, false
      from reached
      join pg_constraint con
        on con.contype = 'f' and con.conparentid = 0 and con.confrelid = reached.oid
      cross join lateral (
        select case reached.event when 'delete' then con.confdeltype else con.confupdtype end
      ) as acts(kind)
      cross join lateral (
        select case when acts.kind = 'c' then reached.event else 'update' end
      ) as felt(event)
      where acts.kind in ('c', 'n', 'd')
      and (
        reached.event = 'delete'
        or not is_planned
        or exists (
          select from pg_attribute
          where attrelid = con.confrelid
          and attnum = any(con.confkey)
          and attname = any($3::text[])
        )
      )
    )
    select distinct t.oid, t.tgname || ' of ' || n.nspname || '.' || c.relname
    from reached
    join pg_trigger t on t.tgrelid = reached.oid
    join pg_class c on c.oid = t.tgrelid
    join pg_namespace n on n.oid = c.relnamespace
    where not is_planned
    and t.tgrelid <> $1::oid
    and not t.tgisinternal
    and t.tgname not in ${freezeTriggerNames}
    and t.tgenabled in ('O', 'A')
    and t.tgtype & case reached.event when 'delete' then ${triggerEvents.delete} else ${triggerEvents.update} end <> 0
    order by 2`;

/** The enabled triggers of other tables that foreign keys may set off, however far below. */
export async function triggersBelow(
  line: Line,
  { oid }: FoundTable,
  { actions, updated }: Doing,
): Promise<readonly TriggerBelow[]> {
  const { rows } = await line.ask(reachedByForeignKeys, [
    oid,
    arrayText(actions.filter((action) => action !== 'insert')),
    arrayText(updated),
  ]);
  return rows.map(([trigger, label]) => ({ oid: trigger ?? '', label: label ?? '' }));
}

/** What the triggers' own functions say of themselves. */
export interface TriggerFunctions {
  /**
   * Those that reach outside the database: by a language that may do anything, a call that no ROLLBACK takes back,
   * or a program.
   */
  readonly outside: readonly OutsideTrigger[];
  /** Those written in C: nobody can look into them. */
  readonly unread: readonly string[];
  /** Those that execute texts which they make themselves. */
  readonly dynamic: readonly string[];
}

/** Looks into the functions of the triggers named, and of those below; not into functions that these call. */
export async function triggerFunctions(
  line: Line,
  { oid }: FoundTable,
  names: readonly string[],
  below: readonly TriggerBelow[],
): Promise<TriggerFunctions> {
  const labels = new Map(below.map((trigger) => [trigger.oid, trigger.label]));
  const { rows } = await line.ask(
    `
    select t.oid, tgname, by, (lanname = 'c')::text, is_dynamic::text
    from pg_trigger as t
    join pg_proc as p on p.oid = tgfoid
    join pg_language as l on l.oid = p.prolang
    cross join lateral (
      select case
        when not lanpltrusted and lanname not in ('c', 'internal') then lanname::text
        when prosrc ~* '\\mcopy\\M[^;]*\\mprogram\\M' then 'COPY … PROGRAM'
        else (regexp_match(prosrc, '\\m(dblink\\w*|http_\\w+|lo_export|pg_file_write)\\s*\\(', 'i'))[1]
      end
    ) as found(by)
    cross join lateral (
      -- Not the clause of CREATE TRIGGER, nor a privilege.
      select lanname = 'plpgsql' and prosrc ~* '\\mexecute\\M(?!\\s+(function|procedure|on)\\M)'
    ) as built(is_dynamic)
    where (tgrelid = $1::oid and tgname = any($2::text[]) or t.oid = any($3::oid[]))
    and (by is not null or lanname = 'c' or is_dynamic)
    order by 2`,
    [oid, arrayText(names), arrayText([...labels.keys()])],
  );
  const outside: OutsideTrigger[] = [];
  const unread: string[] = [];
  const dynamic: string[] = [];
  for (const [id, name, by, isUnread, isDynamic] of rows) {
    const trigger = labels.get(id ?? '') ?? name ?? '';
    if (isUnread === 'true') {
      unread.push(trigger);
    } else if (typeof by === 'string') {
      outside.push({ trigger, by });
    }
    if (isDynamic === 'true') {
      dynamic.push(trigger);
    }
  }
  return { outside, unread, dynamic };
}

/** Of a name that {@link triggersOf} gives. A trigger of such a name only costs time. */
export function isRule(name: string): boolean {
  return name.startsWith('rule ');
}

function eventMask(actions: readonly Correction['action'][]): number {
  return actions
    .filter((action) => action !== 'update')
    .reduce((mask, action) => mask | triggerEvents[action], 0);
}

function updatedColumns(
  corrections: readonly Correction[],
  columns: readonly { readonly name: string }[],
): readonly string[] {
  const written = new Set<number>();
  for (const correction of withAction(corrections, 'update')) {
    if (correction.action === 'update') {
      correction.set.forEach(({ column }) => written.add(column));
    }
  }
  return [...written].flatMap((position) => columns[position]?.name ?? []);
}

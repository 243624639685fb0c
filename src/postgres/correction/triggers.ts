import type { Correction, CorrectionPlan } from '../../core/correction/plan';
import type { OutsideTrigger } from '../../core/incident/foreseen';
import { freezeTriggerNames } from '../../core/sql/freezing';
import type { FoundTable } from './guard';
import type { Line } from './line';
import { arrayText } from './arrayText';

/** Bits of `pg_trigger.tgtype`. */
const triggerEvents = { insert: 4, delete: 8, update: 16 } as const;
/** Values of `pg_rewrite.ev_type`. */
const ruleEvents = { update: '2', insert: '3', delete: '4' } as const;

/** Names of the enabled triggers, then the rules, that run when `plan` is written. */
export async function triggersFired(
  line: Line,
  table: FoundTable,
  { corrections, table: { columns } }: CorrectionPlan,
): Promise<readonly string[]> {
  const actions = [...new Set(corrections.map(({ action }) => action))];
  return triggersOf(line, table, { actions, updated: updatedColumns(corrections, columns) });
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

/**
 * Those of the named triggers whose own function says that it reaches outside the database: by a language
 * that may do anything, a call that no ROLLBACK takes back, or a program. A function in C is not looked into.
 */
export async function outsideTriggers(
  line: Line,
  { oid }: FoundTable,
  names: readonly string[],
): Promise<readonly OutsideTrigger[]> {
  const { rows } = await line.ask(
    `
    select tgname, by
    from pg_trigger
    join pg_proc as p on p.oid = tgfoid
    join pg_language as l on l.oid = p.prolang
    cross join lateral (
      select case
        when not lanpltrusted and lanname not in ('c', 'internal') then lanname::text
        when prosrc ~* '\\mcopy\\M[^;]*\\mprogram\\M' then 'COPY … PROGRAM'
        else (regexp_match(prosrc, '\\m(dblink\\w*|http_\\w+|lo_export|pg_file_write)\\s*\\(', 'i'))[1]
      end
    ) as found(by)
    where tgrelid = $1::oid
    and tgname = any($2::text[])
    and by is not null
    order by 1`,
    [oid, arrayText(names)],
  );
  return rows.map(([trigger, by]) => ({ trigger: trigger ?? '', by: by ?? '' }));
}

/** Of a name that {@link triggersFired} gives. A trigger of such a name only costs time. */
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
  for (const correction of corrections) {
    if (correction.action === 'update') {
      correction.set.forEach(({ column }) => written.add(column));
    }
  }
  return [...written].flatMap((position) => columns[position]?.name ?? []);
}

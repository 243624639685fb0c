import { type TableId, tableLabel } from '../../core/catalog/table';
import {
  type Correction,
  type CorrectionPlan,
  countActions,
  withAction,
} from '../../core/correction/plan';
import { RecoveryError } from '../../core/errors';
import type { LackingRights } from '../../core/incident/foreseen';
import { quoteIdentifier, quoteTable } from '../../core/sql/quote';
import { arrayText } from './arrayText';
import type { Line } from './line';

/** How a table is locked while it is written to: as by all who write, or against all others who do. */
export type WritingLock = 'row exclusive' | 'share row exclusive';

interface NeededRight {
  /** As GRANT takes it. */
  readonly name: 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';
  /** Any of these is enough, where that is more than the one. */
  readonly orAny?: string;
  /** On the table as a whole, on all of its columns, on any of them, or on some. */
  readonly on: 'table' | 'all columns' | 'any column' | (() => readonly string[]);
}

const reading: NeededRight = { name: 'SELECT', on: 'all columns' };
const deleting: NeededRight = { name: 'DELETE', on: 'table' };
/** Rows that will be deleted. */
const lockingRows: NeededRight = { name: 'UPDATE', on: 'any column' };
/** LOCK TABLE asks for a right to the table as a whole, whatever its columns allow. */
const lockingTable: Readonly<Record<WritingLock, NeededRight>> = {
  'row exclusive': { name: 'UPDATE', on: 'table', orAny: 'INSERT, UPDATE, DELETE, TRUNCATE' },
  'share row exclusive': { name: 'UPDATE', on: 'table', orAny: 'UPDATE, DELETE, TRUNCATE' },
};

/**
 * Refuses a role that could not write the plan, before anything is locked.
 * @throws {RecoveryError} `permission-denied`: names the rights, and the GRANT that gives them.
 */
export async function refuseWithoutRights(
  line: Line,
  plan: CorrectionPlan,
  lock: WritingLock,
): Promise<void> {
  const { table } = plan.table.identity;
  const lacking = await lackingRights(line, table, [
    ...[reading, ...rightsToWrite(plan)],
    lockingTable[lock],
  ]);
  if (lacking) {
    const { role, rights } = lacking;
    throw new RecoveryError(
      'permission-denied',
      `${role} lacks rights on ${tableLabel(table)}: ${rights}.`,
      {
        hint: `Have its owner run: grant ${rights} on ${quoteTable(table)} to ${quoteIdentifier(role)}`,
      },
    );
  }
}

/** What this role would lack for undoing the plan. */
export async function lackingToUndo(
  line: Line,
  plan: CorrectionPlan,
): Promise<LackingRights | undefined> {
  return lackingRights(line, plan.table.identity.table, rightsToUndo(plan));
}

function rightsToWrite(plan: CorrectionPlan): readonly NeededRight[] {
  const counts = countActions(plan.corrections);
  const columnsOf = (action: 'insert' | 'update') => (): readonly string[] =>
    columnsSet(plan, action);
  return [
    ...(counts.insert > 0 ? [{ name: 'INSERT', on: columnsOf('insert') } as const] : []),
    ...(counts.update > 0 ? [{ name: 'UPDATE', on: columnsOf('update') } as const] : []),
    ...(counts.delete > 0 ? [deleting, lockingRows] : []),
  ];
}

function rightsToUndo(plan: CorrectionPlan): readonly NeededRight[] {
  const counts = countActions(plan.corrections);
  return [
    ...(counts.insert > 0 ? [deleting, lockingRows] : []),
    ...(counts.update > 0
      ? [{ name: 'UPDATE', on: () => columnsSet(plan, 'update') } as const]
      : []),
    ...(counts.delete > 0 ? [{ name: 'INSERT', on: () => writtenColumns(plan) } as const] : []),
  ];
}

function columnsSet(plan: CorrectionPlan, action: 'insert' | 'update'): readonly string[] {
  const positions = new Set(withAction(plan.corrections, action).flatMap(positionsSet));
  return plan.table.columns.filter((_, at) => positions.has(at)).map(({ name }) => name);
}

function positionsSet(correction: Correction): readonly number[] {
  return correction.action === 'delete' ? [] : correction.set.map(({ column }) => column);
}

function writtenColumns({ table }: CorrectionPlan): readonly string[] {
  return table.columns.filter(({ generated }) => !generated).map(({ name }) => name);
}

/** Undefined where none is lacking, or there is no such table. */
async function lackingRights(
  line: Line,
  table: TableId,
  needed: readonly NeededRight[],
): Promise<LackingRights | undefined> {
  const [found] = await line.rows(
    `
    select current_user::text, array_to_string(array(
      select r.ordinality
      from unnest($3::text[]) with ordinality as r (name)
      where not has_table_privilege(c.oid, r.name)
    ), ',')
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = $1
    and c.relname = $2`,
    [table.schema, table.name, arrayText(needed.map(({ name, orAny = name }) => orAny))],
  );
  const [role, absent] = (found ?? []).map((cell) => cell ?? '');
  const rights: string[] = [];
  for (const right of needed.filter((_, at) => absent?.split(',').includes(String(at + 1)))) {
    const { name, orAny = name } = right;
    if (!orAny.split(', ').some((enough) => rights.includes(enough))) {
      rights.push(...(await lackingPart(line, table, right)));
    }
  }
  const isOfAll = ([name = '']: readonly string[]): boolean => rights.includes(name);
  const least = rights.filter((right) => !right.includes(' (') || !isOfAll(right.split(' (')));
  return least.length === 0 ? undefined : { role: role ?? '', rights: least.join(', ') };
}

/** Of a right that is not there for the table as a whole; nothing where it is there for what is needed. */
async function lackingPart(
  line: Line,
  table: TableId,
  { name, on }: NeededRight,
): Promise<readonly string[]> {
  if (on === 'table') {
    return [name];
  }
  const { all, held } = await columnsWithRight(line, table, name);
  if (on === 'any column') {
    return held.size > 0 ? [] : [name];
  }
  const wanted = on === 'all columns' ? all : on();
  const lacking = wanted.filter((column) => !held.has(column));
  const named = `${name} (${lacking.map(quoteIdentifier).join(', ')})`;
  return lacking.length === 0 ? [] : [lacking.length === wanted.length ? name : named];
}

async function columnsWithRight(
  line: Line,
  { schema, name }: TableId,
  right: string,
): Promise<{ readonly all: readonly string[]; readonly held: ReadonlySet<string> }> {
  const { rows } = await line.ask(
    `
    select a.attname::text, has_column_privilege(c.oid, a.attnum, $3)::text
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid
    where n.nspname = $1
    and c.relname = $2
    and a.attnum > 0
    and not a.attisdropped
    order by a.attnum`,
    [schema, name, right],
  );
  return {
    all: rows.flatMap(([column]) => column ?? []),
    held: new Set(rows.flatMap(([column, has]) => (has === 'true' ? (column ?? []) : []))),
  };
}

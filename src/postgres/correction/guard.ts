import type { CorrectionPlan, PlannedTable, TableIdentity } from '../../core/correction/plan';
import { type BaseType, type Column, type Row, tableLabel } from '../../core/catalog/table';
import { withoutSchema } from '../../core/catalog/typeName';
import { RecoveryError } from '../../core/errors';
import { isFoundByText } from '../../core/sql/keyEquality';
import { quoteTable } from '../../core/sql/quote';
import { baseTypesIn, baseTypesQuery, plainBase } from '../baseTypes';
import { type ServerIdentity, serverIdentity, tableOid } from '../identity';
import { arrayText } from './arrayText';
import type { Line } from './line';
import { refuseWithoutRights, type WritingLock } from './rights';
import type { StatementTable } from './statements';
import type { LiveColumn } from './valueSource';

/** The planned table, found on the planned server and locked against changes of its structure. */
export interface FoundTable extends StatementTable {
  readonly server: ServerIdentity;
  readonly oid: string;
  /** True where an index finds a row by its key. */
  readonly keyIsIndexed: boolean;
}

/**
 * Makes sure, within the transaction that follows, that this is the very table of the plan.
 * @throws {RecoveryError} `wrong-server`, `wrong-database`, `wrong-table`, `structure-differs`,
 * `standby`, `row-security`; `permission-denied` where it is to be written to.
 */
export async function findPlannedTable(
  line: Line,
  plan: CorrectionPlan,
  lock: WritingLock | 'access share',
): Promise<FoundTable> {
  const { table } = plan;
  const server = await serverIdentity(line);
  refuseOther(server, table.identity);
  if (lock !== 'access share') {
    await refuseWithoutRights(line, plan, lock);
  }
  await lockTable(line, table, lock);
  const { identity, kind } = table;
  const oid = await tableOid(line, identity.table);
  if (oid !== identity.tableOid) {
    throw wrongTable(identity, 'it was made anew since they were compared');
  }
  const columns = sameColumns(table, await liveColumns(line, oid));
  const key = table.key.map((position) => columnAt(columns, position));
  await refuseHiddenRows(line, oid, table);
  const keyIsIndexed = !key.some(isFoundByText) && (await hasIndex(line, oid, key));
  return { server, oid, keyIsIndexed, id: identity.table, kind, columns, key };
}

/** @throws {RecoveryError} `wrong-server`, `wrong-database`. */
export function refuseOther(server: ServerIdentity, identity: TableIdentity): void {
  if (server.systemIdentifier !== identity.systemIdentifier) {
    throw new RecoveryError(
      'wrong-server',
      `The plan was made for the server ${identity.systemIdentifier}; this one is ${server.systemIdentifier}.`,
      { hint: 'Connect to the server that was compared. Only its address may have changed.' },
    );
  }
  if (server.databaseOid !== identity.databaseOid) {
    throw new RecoveryError(
      'wrong-database',
      `The plan was made for the database ${identity.database} (oid ${identity.databaseOid}); ` +
        `this one is ${server.database} (oid ${server.databaseOid}).`,
      { hint: 'Connect to the database that was compared.' },
    );
  }
}

async function lockTable(line: Line, table: PlannedTable, lock: string): Promise<void> {
  const only = table.kind === 'partitioned' ? '' : 'only ';
  try {
    await line.ask(`lock table ${only}${quoteTable(table.identity.table)} in ${lock} mode`);
  } catch (error) {
    const missing = ['42P01', '3F000', '42809'];
    if (error instanceof RecoveryError && missing.includes(error.sqlstate ?? '')) {
      throw wrongTable(table.identity, 'there is none of that name here', error);
    }
    throw error;
  }
}

export function wrongTable(identity: TableIdentity, why: string, cause?: unknown): RecoveryError {
  return new RecoveryError(
    'wrong-table',
    `This is not the table ${tableLabel(identity.table)} (oid ${identity.tableOid}) of the plan: ${why}.`,
    { hint: 'Compare again and make a new plan.', cause },
  );
}

async function liveColumns(line: Line, oid: string): Promise<readonly LiveColumn[]> {
  const { rows } = await line.ask(
    `
    select
      a.attname,
      format_type(a.atttypid, a.atttypmod),
      (a.attgenerated <> '')::text,
      a.attidentity,
      format('%I.%I', tn.nspname, t.typname),
      case when array_type.oid is not null then format('%I.%I', an.nspname, array_type.typname) end,
      t.typdelim
    from pg_attribute a
    join pg_type t on t.oid = a.atttypid
    join pg_namespace tn on tn.oid = t.typnamespace
    left join pg_type array_type on array_type.oid = t.typarray
    left join pg_namespace an on an.oid = array_type.typnamespace
    where a.attrelid = $1::oid
    and a.attnum > 0
    and not a.attisdropped
    order by a.attnum`,
    [oid],
  );
  const plain = rows.map(plainBaseOf);
  const bases = plain.includes(undefined)
    ? baseTypesIn((await line.ask(baseTypesQuery('$1::oid'), [oid])).rows)
    : undefined;
  return rows.flatMap((row, index) => {
    const base = plain[index] ?? bases?.get(row[0] ?? '');
    return base ? liveColumn(row, base) : [];
  });
}

function plainBaseOf([, , , , castName, arrayCastName]: Row): BaseType | undefined {
  return plainBase({ castName: castName ?? '', arrayCastName: arrayCastName ?? undefined });
}

function liveColumn(row: Row, base: BaseType): LiveColumn {
  const [name, label, generated, identity, castName, arrayCastName, delimiter] = row.map(
    (cell) => cell ?? '',
  );
  const isTakenApart = base.arrayCastName === undefined && delimiter === ',';
  return {
    ...{ name: name ?? '', label: label ?? '', generated: generated === 'true', base },
    identity: identities[identity ?? ''],
    castName: castName ?? '',
    arrayCastName: isTakenApart || arrayCastName === '' ? undefined : arrayCastName,
    delimiter: delimiter ?? ',',
    isMoney: label?.startsWith('money') === true,
  };
}

const identities: Readonly<Record<string, LiveColumn['identity']>> = {
  a: 'always',
  d: 'by default',
};

/** The live columns in the plan's order. What SQL is made of comes from the catalogue, never from a file. */
function sameColumns(
  { identity, columns }: PlannedTable,
  live: readonly LiveColumn[],
): readonly LiveColumn[] {
  const byName = new Map(live.map((column) => [column.name, column]));
  const found = columns.map((planned) => {
    const column = byName.get(planned.name);
    if (!column || !isSame(planned, column)) {
      throw structureDiffers(identity.table, planned.name);
    }
    byName.delete(planned.name);
    return { ...column, isMoney: planned.type.builtIn === 'money' || column.isMoney };
  });
  for (const name of byName.keys()) {
    throw structureDiffers(identity.table, name);
  }
  return found;
}

function isSame(planned: Column, live: LiveColumn): boolean {
  return (
    planned.type.castName === live.castName &&
    withoutSchema(planned.type.label) === withoutSchema(live.label) &&
    planned.generated === live.generated &&
    planned.identity === live.identity
  );
}

function structureDiffers(table: PlannedTable['identity']['table'], column: string): RecoveryError {
  return new RecoveryError(
    'structure-differs',
    `Column "${column}" of ${tableLabel(table)} is not as it was when the plan was made.`,
    { hint: 'Compare again and make a new plan.' },
  );
}

async function hasIndex(line: Line, oid: string, key: readonly LiveColumn[]): Promise<boolean> {
  const [found] = await line.row(
    `
    select exists (
      select from pg_index i
      where i.indrelid = $1::oid
      and i.indisunique
      and i.indisvalid
      and i.indpred is null
      and i.indexprs is null
      and $2::text[] @> array(
        select a.attname::text
        from unnest(i.indkey::int2[]) with ordinality as k(attnum, position)
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
        where k.position <= i.indnkeyatts
      )
    )::text`,
    [oid, arrayText(key.map(({ name }) => name))],
  );
  return found === 'true';
}

async function refuseHiddenRows(
  line: Line,
  oid: string,
  { identity }: PlannedTable,
): Promise<void> {
  const [active] = await line.row('select row_security_active($1::oid)::text', [oid]);
  if (active !== 'false') {
    throw new RecoveryError(
      'row-security',
      `Row security hides rows of ${tableLabel(identity.table)} from this role.`,
      { hint: 'Connect as a role that bypasses row security.' },
    );
  }
}

function columnAt(columns: readonly LiveColumn[], position: number): LiveColumn {
  const column = columns[position];
  if (!column) {
    throw new RangeError(`The plan's key names a column ${position} that there is not.`);
  }
  return column;
}

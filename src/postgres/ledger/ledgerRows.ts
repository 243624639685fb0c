import type { Row } from '../../core/catalog/table';
import type { LedgerEntry, LedgerRow } from '../../core/ledger/ledger';
import { type LedgerColumn, ledgerColumns, ledgerTable } from '../../core/sql/ledger';
import { quoteTable } from '../../core/sql/quote';
import { arrayText } from '../correction/arrayText';
import type { RowsSource } from '../freeze/reading';

/** A row, and the name by which others end it. */
export type KeptRow = LedgerRow & { readonly id: string };

/** All of it, the last first. */
export async function allRows(source: RowsSource): Promise<readonly KeptRow[]> {
  const rows = await source.rows(
    `select ${columns} from only ${table} l order by written desc, id`,
  );
  return rows.map(rowOf);
}

/** What is applied of these digests: parts of plans that are in force, and the file applied to the table last. */
export async function appliedRows(
  source: RowsSource,
  tableName: string,
  digests: readonly string[],
): Promise<readonly KeptRow[]> {
  const rows = await source.rows(
    `select ${columns}
       from only ${table} l
      where l.digest = any ($1::text[])
        and case l.kind
              when 'apply' then ${inForce}
              when 'file' then not exists (select
                                             from only ${table} later
                                            where later.kind = 'file'
                                              and later.table_name = $2
                                              and later.written > l.written)
              else false
            end
      order by l.part`,
    [arrayText(digests), tableName],
  );
  return rows.map(rowOf);
}

/** What names an attempt: no two of one server have the same. */
export function entryId(
  systemIdentifier: string,
  { xid, kind }: Pick<LedgerEntry, 'xid' | 'kind'>,
): string {
  return [systemIdentifier, xid, kind].join('/');
}

export async function isEntered(source: RowsSource, id: string, begun: string): Promise<boolean> {
  const rows = await source.rows(
    `select true from only ${table} l where l.id = $1 and l.begun = $2::timestamptz`,
    [id, begun],
  );
  return rows.length > 0;
}

/**
 * @param ends The apply that is in force no more by it; of an undo it is found where not said.
 * @returns false where the same stands there already.
 */
export async function enterRow(
  source: RowsSource,
  entry: LedgerEntry,
  { id, ends }: { readonly id: string; readonly ends?: string },
): Promise<boolean> {
  const given = Object.entries(cellsOf(entry, id));
  const parameters = given.map(([name], at) => `$${at + 1}::${typeOf(name)}`);
  const rows = await source.rows(
    `
    with given (${given.map(([name]) => name).join(', ')}, ends) as (
      values (${parameters.join(', ')}, $${given.length + 1}::text)
    )
    insert into ${table} (${given.map(([name]) => name).join(', ')}, turn, ends, written, role, address)
    select
      ${given.map(([name]) => `g.${name}`).join(', ')},
      (select 1 + count(*)
         from only ${table} l
        where l.kind = g.kind and l.digest = g.digest and l.part = g.part
          and (l.kind <> 'apply' or not ${inForce})),
      coalesce(g.ends, (select l.id
                          from only ${table} l
                         where g.kind = 'undo' and l.kind = 'apply'
                           and l.digest = g.digest and l.part = g.part and ${inForce})),
      clock_timestamp(), current_user, host(inet_client_addr())
    from given g
    on conflict do nothing
    returning id`,
    [...given.map(([, value]) => value), ends ?? null],
  );
  return rows.length > 0;
}

/** Of the columns whose values the tool gives. */
function cellsOf(entry: LedgerEntry, id: string): Readonly<Partial<Record<LedgerColumn, string>>> {
  const { kind, digest, part, xid, incident, counts, tool, operator, begun } = entry;
  return {
    ...{ id, kind, digest, part: String(part), xid, incident, table_name: entry.table },
    ...{ inserted: String(counts.insert), updated: String(counts.update) },
    ...{ deleted: String(counts.delete), tool, operator, begun },
  };
}

function typeOf(column: string): string {
  return ledgerColumns.find(([name]) => name === column)?.[1] ?? 'text';
}

const table = quoteTable(ledgerTable);

/** Of an apply that is called l. */
const inForce = `not exists (select from only ${table} e where e.ends = l.id)`;

const utc = (column: string, seconds: string): string =>
  `to_char(l.${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:${seconds}"Z"')`;

const shown: Readonly<Record<string, string>> = {
  begun: utc('begun', 'SS.MS'),
  written: utc('written', 'SS'),
};

const columns = [
  ...ledgerColumns.map(([name]) => shown[name] ?? `l.${name}`),
  `l.kind = 'apply' and ${inForce}`,
].join(', ');

const read: readonly string[] = [...ledgerColumns.map(([name]) => name), 'in_force'];

function rowOf(cells: Row): KeptRow {
  const values = cells.map((cell) => cell ?? '');
  const text = (name: string): string => values[read.indexOf(name)] ?? '';
  return {
    ...{ id: text('id'), kind: text('kind') as LedgerRow['kind'], digest: text('digest') },
    ...{ part: Number(text('part')), xid: text('xid'), incident: text('incident') },
    table: text('table_name'),
    counts: {
      insert: Number(text('inserted')),
      update: Number(text('updated')),
      delete: Number(text('deleted')),
    },
    ...{ tool: text('tool'), operator: text('operator'), begun: text('begun') },
    ...{ at: text('written'), role: text('role'), address: text('address') || undefined },
    inForce: text('in_force') === 't',
  };
}

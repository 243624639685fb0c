import type { TableId } from '../catalog/table';
import { quoteIdentifier, quoteLiteral, quoteTable } from './quote';
import { toolSchema } from './toolSchema';

export const ledgerTable: TableId = { schema: toolSchema, name: 'ledger' };

/** How a ledger is marked that this tool made. */
export const ledgerMark =
  'Made by PRA: what its corrections wrote in this database, each entered by the transaction that wrote it (1).';

/** Names and types, in their order. Only built-in types: nothing of anybody else's runs when a row is entered. */
export const ledgerColumns = [
  /** Server, transaction and kind. */
  ['id', 'text'],
  ['kind', 'text'],
  ['digest', 'text'],
  ['part', 'int4'],
  /** Counts how often the same was applied, or taken back: two that apply it at once would have the same. */
  ['turn', 'int4'],
  /** The id of the apply that is in force no more since. */
  ['ends', 'text'],
  ['xid', 'text'],
  ['incident', 'text'],
  ['table_name', 'text'],
  ['inserted', 'int8'],
  ['updated', 'int8'],
  ['deleted', 'int8'],
  ['tool', 'text'],
  ['operator', 'text'],
  ['begun', 'timestamptz'],
  ['written', 'timestamptz'],
  ['role', 'text'],
  ['address', 'text'],
] as const;

export type LedgerColumn = (typeof ledgerColumns)[number][0];

const nullable: readonly LedgerColumn[] = ['ends', 'address'];

/** The statements that make the ledger: rows are only ever added to it, and none can be entered twice. */
export function createLedger(): string {
  const columns = ledgerColumns.map(
    ([name, type]) =>
      `  ${quoteIdentifier(name)} pg_catalog.${type}${nullable.includes(name) ? '' : ' not null'}`,
  );
  const keys = ['  primary key (id)', '  unique (kind, digest, part, turn)', '  unique (ends)'];
  const table = quoteTable(ledgerTable);
  return `
create table ${table} (
${[...columns, ...keys].join(',\n')}
);
comment on table ${table} is ${quoteLiteral(ledgerMark)}`;
}

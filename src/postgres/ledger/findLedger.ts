import type { Row } from '../../core/catalog/table';
import type { LedgerState } from '../../core/ledger/ledger';
import { ledgerColumns, ledgerMark, ledgerTable } from '../../core/sql/ledger';
import type { RowsSource } from '../freeze/reading';

export interface FoundLedger {
  readonly ledger: LedgerState;
  /** Undefined where there is none of the tool's, or it may not be read as it is. */
  readonly readable: { readonly oid: string } | undefined;
}

/** Looks for the ledger by the catalogue alone: nothing of it is touched, so that nobody waits for anybody. */
export async function findLedger(source: RowsSource): Promise<FoundLedger> {
  const [found] = await source.rows(ledgerQuery, [
    ledgerTable.schema,
    ledgerTable.name,
    ledgerMark,
  ]);
  if (!found) {
    return { ledger: { state: 'absent' }, readable: undefined };
  }
  const { oid, isOwn, columns, ...can } = readFound(found);
  if (!isOwn) {
    return { ledger: { state: 'foreign' }, readable: undefined };
  }
  const whyUnread =
    columns !== expectedColumns
      ? 'The columns of pra.ledger are not as they were made.'
      : can.runsCode
        ? 'Triggers, rules, defaults, checks or policies were added to pra.ledger.'
        : can.read
          ? undefined
          : mayNot;
  if (whyUnread !== undefined) {
    return { ledger: { state: 'unusable', why: whyUnread }, readable: undefined };
  }
  const ledger: LedgerState = can.enter ? { state: 'usable' } : { state: 'unusable', why: mayNot };
  return { ledger, readable: { oid } };
}

const mayNot =
  'This role may not enter rows in pra.ledger: grant it usage on schema pra, and select, insert on pra.ledger.';

const expectedColumns = ledgerColumns.map((column) => column.join(' ')).join();

function readFound(row: Row): {
  readonly oid: string;
  readonly isOwn: boolean;
  readonly columns: string;
  readonly runsCode: boolean;
  readonly read: boolean;
  readonly enter: boolean;
} {
  const [oid, isOwn, columns, runsCode, read, enter] = row;
  return {
    ...{ oid: oid ?? '', isOwn: isOwn === 't', columns: columns ?? '' },
    ...{ runsCode: runsCode === 't', read: read === 't', enter: enter === 't' },
  };
}

/** What somebody else has added to it would run by our rights, a superuser's perhaps. */
const ledgerQuery = `
  select c.oid,
         c.relkind = 'r' and coalesce(pg_catalog.obj_description(c.oid, 'pg_class') = $3, false),
         (select string_agg(a.attname || ' ' || case tn.nspname when 'pg_catalog' then t.typname else '' end, ','
                            order by a.attnum)
            from pg_catalog.pg_attribute a
            join pg_catalog.pg_type t on t.oid = a.atttypid
            join pg_catalog.pg_namespace tn on tn.oid = t.typnamespace
           where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
         c.relhasrules or c.relrowsecurity
         or exists (select from pg_catalog.pg_trigger where tgrelid = c.oid)
         or exists (select from pg_catalog.pg_attrdef where adrelid = c.oid)
         or exists (select from pg_catalog.pg_constraint where conrelid = c.oid and contype not in ('p', 'u', 'n'))
         or exists (select from pg_catalog.pg_index
                     where indrelid = c.oid and (indexprs is not null or indpred is not null))
         or exists (select from pg_catalog.pg_inherits where c.oid in (inhrelid, inhparent)),
         pg_catalog.has_schema_privilege(n.oid, 'USAGE') and pg_catalog.has_table_privilege(c.oid, 'SELECT'),
         pg_catalog.has_table_privilege(c.oid, 'INSERT')
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
   where n.nspname = $1
     and c.relname = $2`;

import { countsText } from '../correction/countsText';
import { type LedgerRow, type LedgerState, writer } from './ledger';

/** The ledger of a database to be read as a text, the last first. */
export function ledgerText(ledger: LedgerState, rows: readonly LedgerRow[]): string {
  const entered =
    rows.length === 0 && ledger.state === 'usable'
      ? ['Nothing is entered yet.']
      : rows.map(rowText);
  return [...stateLines(ledger), ...entered].join('\n\n');
}

function stateLines(ledger: LedgerState): readonly string[] {
  switch (ledger.state) {
    case 'absent':
      return [
        'This database has no ledger: what is applied is kept in the incidents’ folders alone.',
      ];
    case 'foreign':
      return ['This database has a table pra.ledger that PRA did not make; it is left alone.'];
    case 'unusable':
      return [`It cannot be used. ${ledger.why}`];
    case 'usable':
      return [];
  }
}

function rowText(row: LedgerRow): string {
  const { at, table, counts, part, incident, tool, xid, digest } = row;
  return [
    `${at}  ${what(row)} ${table}: ${countsText(counts)}${part > 1 ? ` (part ${part})` : ''}`,
    `  by ${writer(row)}, ${tool}`,
    `  incident ${incident}, transaction ${xid}`,
    `  digest ${digest}`,
  ].join('\n');
}

function what({ kind, inForce }: LedgerRow): string {
  switch (kind) {
    case 'apply':
      return inForce ? 'applied to' : 'applied to (taken back since)';
    case 'undo':
      return 'undone in';
    case 'file':
      return 'a file applied to';
    case 'found-undone':
      return 'found taken back by hand in';
  }
}

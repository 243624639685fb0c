import type { ActionCounts } from '../correction/plan';
import type { AttemptKind } from '../incident/outcome';

/** What production's ledger keeps of one write. Counts and names only: never a row's content, never a secret. */
export interface LedgerEntry {
  /** `found-undone`: an apply that somebody had taken back by hand, found when it was applied anew. */
  readonly kind: AttemptKind | 'found-undone';
  /** Of the plan that was applied or taken back; of a file, of its bytes. */
  readonly digest: string;
  /** Which of the transactions in which it was written, from 1. */
  readonly part: number;
  /** The name of the incident's folder. */
  readonly incident: string;
  readonly table: string;
  readonly counts: ActionCounts;
  /** Name and version. */
  readonly tool: string;
  /** Who ran it; empty where nobody knows. */
  readonly operator: string;
  /** The number of the transaction that wrote it, of 64 bits. */
  readonly xid: string;
  /** When the tool began it, by its own clock: ISO 8601. */
  readonly begun: string;
}

/** The same as it stands there. */
export interface LedgerRow extends LedgerEntry {
  /** By production's clock: ISO 8601, UTC. */
  readonly at: string;
  /** Of the database. */
  readonly role: string;
  /** Undefined for a connection of the same machine. */
  readonly address: string | undefined;
  /** Of an apply: not taken back since. */
  readonly inForce: boolean;
}

/** Whether a role can keep corrections in a database's ledger. `foreign`: one of that name that is not the tool's. */
export type LedgerState =
  | { readonly state: 'absent' | 'foreign' | 'usable' }
  /** `why`: a sentence. */
  | { readonly state: 'unusable'; readonly why: string };

/** What is to be said before something is written: nothing where there is no ledger. */
export function ledgerSentences(ledger: LedgerState): readonly string[] {
  switch (ledger.state) {
    case 'absent':
    case 'foreign':
      return [];
    case 'usable':
      return ['It is entered in production’s ledger, too: who, when and how many rows; no row.'];
    case 'unusable':
      return [
        'Production has a ledger that cannot be used.',
        ledger.why,
        'What is written is kept in the incident’s folder alone.',
      ];
  }
}

/** Who wrote it, and from where: the user of the tool, the role, the address. */
export function writer({ operator, role, address }: LedgerRow): string {
  const names = [operator, role, address ?? ''].filter((name) => name !== '');
  const [first = '', ...others] = names;
  return others.length === 0 ? first : `${first} (${others.join(', ')})`;
}

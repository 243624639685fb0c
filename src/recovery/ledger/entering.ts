import { tableLabel } from '../../core/catalog/table';
import type { ActionCounts, CorrectionPlan } from '../../core/correction/plan';
import type { Attempt } from '../../core/incident/outcome';
import type { LedgerOrder } from '../ports/ledger';

/** How production's ledger names whoever writes. */
export interface LedgerSignature {
  /** The name of the incident's folder. */
  readonly incident: string;
  /** Name and version. */
  readonly tool: string;
  /** Who runs it; empty where nobody knows. */
  readonly operator: string;
}

/** What a write is in the ledger, and what must not stand there beside it. */
export interface LedgerPlace extends Pick<LedgerOrder, 'once' | 'own' | 'foundUndone'> {
  /** Of what is applied, or was by what is taken back. */
  readonly digest: string;
  /** From 1. */
  readonly part: number;
}

export function ledgerOrder(
  { kind, xid, at: begun }: Attempt,
  { digest, part, ...beside }: LedgerPlace,
  { plan, counts, by }: Written,
): LedgerOrder {
  const table = tableLabel(plan.table.identity.table);
  return { ...beside, entry: { ...by, kind, digest, part, table, counts, xid, begun } };
}

interface Written {
  readonly plan: Pick<CorrectionPlan, 'table'>;
  readonly counts: ActionCounts;
  readonly by: LedgerSignature;
}

import { confirmDatabase } from '../core/ledger/confirmDatabase';
import { PostgresLedgerKeeper } from '../postgres/ledger/keeper';
import type { ConnectionSettings } from '../recovery/connectionSettings';
import type { LedgerReading } from '../recovery/ports/ledger';
import type { Work } from '../recovery/work';

/** A production, and the database's name as the operator typed it. */
export interface LedgerTarget {
  readonly live: ConnectionSettings;
  readonly confirmed: string;
}

/** @throws {RecoveryError} `not-confirmed`; whatever `LedgerKeeper.create` throws. */
export async function createLedger(
  { live, confirmed }: LedgerTarget,
  work: Work,
): Promise<'created' | 'present'> {
  confirmDatabase(live.database, confirmed);
  return new PostgresLedgerKeeper(live).create(work);
}

/** @throws {RecoveryError} `not-confirmed`; whatever `LedgerKeeper.drop` throws. */
export async function dropLedger(
  { live, confirmed }: LedgerTarget,
  work: Work,
): Promise<readonly string[]> {
  confirmDatabase(live.database, confirmed);
  return new PostgresLedgerKeeper(live).drop(work);
}

/** What a production keeps of what was applied to it. Only reads. */
export async function ledgerOf(live: ConnectionSettings, work: Work): Promise<LedgerReading> {
  return new PostgresLedgerKeeper(live).read(work);
}

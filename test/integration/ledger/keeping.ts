import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import type { LedgerRow } from '../../../src/core/ledger/ledger';
import { PostgresLedgerKeeper } from '../../../src/postgres/ledger/keeper';
import type { LedgerReading } from '../../../src/recovery/ports/ledger';
import { quiet } from '../../support/postgres';
import { newFolder, type Scene } from '../apply/scene';

const patience = { lock: 300, turn: 5_000 };

export async function createLedger(live: ConnectionSettings): Promise<'created' | 'present'> {
  return new PostgresLedgerKeeper(live, patience).create(quiet);
}

export async function dropLedger(live: ConnectionSettings): Promise<readonly string[]> {
  return new PostgresLedgerKeeper(live, patience).drop(quiet);
}

export async function ledgerOf(live: ConnectionSettings): Promise<LedgerReading> {
  return new PostgresLedgerKeeper(live, patience).read(quiet);
}

/** The first first. */
export async function entries(live: ConnectionSettings): Promise<readonly LedgerRow[]> {
  return (await ledgerOf(live)).rows.toReversed();
}

/** The same plan in a folder of its own, as on another machine. */
export async function elsewhere(scene: Scene): Promise<Scene> {
  return { ...scene, folder: await newFolder(scene.stored.plan) };
}

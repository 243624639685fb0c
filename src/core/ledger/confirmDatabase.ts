import { RecoveryError } from '../errors';

/**
 * The gate before the ledger is made or dropped: the operator has typed the database's name.
 * @throws {RecoveryError} `not-confirmed`.
 */
export function confirmDatabase(database: string, typed: string): void {
  if (typed.trim() !== database) {
    throw new RecoveryError(
      'not-confirmed',
      `The connection leads to the database ${database}; confirmed was "${typed}".`,
      { hint: `Confirm by the name of the database: ${database}.` },
    );
  }
}

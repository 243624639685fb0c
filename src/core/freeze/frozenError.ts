import { tableLabel } from '../catalog/table';
import { RecoveryError, type Way } from '../errors';
import { freezeLabel, type FrozenTable } from './freeze';

/** A table that is frozen, by whom and why. */
export class FrozenError extends RecoveryError {
  constructor(
    readonly frozen: FrozenTable,
    {
      hint,
      ways,
      cause,
    }: { readonly hint: string; readonly ways?: readonly Way[]; readonly cause?: unknown },
  ) {
    const { table, freeze } = frozen;
    super('frozen', `${tableLabel(table)} is frozen ${freezeLabel(freeze)}.`, {
      hint,
      cause,
      ...(ways ? { ways } : {}),
    });
  }
}

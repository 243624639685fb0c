import { RecoveryError } from '../core/errors';
import type { SavedTable } from '../recovery/snapshot/saveTable';
import { counted, shellWord } from './text';

export function unknownOutcome(command: 'apply' | 'undo', xid: string): RecoveryError {
  return new RecoveryError(
    'outcome-unknown',
    `The connection was lost at COMMIT: whether transaction ${xid} took place is not known yet.`,
    { hint: `Run pra ${command} again once the server answers: it asks, and never writes twice.` },
  );
}

/** Of the damaged table, kept before the first apply. */
export function snapshotFields(snapshot: SavedTable | undefined): unknown {
  if (!snapshot) {
    return null;
  }
  const { path: file, rows, bytes, sha256 } = snapshot;
  return { file, rows, bytes, sha256 };
}

export function snapshotText({ rows, path }: SavedTable): string {
  return `The damaged table is kept: ${counted(rows, 'row')} in ${shellWord(path)}.`;
}

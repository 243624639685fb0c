import { tableLabel } from '../core/catalog/table';
import { RecoveryError } from '../core/errors';
import type { Proof } from '../recovery/correct/proveCorrection';
import type { UndoProof } from '../recovery/correct/proveUndo';
import { undoProofTexts } from '../recovery/correct/undoProofTexts';
import { paragraphs, printable } from './text';

/** What JSON says of a proof of an undo; null where the correction was not taken back. */
export function undoFields({ undone }: Proof): Readonly<Record<string, unknown>> | null {
  if (!undone) {
    return null;
  }
  const children = undone.children.map(({ child, ...figures }) => ({
    table: tableLabel(child),
    ...figures,
  }));
  return { ...undone, children };
}

export function undoProofFailure(proof: UndoProof): RecoveryError | undefined {
  return proof.proved
    ? undefined
    : new RecoveryError('not-equal', undoProofTexts(proof).join(' '), {
        hint: 'What others changed since the undo is different, too.',
      });
}

export function undoProofText(proof: UndoProof): string {
  return paragraphs(...undoProofTexts(proof).map(printable));
}

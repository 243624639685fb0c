import { foundChildrenTexts } from '../../core/correction/provedChildren';
import { count, counted, wordFor } from '../../core/words';
import type { UndoProof } from './proveUndo';

/** Sentences: what a proof of an undo found, of the planned rows first. */
export function undoProofTexts(proof: UndoProof): readonly [string, ...string[]] {
  const { rows, unselected, children, notGivenBack, proved } = proof;
  const { equal, different } = rows;
  const { writtenByUs, changedByOthers } = unselected;
  return [
    proved
      ? `Proved: taken back, ${wordFor(equal, '', 'all ')}${counted(equal, 'planned row')} as before the correction; no other row was written; ${counted(changedByOthers, 'other row')} changed by others since the comparison.`
      : `Not proved: of ${counted(equal + different, 'planned row')} taken back, ${count(different)} not as before the correction; ${counted(writtenByUs, 'row')} outside the plan written.`,
    ...foundChildrenTexts(children),
    ...notGivenBack.map((sentence) => `Not given back: ${sentence}`),
  ];
}

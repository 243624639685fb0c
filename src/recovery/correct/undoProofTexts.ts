import { foundChildrenTexts } from '../../core/correction/provedChildren';
import { rewrittenTexts } from '../../core/incident/rewritten';
import { count, counted, wordFor } from '../../core/words';
import type { UndoProof } from './proveUndo';

/** Sentences: what a proof of an undo found, of the planned rows first. */
export function undoProofTexts(proof: UndoProof): readonly [string, ...string[]] {
  const { rows, unselected, children, notGivenBack, proved } = proof;
  const { equal, rewritten, different } = rows;
  const taken = counted(equal + rewritten + different, 'planned row');
  const { writtenByUs } = unselected;
  return [
    proved
      ? provedText(proof)
      : `Not proved: of ${taken} taken back, ${count(different)} not as before the correction; ${counted(writtenByUs, 'row')} outside the plan written.`,
    ...rewrittenTexts(rewritten),
    ...foundChildrenTexts(children),
    ...notGivenBack.map((sentence) => `Not given back: ${sentence}`),
  ];
}

function provedText({ rows: { equal, rewritten }, unselected }: UndoProof): string {
  const rows = equal + rewritten;
  const taken = `${wordFor(rows, '', 'all ')}${counted(rows, 'planned row')}`;
  const others = counted(unselected.changedByOthers, 'other row');
  return rewritten === 0
    ? `Proved: taken back, ${taken} as before the correction; no other row was written; ${others} changed by others since the comparison.`
    : `Proved: taken back, ${taken} as before the correction, but for columns that production wrote itself; no other row was written; ${others} changed by others since the comparison.`;
}

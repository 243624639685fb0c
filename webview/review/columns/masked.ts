import type { English } from '../../../src/protocol/french/french';
import type { ReviewRow } from '../../../src/protocol/rows';
import type { ReviewColumn } from '../../../src/protocol/state';
import { element } from '../dom';
import type { Texts } from '../texts';

export type MaskingAct = 'reveal' | 'maskAgain';

/** Does it to a column, by its position. */
export type Masking = (column: number, act: MaskingAct) => void;

export const maskingWords = {
  reveal: 'Reveal Values',
  maskAgain: 'Mask Values',
} as const satisfies Record<MaskingAct, English>;

/** What can be done to the column: nothing where it is not personal. */
export function maskingOf({
  masked,
  revealed,
}: Pick<ReviewColumn, 'masked' | 'revealed'>): readonly MaskingAct[] {
  if (masked) {
    return ['reveal'];
  }
  return revealed ? ['maskAgain'] : [];
}

/** What is told of a value in a masked column: in a word, and nothing else. A key is the same on both sides. */
function maskedWords(row: ReviewRow, column: number, { ignored, isKey }: Told): English {
  if (row.kind !== 'changed' || ignored || isKey) {
    return 'masked';
  }
  if (!row.differing.includes(column)) {
    return 'same';
  }
  return row.writtenDifferently.includes(column) ? 'same value' : 'differs';
}

type Told = Pick<ReviewColumn, 'ignored' | 'isKey'>;

export function drawMasked(
  made: HTMLElement,
  row: ReviewRow,
  { column, ...told }: { readonly column: number } & Told,
  texts: Texts,
): void {
  const words = maskedWords(row, column, told);
  made.append(
    element('span', {
      class: `masked${words === 'differs' ? ' differs' : ''}`,
      text: texts.say(words),
      attributes: { title: texts.say('Personal: its values are masked') },
    }),
  );
}

import type { English } from '../../../src/protocol/french/french';
import type { ReviewRow } from '../../../src/protocol/rows';
import type { ReviewColumn } from '../../../src/protocol/state';
import { childrenWords } from '../markWords';
import { shownRows } from '../state/counts';
import type { ManyChosen, View } from '../state/view';
import type { Texts } from '../texts';

/** What is asked before rows are chosen, and the answer that does it. */
export interface Question {
  readonly words: string;
  readonly yes: string;
}

export function questionOf(view: View, texts: Texts): Question | undefined {
  const { asksFor, choice, review } = view;
  if (asksFor === undefined) {
    return undefined;
  }
  if (typeof asksFor !== 'string') {
    const words = rowWords(asksFor.row, review.columns, texts).join(' · ');
    return { words, yes: texts.say('Select All the Same') };
  }
  const { words, yes } = ofMany[asksFor];
  const asked = texts.say(words, { n: shownRows(view) ?? 0 });
  const children = choice?.children?.map((of) => childrenWords(of, texts)) ?? [];
  return { words: [...children, asked].join(' · '), yes: texts.say(yes) };
}

const ofMany = {
  tab: { words: '{n:Select|Select all} {n} {n:row|rows} of this tab?', yes: 'Select All' },
  invert: { words: 'Turn the selection of {n} {n:row|rows} round?', yes: 'Invert Selection' },
} as const satisfies Readonly<
  Record<ManyChosen, { readonly words: English; readonly yes: English }>
>;

function rowWords(
  row: ReviewRow,
  columns: readonly ReviewColumn[],
  texts: Texts,
): readonly string[] {
  const children = row.marks?.children?.map((of) => childrenWords(of, texts)) ?? [];
  return row.kind === 'changed' && row.reused
    ? [...children, overwrittenWords(row, columns, texts)]
    : children;
}

/** Of a key that was reused: what production has under it now, and what would be there instead. */
export function overwrittenWords(
  { live, backup }: Extract<ReviewRow, { readonly kind: 'changed' }>,
  columns: readonly ReviewColumn[],
  texts: Texts,
): string {
  const identity = columns.flatMap(({ name, identity: isOfThem }, at) =>
    isOfThem ? [{ name, at }] : [],
  );
  const of = (row: readonly (string | null)[]): string =>
    identity.map(({ name, at }) => `${name} ${row[at] ?? 'NULL'}`).join(', ');
  return texts.say('It overwrites another thing: {now} becomes {then}', {
    now: of(live),
    then: of(backup),
  });
}

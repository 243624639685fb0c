import assert from 'node:assert/strict';
import { french } from '../../../src/protocol/french/french';
import { partWords } from '../../../webview/review/filters/filterWords';
import { hasFilter, partsOf, toggled } from '../../../webview/review/state/filter';
import { textsIn } from '../../../webview/review/texts';
import { review } from './sampleReview';

const only = { kind: 'only', flag: 'reused' } as const;
const without = { kind: 'hide', flag: 'reused' } as const;

describe('the filter of the review', () => {
  it('takes a condition in, and the next time out', () => {
    const filter = toggled(toggled({}, only), { kind: 'column', column: 1 });
    assert.deepEqual(filter, { flags: ['reused'], columns: [1] });
    assert.deepEqual(toggled(filter, only), { columns: [1] });
    assert.equal(hasFilter(toggled(toggled({}, only), only)), false);
  });

  it('never asks for rows of a kind that it hides', () => {
    assert.deepEqual(toggled(toggled({}, only), without), { hides: ['reused'] });
    assert.deepEqual(toggled(toggled({}, without), only), { flags: ['reused'] });
  });

  it('leaves the conditions that it does not show as they are', () => {
    const range = { column: 2, from: '2026-11-02' };
    assert.deepEqual(toggled({ range }, only), { range, flags: ['reused'] });
  });

  it('says each condition in the operator’s language', () => {
    const filter = toggled(toggled(toggled({}, without), { kind: 'column', column: 1 }), {
      ...{ kind: 'hide', flag: 'sameValue' },
    });
    const said = (texts: ReturnType<typeof textsIn>): readonly string[] =>
      partsOf(filter).map((part) => partWords(part, { review: review() }, texts));
    const english = ['Without key reused', 'Without written differently', 'statut differs'];
    assert.deepEqual(said(textsIn('en', {})), english);
    const inFrench = ['Sans clé réutilisée', 'Sans écriture différente', 'statut diffère'];
    assert.deepEqual(said(textsIn('fr', french)), inFrench);
  });
});

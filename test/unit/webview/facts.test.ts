import assert from 'node:assert/strict';
import type { ReviewState } from '../../../src/protocol/state';
import { isOutOfDate, scopedAge } from '../../../webview/review/facts';
import { textsIn } from '../../../webview/review/texts';
import { review, status } from './sampleReview';

describe('How old a comparison is', () => {
  const texts = textsIn('en', {});

  it('stands alone where the whole table was compared', () => {
    assert.match(scopedAge(review(), texts).long, /^Compared [^·]*$/);
  });

  it('warns where production may have moved on since: compared a while ago, not frozen, nothing written', () => {
    const { live } = review();
    const comparedAt = (minutes: number): string =>
      new Date(Date.now() - minutes * 60_000).toISOString();
    const old = { live: { ...live, readAt: comparedAt(42) } };
    assert.equal(isOutOfDate(review(old)), true);
    assert.match(scopedAge(review(old), texts).long, /^Compared 42 min ago, not frozen: compare/);
    const freeze = { at: comparedAt(50), by: 'dba_mairie' };
    const written = { insert: 1, update: 0, delete: 0, at: comparedAt(1) };
    const applied = { state: 'applied', written, proof: { state: 'none' }, remarks: [] } as const;
    const others: readonly Partial<ReviewState>[] = [
      { live: { ...live, readAt: comparedAt(4) } },
      { ...old, freeze },
      { ...old, status: status({ outcome: applied }) },
      { live: { ...old.live, comparedAgainAt: comparedAt(4) } },
    ];
    for (const other of others) {
      assert.equal(isOutOfDate(review(other)), false);
      assert.doesNotMatch(scopedAge(review(other), texts).long, /not frozen/);
    }
  });

  it('stands before the rows that were compared, where it was a part of the table', () => {
    const { long, short } = scopedAge(review({ scope: 'the rows of 3 keys' }), texts);
    assert.match(long, /^Compared .* · Only the rows of 3 keys$/);
    assert.match(short, / · part of the table$/);
  });
});

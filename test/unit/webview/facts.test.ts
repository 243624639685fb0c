import assert from 'node:assert/strict';
import { scopedAge } from '../../../webview/review/facts';
import { textsIn } from '../../../webview/review/texts';
import { review } from './sampleReview';

describe('How old a comparison is', () => {
  const texts = textsIn('en', {});

  it('stands alone where the whole table was compared', () => {
    assert.match(scopedAge(review(), texts).long, /^Compared [^·]*$/);
  });

  it('stands before the rows that were compared, where it was a part of the table', () => {
    const { long, short } = scopedAge(review({ scope: 'the rows of 3 keys' }), texts);
    assert.match(long, /^Compared .* · Only the rows of 3 keys$/);
    assert.match(short, / · part of the table$/);
  });
});

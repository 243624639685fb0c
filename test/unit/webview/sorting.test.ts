import assert from 'node:assert/strict';
import { orderAfter, sortedBy } from '../../../webview/review/finding/sorting';
import { reduce } from '../../../webview/review/state/reduce';
import { keptOf, openView } from '../../../webview/review/state/keptView';
import { review } from './sampleReview';

const statut = { column: 1, side: 'live' } as const;

describe('the order of the rows', () => {
  it('is by a column ascending, then descending, then by key again', () => {
    const ascending = orderAfter(undefined, statut);
    const descending = orderAfter(ascending, statut);
    assert.deepEqual([ascending, descending], [statut, { ...statut, descending: true }]);
    assert.equal(orderAfter(descending, statut), undefined);
  });

  it('begins ascending by the other side of the same column', () => {
    const backup = { column: 1, side: 'backup' } as const;
    assert.deepEqual(orderAfter({ ...statut, descending: true }, backup), backup);
  });

  it('is of one side, and not by what a column shows of either', () => {
    assert.deepEqual(sortedBy({ kind: 'live', column: 1, paired: true }), statut);
    assert.equal(sortedBy({ kind: 'either', column: 1, paired: false }), undefined);
    assert.equal(sortedBy({ kind: 'pick' }), undefined);
  });

  it('begins at the first row, stays over a reload, and is forgotten with its column', () => {
    const opened = openView(review(), undefined);
    const moved = reduce(opened, { kind: 'moved', to: { row: 4, column: 2 }, extend: false });
    const ordered = reduce(moved, { kind: 'ordered', order: statut });
    assert.deepEqual(ordered.cursor, { row: 0, column: 2 });
    assert.deepEqual(openView(review(), keptOf(ordered)).order, statut);
    const fewer = review({ columns: review().columns.slice(0, 1) });
    assert.equal(openView(fewer, keptOf(ordered)).order, undefined);
  });
});

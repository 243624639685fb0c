import assert from 'node:assert/strict';
import { shownRows, tabSelection } from '../../../webview/review/state/counts';
import { reduce } from '../../../webview/review/state/reduce';
import { keptOf, openView, rangeOf, type View } from '../../../webview/review/state/view';
import { counts, review, status } from './sampleReview';

const opened = (): View => openView(review(), undefined);
const moved = (view: View, row: number, extend: boolean): View =>
  reduce(view, { kind: 'moved', to: { row, column: 1 }, extend });

describe('the view of the review', () => {
  it('extends a range from where it began, in either direction', () => {
    const begun = moved(opened(), 3, false);
    assert.deepEqual(rangeOf(moved(moved(begun, 4, true), 5, true)), { first: 3, last: 5 });
    assert.deepEqual(rangeOf(moved(moved(begun, 4, true), 1, true)), { first: 1, last: 3 });
  });

  it('leaves the range when the cursor moves without it', () => {
    const range = moved(moved(opened(), 1, false), 3, true);
    assert.deepEqual(rangeOf(moved(range, 4, false)), { first: 4, last: 4 });
  });

  it('never leaves the rows of the tab', () => {
    assert.equal(moved(opened(), 99, false).cursor.row, 5);
    assert.equal(moved(opened(), -1, false).cursor.row, 0);
  });

  it('comes back after a reload where it was, as far as there are rows', () => {
    const before = moved(reduce(opened(), { kind: 'tab', tab: 'missing' }), 2, false);
    assert.deepEqual(openView(review(), keptOf(before)).cursor, { row: 2, column: 1 });

    const counts = { missing: 1, changed: 0, sameValue: 0, extra: 0, identical: 8, conflicts: 0 };
    const fewer = openView(review({ counts }), keptOf(before));
    assert.equal(fewer.tab, 'missing');
    assert.equal(fewer.cursor.row, 0);
  });

  it('counts, and stays within, the rows that are shown', () => {
    const counts = { missing: 3, changed: 4, sameValue: 3, extra: 1, identical: 4, conflicts: 0 };
    const last = moved(openView(review({ counts }), undefined), 7, false);
    const hiding = reduce(last, { kind: 'option', option: 'hidesSameValue', on: true });
    assert.equal(shownRows(last), 8);
    assert.deepEqual([shownRows(hiding), hiding.cursor.row], [5, 0]);
    assert.equal(shownRows(openView(review({ counts }), keptOf(hiding))), 5);
    assert.equal(shownRows(reduce(hiding, { kind: 'tab', tab: 'missing' })), 3);
    assert.equal(shownRows(reduce(hiding, { kind: 'tab', tab: 'changed' })), 1);
  });

  it('does not keep asking whether the whole tab is meant once the tab is left', () => {
    const asking = reduce(opened(), { kind: 'asked', asks: true });
    assert.equal(reduce(asking, { kind: 'tab', tab: 'changed' }).asksForTab, false);
  });

  it('knows whether a tab is selected wholly, in part or not at all', () => {
    const selection = counts({ insert: 3, update: 1 });
    const view = openView(review({ status: status({ selection }) }), undefined);
    const on = (tab: View['tab']): string => tabSelection(reduce(view, { kind: 'tab', tab }));
    assert.deepEqual([on('missing'), on('changed'), on('extra')], ['true', 'mixed', 'false']);
  });
});

import assert from 'node:assert/strict';
import type { ShownCount } from '../../../src/protocol/shown';
import {
  countedRows,
  shownAs,
  shownRows,
  tabSelection,
} from '../../../webview/review/state/counts';
import { reduce } from '../../../webview/review/state/reduce';
import { keptOf, openView } from '../../../webview/review/state/keptView';
import { rangeOf, type View } from '../../../webview/review/state/view';
import { review, status } from './sampleReview';

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

  it('counts, and stays within, the rows that are shown under a filter', () => {
    const counts = { missing: 3, changed: 4, sameValue: 3, extra: 1, identical: 4, conflicts: 0 };
    const last = moved(openView(review({ counts }), undefined), 7, false);
    const hiding = reduce(last, {
      ...{ kind: 'filtered', filter: { hides: ['sameValue'] } },
      count: counted({ all: 5, missing: 3, changed: 1, extra: 1 }),
    });
    assert.equal(shownRows(last), 8);
    assert.deepEqual([shownRows(hiding), hiding.cursor.row], [5, 0]);
    assert.equal(shownRows(reduce(hiding, { kind: 'tab', tab: 'missing' })), 3);
    assert.equal(shownRows(reduce(hiding, { kind: 'tab', tab: 'changed' })), 1);
  });

  it('does not say how many rows a filter leaves before the host has counted them', () => {
    const filter = { flags: ['reused'] } as const;
    const kept = { ...keptOf(opened()), filter, cursor: { row: 4, column: 1 } };
    const reloaded = openView(review(), kept);
    assert.equal(shownRows(reloaded), undefined);
    const count = counted({ all: 3, changed: 3 });
    const known = reduce(reloaded, { kind: 'counted', count });
    assert.deepEqual([shownRows(known), known.cursor.row], [3, 2]);
  });

  it('lists no row that differs in nothing', () => {
    const identical = reduce(opened(), { kind: 'tab', tab: 'identical' });
    assert.deepEqual([shownRows(identical), shownAs(identical)], [0, undefined]);
    assert.equal(countedRows(identical, 'identical'), 4);
  });

  it('does not keep asking whether the whole tab is meant once the tab is left', () => {
    const asking = reduce(opened(), { kind: 'asked', asks: 'tab' });
    assert.equal(reduce(asking, { kind: 'tab', tab: 'changed' }).asksFor, undefined);
  });

  it('is selected wholly where all is that can be, whatever cannot', () => {
    const among = (selectable: number, selectableSelected: number, selected: number): string => {
      const count = { ...counted({ all: 6 }), selectable, selectableSelected, selected };
      return tabSelection(reduce(opened(), { kind: 'counted', count }));
    };
    assert.deepEqual([among(4, 0, 0), among(4, 3, 3), among(4, 4, 4)], ['false', 'mixed', 'true']);
    assert.equal(among(4, 3, 4), 'mixed', 'one of them a reused key, chosen by itself');
    assert.equal(among(0, 0, 1), 'true', 'nothing else could be selected');
  });

  it('forgets what was left out once the operator looks elsewhere', () => {
    const leftOut = { deletes: 2, reused: 0, stale: 0, unread: 0, blocked: 0 };
    const answer = { ...status().selection, leftOut };
    const told = reduce(opened(), { kind: 'selection', answer });
    assert.deepEqual(told.leftOut, leftOut);
    assert.equal(reduce(told, { kind: 'tab', tab: 'extra' }).leftOut, undefined);
  });
});

function counted(rows: Partial<ShownCount['byTab']>): ShownCount {
  const byTab = { all: 0, missing: 0, changed: 0, extra: 0, conflict: 0, ...rows };
  const none = { selectable: 0, awaitingDeletes: 0, selected: 0, selectableSelected: 0 };
  return { rows: byTab.all, byTab, ...none, hiddenSelected: 0 };
}

import assert from 'node:assert/strict';
import { startOf, wayTo } from '../../../webview/review/finding/finding';
import { hasPart, toggled } from '../../../webview/review/state/filter';
import { reduce } from '../../../webview/review/state/reduce';
import { keptOf, openView } from '../../../webview/review/state/keptView';
import { review } from './sampleReview';

describe('finding rows', () => {
  it('begins at the row of the cursor, and goes on from the next one, or the one before, round and round', () => {
    const rows = { row: 9, rows: 10 };
    assert.equal(startOf(rows, { back: false, isNew: true }).from, 9);
    assert.equal(startOf(rows, { back: false, isNew: false }).from, 0);
    assert.equal(startOf({ row: 0, rows: 10 }, { back: true, isNew: false }).from, 9);
    assert.equal(startOf({ row: 0, rows: 0 }, { back: true, isNew: false }).from, 0);
  });

  it('tells that it went past an end, or that no other row holds the text', () => {
    const on = { back: false, isNew: false };
    const back = { back: true, isNew: false };
    assert.deepEqual(
      [wayTo(5, 3, on), wayTo(2, 3, on), wayTo(3, 3, on)],
      [undefined, 'round', 'nowhereElse'],
    );
    assert.deepEqual([wayTo(2, 3, back), wayTo(5, 3, back)], [undefined, 'roundBack']);
    assert.equal(wayTo(3, 3, { back: false, isNew: true }), undefined);
  });

  it('has one text to show rows by, beside the other filters', () => {
    const lot = { kind: 'text', text: { words: 'lot' } } as const;
    const other = { kind: 'text', text: { words: 'lot', column: 2 } } as const;
    const filter = toggled(toggled({ columns: [1] }, lot), other);
    assert.deepEqual(filter, { columns: [1], text: other.text });
    assert.deepEqual([hasPart(filter, lot), hasPart(filter, other)], [false, true]);
    assert.deepEqual(toggled(filter, other), { columns: [1] });
  });

  it('leaves nothing of what was typed in what VS Code writes down', () => {
    const opened = openView(review(), undefined);
    const filter = { columns: [1], text: { words: 'Dupont' } };
    const sought = reduce(
      { ...opened, filter },
      { kind: 'sought', finding: { bar: 'text', sought: { words: 'Dupont' } } },
    );
    assert.deepEqual(keptOf(sought).filter, { columns: [1] });
    assert.doesNotMatch(JSON.stringify(keptOf(sought)), /Dupont/);
    const again = reduce(sought, { kind: 'reviewed', review: review({ generation: 2 }) });
    assert.deepEqual([again.filter, again.finding.sought], [filter, { words: 'Dupont' }]);
  });
});

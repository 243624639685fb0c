import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as viewport from '../../../webview/review/viewport';

const sheet = (rowCount: number): viewport.Sheet => ({ rowCount, rowHeight: 22, height: 600 });

describe('the viewport of the grid', () => {
  it('draws the rows in sight and some more, never past the end', () => {
    assert.deepEqual(viewport.visibleRows(0, sheet(50), 5), { first: 0, count: 33 });
    assert.deepEqual(viewport.visibleRows(500, sheet(50), 5), { first: 17, count: 33 });
  });

  it('lets the browser scroll 200 000 rows by itself', () => {
    assert.equal(viewport.isScaled(sheet(200_000)), false);
    assert.equal(viewport.canvasHeight(sheet(200_000)), 4_400_000);
  });

  it('keeps ten million rows within what a browser can draw, first and last row included', () => {
    const long = sheet(10_000_000);
    assert.equal(viewport.canvasHeight(long), viewport.tallestCanvas);
    assert.equal(viewport.positionAt(0, long), 0);
    const last = viewport.positionAt(viewport.tallestCanvas - long.height, long);
    assert.equal(last, 10_000_000 * 22 - 600);
    const shown = viewport.visibleRows(last, long, 0);
    assert.equal(shown.first + shown.count, 10_000_000);
  });

  it('comes back to the same position from the scroll bar, whatever the number of rows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50_000_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (rows, share) => {
          const any = sheet(rows);
          const position = viewport.clampPosition(share * rows * 22, any);
          const back = viewport.positionAt(viewport.scrollTopAt(position, any), any);
          assert.ok(Math.abs(back - position) < 0.01);
        },
      ),
    );
  });

  it('moves no further than it must to show a row wholly', () => {
    const any = sheet(1000);
    assert.equal(viewport.positionShowing(10, 0, any), 0);
    assert.equal(viewport.positionShowing(27, 0, any), 28 * 22 - 600);
    assert.equal(viewport.positionShowing(5, 4400, any), 110);
    assert.equal(viewport.positionShowing(999, 0, any), 22_000 - 600);
  });
});

import assert from 'node:assert/strict';
import { gridIntent, type KeyPress } from '../../../webview/review/keyboard';

const size = { rows: 100, columns: 6, page: 20 };
const at = { row: 50, column: 2 };
const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  ...more,
});

describe('the keys of the grid', () => {
  const moves: readonly (readonly [string, KeyPress, number, number])[] = [
    ['down', press('ArrowDown'), 51, 2],
    ['right', press('ArrowRight'), 50, 3],
    ['a page up', press('PageUp'), 30, 2],
    ['to the first cell of the row', press('Home'), 50, 0],
    ['to the last row', press('End', { ctrlKey: true }), 99, 5],
    ['to the next difference', press('F7'), 51, 2],
    ['to the previous difference', press('F7', { shiftKey: true }), 49, 2],
  ];
  for (const [where, key, row, column] of moves) {
    it(`move ${where}`, () => {
      assert.deepEqual(gridIntent(key, at, size), {
        kind: 'move',
        to: { row, column },
        extend: false,
      });
    });
  }

  it('extend the range with Shift', () => {
    assert.deepEqual(gridIntent(press('PageDown', { shiftKey: true }), at, size), {
      kind: 'move',
      to: { row: 70, column: 2 },
      extend: true,
    });
  });

  it('select the tab whether or not Caps Lock is on', () => {
    for (const key of ['a', 'A']) {
      const pressed = gridIntent(press(key, { ctrlKey: true }), at, size);
      assert.deepEqual(pressed, { kind: 'selectTab' });
    }
  });

  it('stop at the edges', () => {
    const corner = { row: 99, column: 5 };
    for (const key of ['ArrowDown', 'ArrowRight', 'PageDown', 'F7']) {
      assert.deepEqual(gridIntent(press(key), corner, size), {
        kind: 'move',
        to: corner,
        extend: false,
      });
    }
  });

  it('leave every other key to VS Code', () => {
    assert.equal(gridIntent(press('a'), at, size), undefined);
    assert.equal(gridIntent(press('Tab'), at, size), undefined);
    assert.equal(gridIntent(press('PageDown', { ctrlKey: true }), at, size), undefined);
    assert.equal(gridIntent(press('ArrowUp', { altKey: true }), at, size), undefined);
    assert.equal(gridIntent(press('toString'), at, size), undefined);
  });
});

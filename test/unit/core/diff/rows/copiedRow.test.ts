import assert from 'node:assert/strict';
import {
  type CopiedRow,
  cellsOf,
  differingColumns,
} from '../../../../../src/core/diff/rows/copiedRow';

const encoder = new TextEncoder();

/** Between other lines, as rows lie in what was copied. */
function row(line: string): CopiedRow {
  const before = encoder.encode('1\tbefore\n');
  const bytes = encoder.encode(`1\tbefore\n${line}\n9\tafter\tit\n`);
  const start = before.length;
  return { bytes, start, end: start + encoder.encode(line).length };
}

describe('Two rows as they were copied', () => {
  it('differ in the cells that are not written alike, of any length, and in no others', () => {
    const cases = [
      ['1\ta\tx', '1\ta\tx', [], [], []],
      ['1\ta\tx', '1\tb\tx', [1], ['a'], ['b']],
      ['1\tab\tx', '1\ta\tx', [1], ['ab'], ['a']],
      ['1\ta\tx', '1\tab\tx', [1], ['a'], ['ab']],
      ['1\t\tx', '1\ta\tx', [1], [''], ['a']],
      ['1\ta\t', '1\ta\tx', [2], [''], ['x']],
      ['1\ta\txy', '1\ta\tx', [2], ['xy'], ['x']],
      ['1\ttwelve chars', '1\tand thirteen.', [1], ['twelve chars'], ['and thirteen.']],
      ['2\tb\ty', '1\ta\tx', [0, 1, 2], ['2', 'b', 'y'], ['1', 'a', 'x']],
    ] as const;
    for (const [one, other, columns, from, to] of cases) {
      const expected = { columns, from, to };
      assert.deepEqual(differingColumns(row(one), row(other), 3), expected, `${one} / ${other}`);
    }
  });

  it('tell NULL from what looks like it, and give values as they are, not as they are escaped', () => {
    assert.deepEqual(differingColumns(row('\\N\ta\\tb'), row('\\\\N\ta\\nb'), 2), {
      columns: [0, 1],
      from: [null, 'a\tb'],
      to: ['\\N', 'a\nb'],
    });
    assert.deepEqual(differingColumns(row('é\t🦊x'), row('è\t🦊y'), 2), {
      columns: [0, 1],
      from: ['é', '🦊x'],
      to: ['è', '🦊y'],
    });
  });

  it('are compared in the columns of both sides only, and decoded whole when asked for', () => {
    const live = row('1\ta\tonly here');
    assert.deepEqual(differingColumns(row('1\ta'), live, 2).columns, []);
    assert.deepEqual(cellsOf(live), ['1', 'a', 'only here']);
  });
});

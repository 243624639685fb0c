import assert from 'node:assert/strict';
import type { Row } from '../../../../../src/core/catalog/table';
import type { SurplusRow } from '../../../../../src/core/diff/rows/rowChange';
import { bySurplusCells } from '../../../../../src/core/diff/found/surplusOrder';

const missing = (...backup: Row): SurplusRow => ({ kind: 'missing', key: [], rows: 1, backup });
const extra = (...live: Row): SurplusRow => ({
  ...{ kind: 'extra', key: [], rows: 1, live, liveOnly: [], xid: '7' },
});

describe('The order of rows without a key', () => {
  it('puts rows that are alike together, whichever side has them', () => {
    const rows = [missing('2', 'vu'), extra('10', 'x'), missing('10', 'vu'), extra('2', 'perdu')];
    assert.deepEqual(rows.toSorted(bySurplusCells), [
      ...[extra('2', 'perdu'), missing('2', 'vu'), missing('10', 'vu'), extra('10', 'x')],
    ]);
  });

  it('takes numbers by their size, also where one is written differently, then texts, then NULL', () => {
    const cells = [null, '1.00', '', '-3', '1.0', '100', '99', 'a'];
    assert.deepEqual(
      cells
        .map((cell) => missing(cell))
        .toSorted(bySurplusCells)
        .map((row) => (row.kind === 'missing' ? row.backup[0] : '')),
      ['-3', '1.0', '1.00', '99', '100', '', 'a', null],
    );
  });
});

import assert from 'node:assert/strict';
import type { ChangedRow } from '../../../../src/core/diff/rows/rowChange';
import { maskedColumns, maskedRow, refuseMasked } from '../../../../src/core/review/mask';
import { column, comparedTable } from '../../../support/planned';

const table = comparedTable({
  columns: ['id', 'nom', 'ville', 'note', 'vu'].map((name) => column(name)),
  backupNames: ['id', 'nom_usage', 'ville', 'note', 'vu'],
  liveOnly: [column('email')],
  ignored: [4],
});
const changed: ChangedRow = {
  ...{ kind: 'changed', key: ['1'], xid: '7', reused: false, sameValue: false },
  backup: ['1', 'Anne', 'Lyon', '1.0', 'hier'],
  live: ['1', 'Benoît', 'Lyon', '1.00', 'hier'],
  ...{ liveOnly: ['a@b.fr'], columns: [1, 3], writtenDifferently: [3] },
};
const all = new Set([0, 1, 2, 3, 4, 5]);

describe('Masking of personal columns', () => {
  it('is of the columns named personal on either side, until they are revealed', () => {
    const masked = (personal: readonly string[], revealed: readonly string[] = []): number[] => [
      ...maskedColumns(table, personal, new Set(revealed)),
    ];
    assert.deepEqual(masked([]), []);
    assert.deepEqual(masked(['ville', 'email', 'no such column']), [2, 5]);
    assert.deepEqual(masked(['nom_usage']), [1]);
    assert.deepEqual(masked(['nom', 'ville'], ['nom']), [2]);
  });

  it('says whether a value differs, and nothing else of it', () => {
    const row = maskedRow(changed, table, all);
    assert.deepEqual(row, {
      ...changed,
      key: ['(masked)'],
      backup: ['same', 'differs', 'same', 'same value'].map(said).concat('(masked)'),
      live: ['same', 'differs', 'same', 'same value'].map(said).concat('(masked)'),
      liveOnly: ['(masked)'],
    });
  });

  it('does not tell NULL from a value, nor what rows have that are on one side only', () => {
    const row = maskedRow(
      { kind: 'missing', key: ['1'], backup: ['1', null, 'Lyon', '', 'hier'] },
      table,
      new Set([1, 2, 3]),
    );
    const backup = ['1', '(masked)', '(masked)', '(masked)', 'hier'];
    assert.deepEqual(row, { kind: 'missing', key: ['1'], backup });
    const stale = { kind: 'stale', difference: 'extra', key: ['1'], backup: undefined } as const;
    assert.deepEqual(maskedRow(stale, table, new Set([1])), stale);
  });

  it('masks the cells that were read by themselves, too', () => {
    const differing = { from: ['Anne', '1.0'], to: ['Benoît', '1.00'] };
    const row = maskedRow({ ...changed, differing }, table, new Set([1]));
    const told = { from: [said('differs'), '1.0'], to: [said('differs'), '1.00'] };
    assert.deepEqual('differing' in row && row.differing, told);
  });

  it('leaves a row as it is where nothing is masked', () => {
    assert.equal(maskedRow(changed, table, new Set()), changed);
  });

  it('refuses what would tell values by trial, and says what to do', () => {
    refuseMasked(undefined, table, all);
    refuseMasked(2, table, new Set([1]));
    assert.throws(
      () => {
        refuseMasked(1, table, new Set([1]));
      },
      { code: 'usage', message: /nom are masked/, hint: /Reveal/ },
    );
  });
});

function said(word: string): string {
  return `(masked: ${word})`;
}

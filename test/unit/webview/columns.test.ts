import assert from 'node:assert/strict';
import { gridColumns, placeColumns, type ShownColumns } from '../../../webview/review/columns';
import { asMade } from '../../../webview/review/columns/look';
import { columnWidths } from '../../../webview/review/columns/widths';
import { textsIn } from '../../../webview/review/texts';
import type { Tab } from '../../../src/protocol/rows';
import { column, review } from './sampleReview';

const { columns } = review();
const names = (
  of: typeof columns,
  tab: Tab,
  changedOnly: boolean,
  look: ShownColumns['look'] = asMade,
): readonly string[] =>
  gridColumns(of, tab, { changedOnly, look }).map((shown) =>
    'column' in shown ? `${shown.kind} ${columns[shown.column]?.name ?? ''}` : shown.kind,
  );

describe('the columns of the grid', () => {
  it('pair the two sides of the columns that changed, after the key', () => {
    const shown = ['pick', 'key rdv_id', 'backup statut', 'live statut'];
    assert.deepEqual(names(columns, 'changed', true), shown);
    assert.deepEqual(names(columns, 'all', true), shown);
  });

  it('show every column of rows that are on one side only, and that side alone', () => {
    const missing = ['pick', 'key rdv_id', 'backup statut', 'backup agent'];
    assert.deepEqual(names(columns, 'missing', true), missing);
  });

  it('show every column where none changed', () => {
    const same = columns.map((shown) => ({ ...shown, differing: 0 }));
    assert.equal(names(same, 'all', true).length, 6);
  });

  it('show how many copies there are in place of a key, and each row once, from the side that has it', () => {
    const without = columns.map((shown) => ({ ...shown, isKey: false }));
    for (const [tab, side] of [
      ['all', 'either'],
      ['missing', 'backup'],
      ['extra', 'live'],
    ] as const) {
      const shown = ['pick', 'copies', `${side} rdv_id`, `${side} statut`, `${side} agent`];
      assert.deepEqual(names(without, tab, true), shown);
    }
  });

  it('are as wide as their longest text, within limits', () => {
    const row = { kind: 'missing', ordinal: 0, selected: false, cut: [], unread: [] } as const;
    const [, , short, long] = columnWidths({
      columns: [...columns, column('commentaire')],
      rows: [{ ...row, backup: ['1', 'CONFIRME', '', 'x'.repeat(900)] }],
      ...{ tab: 'missing', stacked: false, texts: textsIn('en', {}) },
    });
    assert.ok(short !== undefined && short < 80);
    assert.equal(long, 260);
  });

  it('freeze the box and the key, and give the last pair the rest', () => {
    const placed = placeColumns(
      gridColumns(columns, 'changed', { changedOnly: true, look: asMade }),
      [100, 80, 60],
    );
    assert.deepEqual(placed, {
      template: '52px 100px minmax(80px, 1fr) minmax(80px, 1fr)',
      width: 312,
      frozenAt: [0, 52],
      frozenWidth: 152,
    });
  });
});

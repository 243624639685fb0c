import assert from 'node:assert/strict';
import { inverse, inverseFromImages } from '../../../../src/core/correction/undo';
import { column, columns, plannedAppointments, smallPlan } from '../../../support/planned';

describe('The undo made from a plan', () => {
  it('deletes what was inserted, puts back what was updated, inserts what was deleted', () => {
    assert.deepEqual(inverse(smallPlan).corrections, [
      { action: 'delete', key: ['50'], seen: ['50', 'é\n\t"\\', null, undefined] },
      {
        action: 'update',
        key: ['42'],
        seen: ['42', 'CONFIRME', null, undefined],
        set: [
          { column: 1, value: 'ANNULE' },
          { column: 2, value: '' },
        ],
      },
      {
        action: 'insert',
        key: ['7'],
        set: [
          { column: 0, value: '7' },
          { column: 1, value: 'ANNULE' },
          { column: 2, value: null },
        ],
      },
    ]);
  });

  it('does not pretend to know a default', () => {
    const table = {
      ...plannedAppointments,
      columns: [...columns, column('agent', { hasDefault: true }), column('note')],
    };
    const corrections = smallPlan.corrections.filter(({ action }) => action === 'insert');
    const [first] = inverse({ ...smallPlan, table, corrections }).corrections;
    assert.deepEqual(first?.action === 'delete' && first.seen.slice(4), [undefined, null]);
  });
});

describe('The undo made from images', () => {
  it('gives back every column that is no longer as before, also those a trigger wrote', () => {
    const plan = inverseFromImages(smallPlan, [
      { key: ['42'], before: ['42', 'ANNULE', '', '4'], after: ['42', 'CONFIRME', 'trigger', '5'] },
    ]);
    assert.deepEqual(plan.corrections, [
      {
        action: 'update',
        key: ['42'],
        seen: ['42', 'CONFIRME', 'trigger', '5'],
        set: [
          { column: 1, value: 'ANNULE' },
          { column: 2, value: '' },
        ],
      },
    ]);
  });

  it('deletes rows that were not there before and inserts those that were', () => {
    const row = ['7', 'ANNULE', null, '3'];
    const plan = inverseFromImages(smallPlan, [
      { key: ['7'], before: row, after: null },
      { key: ['50'], before: null, after: ['50', 'x', null, '1'] },
    ]);
    assert.deepEqual(
      plan.corrections.map(({ action, key }) => [action, key[0]]),
      [
        ['delete', '50'],
        ['insert', '7'],
      ],
    );
  });

  it('leaves out rows that are as they were', () => {
    const row = ['7', 'ANNULE', null, '3'];
    const plan = inverseFromImages(smallPlan, [
      { key: ['7'], before: row, after: row },
      { key: ['8'], before: null, after: null },
    ]);
    assert.deepEqual(plan.corrections, []);
  });
});

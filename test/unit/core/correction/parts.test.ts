import assert from 'node:assert/strict';
import { cutIntoParts, type SelfReference } from '../../../../src/core/correction/parts';
import type { Correction, PlannedTable } from '../../../../src/core/correction/plan';
import { column, identity } from '../../../support/planned';

const table: PlannedTable = {
  ...{ identity, kind: 'table', key: [0] },
  columns: [column('id', { builtIn: 'int4' }), column('parent', { builtIn: 'int4' })],
};
const toParent: SelfReference = { columns: [1], refersTo: [0] };

function inserted(id: number, parent: number | null): Correction {
  const set = [
    { column: 0, value: String(id) },
    { column: 1, value: parent === null ? null : String(parent) },
  ];
  return { action: 'insert', key: [String(id)], set };
}

function deleted(id: number, parent: number | null): Correction {
  const seen = [String(id), parent === null ? null : String(parent)];
  return { action: 'delete', key: [String(id)], seen };
}

function updated(id: number): Correction {
  const seen = [String(id), null];
  return { action: 'update', key: [String(id)], seen, set: [{ column: 1, value: null }] };
}

function cut(
  corrections: readonly Correction[],
  rows: number,
  references: readonly SelfReference[] = [],
): readonly string[] {
  return cutIntoParts({ corrections, table }, rows, references).map((part) =>
    part.map(({ action, key }) => `${action} ${key.join()}`).join(', '),
  );
}

describe('a plan cut into parts', () => {
  it('keeps its order: deletes, updates, inserts', () => {
    const plan = [deleted(9, null), updated(3), updated(4), inserted(1, null), inserted(2, null)];
    assert.deepEqual(cut(plan, 2), ['delete 9, update 3', 'update 4, insert 1', 'insert 2']);
    assert.deepEqual(cut(plan, 100).length, 1);
  });

  it('inserts parents before children, whatever their keys', () => {
    const plan = [inserted(1, 5), inserted(2, 9), inserted(5, 7), inserted(7, null)];
    assert.deepEqual(cut(plan, 1, [toParent]), ['insert 2', 'insert 7', 'insert 5', 'insert 1']);
  });

  it('deletes children before parents', () => {
    const plan = [deleted(1, null), deleted(2, 1), deleted(3, 2)];
    assert.deepEqual(cut(plan, 1, [toParent]), ['delete 3', 'delete 2', 'delete 1']);
    assert.deepEqual(cut(plan, 2, [toParent]), ['delete 2, delete 3', 'delete 1']);
  });

  it('does not tear rows that refer to each other in a circle, nor what hangs on them', () => {
    const plan = [
      inserted(1, 2),
      inserted(2, 1),
      inserted(3, 2),
      inserted(4, 4),
      inserted(5, null),
    ];
    assert.deepEqual(cut(plan, 1, [toParent]), [
      'insert 4',
      'insert 5',
      'insert 1, insert 2, insert 3',
    ]);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { buildPlan } from '../../../../src/core/correction/buildPlan';
import type { ComparedTable } from '../../../../src/core/diff/comparison';
import type {
  ChangedRow,
  ExtraRow,
  MissingRow,
  RowChange,
} from '../../../../src/core/diff/rows/rowChange';
import { column, columns, comparedTable, identity } from '../../../support/planned';

function missing(key: string): MissingRow {
  return { kind: 'missing', key: [key], backup: [key, 'CONFIRME', null, '3'] };
}

function extra(key: string): ExtraRow {
  return { kind: 'extra', key: [key], live: [key, 'X', '', '1'], liveOnly: [], xid: '9' };
}

function changed(key: string, positions: readonly number[]): ChangedRow {
  return {
    ...{ kind: 'changed', key: [key], columns: positions, xid: '9', reused: false },
    ...{ writtenDifferently: [], sameValue: false },
    ...{ backup: [key, 'A', null, '1'], live: [key, 'B', '', '2'], liveOnly: [] },
  };
}

function planOf(
  changes: readonly RowChange[],
  compared: ComparedTable = comparedTable(),
): ReturnType<typeof buildPlan> {
  return buildPlan({ id: 'plan-1', compared, identity, changes });
}

describe('A correction plan', () => {
  it('inserts a missing row with every column that can be written, its identity among them', () => {
    assert.deepEqual(planOf([missing('5')]).plan.corrections, [
      {
        action: 'insert',
        key: ['5'],
        set: [
          { column: 0, value: '5' },
          { column: 1, value: 'CONFIRME' },
          { column: 2, value: null },
        ],
      },
    ]);
  });

  it('writes of a changed row only what differs, neither generated nor ignored nor key columns', () => {
    const compared = comparedTable({ ignored: [2] });
    assert.deepEqual(planOf([changed('5', [0, 1, 2, 3])], compared).plan.corrections, [
      {
        action: 'update',
        key: ['5'],
        seen: ['5', 'B', '', '2'],
        set: [{ column: 1, value: 'A' }],
      },
    ]);
  });

  it('counts rows that differ only where nothing can be written', () => {
    const { plan, nothingToWrite } = planOf([changed('5', [3]), extra('6')]);
    assert.equal(nothingToWrite, 1);
    assert.equal(plan.corrections.length, 1);
  });

  it('remembers of each live row also the columns that only production has', () => {
    const compared = comparedTable({ liveOnly: [column('note')] });
    const [first] = planOf([{ ...extra('5'), liveOnly: ['hello'] }], compared).plan.corrections;
    assert.deepEqual(first, { action: 'delete', key: ['5'], seen: ['5', 'X', '', '1', 'hello'] });
  });

  it('is in the same order whatever order the rows come in', () => {
    const changes = [
      missing('-3'),
      missing('10'),
      changed('9', [1]),
      changed('100', [1]),
      extra('2'),
      extra('11'),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(changes, { minLength: changes.length }), (shuffled) => {
        assert.deepEqual(
          planOf(shuffled).plan.corrections.map(({ action, key }) => `${action} ${key.join()}`),
          ['delete 2', 'delete 11', 'update 9', 'update 100', 'insert -3', 'insert 10'],
        );
      }),
    );
  });

  it('orders keys of text by their UTF-8 bytes', () => {
    const compared = comparedTable({ columns: [column('id'), ...columns.slice(1)] });
    const keys = ['\u{1F600}', '\uFF5E', 'é', 'a', 'B', ''];
    assert.deepEqual(
      planOf(keys.map(missing), compared).plan.corrections.map(({ key }) => key[0]),
      keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
    );
  });

  it('is refused when nothing is selected', () => {
    assert.throws(() => planOf([]), { code: 'nothing-selected' });
    assert.throws(() => planOf([changed('5', [3])]), { code: 'nothing-selected' });
  });

  it('is refused when production has a column that missing rows cannot fill', () => {
    const compared = comparedTable({ liveOnly: [column('agent', { notNull: true })] });
    assert.throws(() => planOf([missing('5')], compared), {
      code: 'structure-differs',
      message: /column "agent"/,
    });
    assert.equal(
      planOf([{ ...changed('5', [1]), liveOnly: ['x'] }], compared).plan.corrections.length,
      1,
    );
  });

  it('is not refused for a new column that fills itself', () => {
    const liveOnly = [
      column('a', { notNull: true, hasDefault: true }),
      column('b', { notNull: true, generated: true }),
      column('c', { notNull: true, identity: 'always' }),
      column('d'),
    ];
    assert.equal(planOf([missing('5')], comparedTable({ liveOnly })).plan.corrections.length, 1);
  });

  it('is refused when it would update a column that is always generated as identity', () => {
    const [id, , ...others] = columns;
    assert.ok(id);
    const compared = comparedTable({
      columns: [id, column('statut', { identity: 'always' }), ...others],
    });
    assert.throws(() => planOf([changed('5', [1])], compared), {
      code: 'structure-differs',
      message: /"statut"/,
    });
  });

  it('is refused for rows that may lie in any table of an inheritance tree, which are named', () => {
    const compared = comparedTable();
    const live = { ...compared.live, heirs: [{ schema: 'metier', name: 'urgences' }] as const };
    assert.throws(() => planOf([missing('5')], { ...compared, live }), {
      code: 'inheritance',
      message: /one table at a time \(metier\.urgences\)/,
    });
  });

  it('says which columns are only in the backup', () => {
    const table = comparedTable();
    const backup = { ...table.backup, columns: [...columns, column('ancien')] };
    assert.deepEqual(planOf([missing('5')], { ...table, backup }).onlyInBackup, ['ancien']);
  });
});

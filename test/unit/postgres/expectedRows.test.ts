import assert from 'node:assert/strict';
import { copyLine } from '../../../src/core/archive/copyLine';
import { ForeseenRows } from '../../../src/core/correction/foreseenRows';
import type { Correction } from '../../../src/core/correction/plan';
import { ExpectedRows } from '../../../src/postgres/correction/expectedRows';
import { column, plannedAppointments } from '../../support/planned';

const columns = [column('statut'), column('id')];

function row(id: string): readonly string[] {
  return [`statut é\t${id}`, id];
}

function inserting(id: string): Correction {
  return { action: 'insert', key: [id], set: row(id).map((value, at) => ({ column: at, value })) };
}

const corrections: readonly Correction[] = [
  ...['1', '2', '3', '10'].map(inserting),
  { action: 'delete', key: ['4'], seen: row('4') },
  {
    action: 'update',
    key: ['5'],
    seen: ['autre', '5'],
    set: [{ column: 0, value: 'statut é\t5' }],
  },
];

/** The key is the second column. */
function expecting(): ExpectedRows {
  const table = { ...plannedAppointments, columns, key: [1] } as const;
  const foreseen = ForeseenRows.of({ table, corrections }) ?? assert.fail('none');
  return new ExpectedRows(foreseen, [1]);
}

function lines(...ids: readonly string[]): Buffer {
  return Buffer.from(ids.map((id) => copyLine(row(id))).join(''));
}

describe('The rows that a walk over the table is to find', () => {
  for (const [how, pieces] of [
    ['in the order of the plan', [lines('1', '2', '3', '10', '5')]],
    ['in any order', [lines('10', '5', '1', '3', '2')]],
    ['in several pieces', [lines('3'), lines('1', '2'), lines('5', '10')]],
  ] as const) {
    it(`are all there, ${how}`, async () => {
      for (const isPrepared of [true, false]) {
        const expected = expecting();
        if (isPrepared) {
          await expected.prepare();
        }
        pieces.forEach((piece) => {
          assert.equal(expected.areAllThere, false);
          expected.take(piece);
        });
        assert.equal(expected.areAllThere, true);
      }
    });
  }

  for (const [what, found] of [
    ['one is missing', lines('1', '2', '3', '5')],
    ['one is there twice', lines('1', '1', '2', '3', '10', '5')],
    ['one is there twice in place of another', lines('1', '2', '3', '3', '5')],
    ['one that was to be deleted is there', lines('1', '2', '3', '10', '4', '5')],
    ['there is one that nobody planned', lines('1', '2', '3', '10', '5', '6')],
    [
      'one is otherwise than planned',
      Buffer.concat([lines('1', '2', '3', '10'), Buffer.from('x\t5\n')]),
    ],
    [
      'one goes on behind what was planned',
      Buffer.concat([
        lines('1', '2', '3', '10'),
        Buffer.from(`${lines('5').toString().trimEnd()}0\n`),
      ]),
    ],
    ['the last line is cut', lines('1', '2', '3', '10', '5').subarray(0, -2)],
  ] as const) {
    it(`are not all there where ${what}`, () => {
      const expected = expecting();
      expected.take(Buffer.concat([found, Buffer.from(found.at(-1) === 10 ? '' : '\n')]));
      assert.equal(expected.areAllThere, false);
    });
  }

  it('are found by a key of several columns', () => {
    const table = { ...plannedAppointments, columns, key: [1, 0] } as const;
    const both = ['1', '2'].map((id): Correction => ({
      ...inserting(id),
      key: [id, row(id)[0] ?? ''],
    }));
    const foreseen = ForeseenRows.of({ table, corrections: both }) ?? assert.fail('none');
    const expected = new ExpectedRows(foreseen, [1, 0]);
    expected.take(lines('2', '1'));
    assert.equal(expected.areAllThere, true);
  });
});

import assert from 'node:assert/strict';
import { chronological, type JournalEntry } from '../../../../src/core/incident/journal';

const writer = '20260310T090000.000Z-poste-1';
const entries: readonly JournalEntry[] = [
  {
    ...{ n: 1, at: '2026-03-10T09:00:00.000Z', writer, step: 'restored' },
    ...{ dump: '/sauvegardes/mairie.dump', rows: 20_000, seconds: 2.5 },
  },
  {
    ...{ n: 2, at: '2026-03-10T09:01:00.000Z', writer, step: 'committed' },
    ...{ write: 'apply', xid: '812' },
  },
  {
    ...{ n: 3, at: '2026-03-10T09:02:00.000Z', writer, step: 'proved' },
    ...{ equal: 35, different: 0, writtenByUs: 0, changedByOthers: 4 },
  },
];

describe('a journal of several writers', () => {
  it('is in the order of time', () => {
    const other = {
      ...entries[0],
      writer: 'other',
      at: '2026-03-10T09:00:30.000Z',
    } as JournalEntry;
    assert.deepEqual(
      chronological([...entries, other]).map(({ at }) => at.slice(14, 19)),
      ['00:00', '00:30', '01:00', '02:00'],
    );
  });

  it('keeps each writer’s own order, though its clock went back', () => {
    const step = (who: string, n: number, minute: string): JournalEntry => ({
      ...{ n, at: `2026-03-10T09:${minute}:00.000Z`, writer: who },
      ...{ step: 'note', text: `${who}${n}` },
    });
    const steps = [step('a', 1, '10'), step('a', 2, '05'), step('a', 3, '12'), step('b', 1, '07')];
    for (const mixed of [steps, steps.toReversed()]) {
      assert.deepEqual(
        chronological(mixed).map(({ writer: who, n }) => `${who}${n}`),
        ['b1', 'a1', 'a2', 'a3'],
      );
    }
  });
});

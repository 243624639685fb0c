import assert from 'node:assert/strict';
import { batchesIn, batchesLeft } from '../../../../src/core/incident/batches';
import type { BatchMark, JournalEntry } from '../../../../src/core/incident/journal';

const marks = (...said: readonly (readonly [string, BatchMark, string])[]): JournalEntry[] =>
  said.map(([batch, state, by], at) => ({
    ...{ step: 'batch', batch, state, by },
    ...{ n: at + 1, at: `2026-03-10T08:0${at}:00.000Z`, writer: 'w' },
  }));

describe('The batch checklist of an incident', () => {
  it('says of each batch what was last said, by whom and when', () => {
    const batches = batchesIn(
      marks(
        ['nightly load', 'to-suspend', 'ana'],
        ['reminders', 'to-suspend', 'ana'],
        ['nightly load', 'suspended', 'bo'],
      ),
    );
    assert.deepEqual(
      batches.map(({ name, state, by, at }) => [name, state, by, at.slice(11, 16)]),
      [
        ['nightly load', 'suspended', 'bo', '08:02'],
        ['reminders', 'to-suspend', 'ana', '08:01'],
      ],
    );
  });

  it('asks for what is suspended to be resumed, and for nothing that never was', () => {
    const { toResume, toSuspend } = batchesLeft(
      batchesIn(
        marks(
          ['a', 'suspended', 'x'],
          ['b', 'to-suspend', 'x'],
          ['c', 'suspended', 'x'],
          ['c', 'resumed', 'x'],
        ),
      ),
    );
    assert.deepEqual(
      [toResume, toSuspend].map((each) => each.map(({ name }) => name)),
      [['a'], ['b']],
    );
  });

  it('forgets what was listed by mistake', () => {
    assert.deepEqual(batchesIn(marks(['a', 'to-suspend', 'x'], ['a', 'dropped', 'x'])), []);
  });
});

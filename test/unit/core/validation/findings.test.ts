import assert from 'node:assert/strict';
import type { JournalEntry, JournalStep } from '../../../../src/core/incident/journal';
import { damagedTime } from '../../../../src/core/validation/damagedTime';
import { hasObjections } from '../../../../src/core/validation/findings';

function entries(...steps: readonly JournalStep[]): readonly JournalEntry[] {
  return steps.map((step, at) => ({
    ...{ ...step, n: at + 1, writer: 'w', at: `2026-03-10T0${at}:00:00.000Z` },
  }));
}

const opened = { step: 'opened', table: 't', production: 'p' } as const;
const committed = { step: 'committed', write: 'apply', xid: '7' } as const;

describe('The validation of a recovery', () => {
  it('takes the data for damaged from when somebody said so until they were corrected', () => {
    const said = { ...opened, damagedAt: '2026-03-09T22:00:00Z/2026-03-09T23:00:00Z' };
    assert.deepEqual(damagedTime(entries(said, committed)), {
      ...{ from: '2026-03-09T22:00:00Z', to: '2026-03-10T01:00:00.000Z' },
    });
    const undone = { ...committed, write: 'undo' } as const;
    assert.deepEqual(damagedTime(entries(opened, committed, undone)), {
      ...{ from: '2026-03-10T00:00:00.000Z', to: '2026-03-10T01:00:00.000Z' },
    });
    assert.equal(damagedTime(entries(opened)).to, undefined);
  });

  it('is objected to by what is not proved, and by a check that failed', () => {
    assert.equal(hasObjections({ isProved: true, failed: [] }), false);
    assert.equal(hasObjections({ isProved: false, failed: [] }), true);
    assert.equal(hasObjections({ isProved: true, failed: ['domain'] }), true);
  });
});

import assert from 'node:assert/strict';
import { inForce, isOpen, type Outcome } from '../../../../src/core/incident/outcome';
import { type Rehearsal, vouches } from '../../../../src/core/incident/rehearsal';

const attempt = {
  ...{ planId: 'p', planDigest: 'd', xid: '10', systemIdentifier: '1', timeline: '00000001' },
  at: '2026-03-10T10:00:00.000Z',
};
const plan = { insert: 1, update: 0, delete: 0 };
const written = { ...attempt, plan, writers: ['10'], triggers: [] };
const applied: Outcome = { ...written, kind: 'apply', state: 'applied', sequences: [] };

describe('the outcome of a correction', () => {
  it('is in force from its apply to its undo', () => {
    const undone: Outcome = { ...applied, kind: 'undo', xid: '11', undoes: '10' };
    assert.equal(inForce(applied, undefined), applied);
    assert.equal(inForce(applied, undone), undefined);
  });

  it('is in force again when it was applied again after an undo', () => {
    const undone: Outcome = { ...applied, kind: 'undo', xid: '11', undoes: '10' };
    const again: Outcome = { ...applied, xid: '12' };
    assert.equal(inForce(again, undone), again);
  });

  it('is still in force when its undo came to nothing', () => {
    const failed: Outcome = {
      ...attempt,
      ...{ kind: 'undo', xid: '11', undoes: '10', state: 'not-applied', why: 'row-drifted' },
    };
    assert.equal(inForce(applied, failed), applied);
  });

  it('is open only once COMMIT may have been sent', () => {
    assert.ok(!isOpen({ ...attempt, kind: 'apply', state: 'started' }));
    assert.ok(isOpen({ ...written, kind: 'apply', state: 'committing' }));
    assert.ok(isOpen({ ...written, kind: 'apply', state: 'unknown' }));
  });
});

describe('a rehearsal', () => {
  const now = Date.parse('2026-03-10T10:00:00Z');
  const rehearsal: Rehearsal = {
    ...{ planDigest: 'd', at: '2026-03-10T09:50:00Z', plan, triggers: [], altered: [] },
    ...{ drifted: [], violations: [], nothingToDo: false, seconds: 1 },
  };
  const limits = { now, maxAge: 15 * 60_000 };

  it('vouches for its own plan, for a while', () => {
    assert.ok(vouches(rehearsal, 'd', limits));
    assert.ok(!vouches(rehearsal, 'other', limits));
    assert.ok(!vouches({ ...rehearsal, at: '2026-03-10T09:40:00Z' }, 'd', limits));
    assert.ok(!vouches({ ...rehearsal, at: '2026-03-10T10:40:00Z' }, 'd', limits));
    assert.ok(!vouches(undefined, 'd', limits));
  });

  it('vouches for nothing when it found drift or a violation', () => {
    assert.ok(!vouches({ ...rehearsal, drifted: [{ key: ['1'], found: 'gone' }] }, 'd', limits));
    const violation = { constraint: 'c', message: 'm', sqlstate: '23505' };
    assert.ok(!vouches({ ...rehearsal, violations: [violation] }, 'd', limits));
  });
});

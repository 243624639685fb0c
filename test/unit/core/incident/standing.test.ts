import assert from 'node:assert/strict';
import type { JournalEntry, JournalStep } from '../../../../src/core/incident/journal';
import { inForce, type Outcome } from '../../../../src/core/incident/outcome';
import {
  appliedFile,
  type IncidentStanding,
  standingOf,
} from '../../../../src/core/incident/standing';

const plan = { insert: 3, update: 0, delete: 0 };
const opened: JournalStep = { step: 'opened', table: 'metier.demandes_rdv', production: 'p' };
const compared: JournalStep = {
  ...{ step: 'compared', missing: 3, changed: 0, extra: 0, identical: 1, seconds: 1 },
};
const planned: JournalStep = { step: 'planned', plan, digest: 'one' };
const rehearsed: JournalStep = {
  ...{ step: 'rehearsed', digest: 'one', drifted: 0, altered: 0, violations: 0, seconds: 1 },
};
const committed: JournalStep = { write: 'apply', step: 'committed', xid: '7' };
const proved: JournalStep = {
  ...{ step: 'proved', equal: 3, different: 0, writtenByUs: 0, changedByOthers: 2 },
};
const attempt = {
  kind: 'apply',
  ...{ planId: 'p', planDigest: 'one', xid: '7', systemIdentifier: 's' },
  ...{ timeline: '1', at: '2026-11-22T12:00:00Z', plan, writers: ['7'], triggers: [] },
} as const;
const applied: Outcome = { ...attempt, state: 'applied', sequences: [] };
const undone: Outcome = { ...applied, kind: 'undo', xid: '9', undoes: '7' };

function standing(
  steps: readonly JournalStep[],
  outcomes: { readonly applied?: Outcome; readonly undone?: Outcome } = {},
): IncidentStanding {
  const entries = steps.map((step, at): JournalEntry => ({
    ...step,
    n: at + 1,
    at: '2026-11-22T12:00:00Z',
    writer: 'w',
  }));
  const { applied, undone } = outcomes;
  const first = inForce(applied, undone);
  return standingOf({ entries, applied, undone, inForce: first ? [first] : [] });
}

describe('how far an incident has come', () => {
  it('follows its steps', () => {
    assert.equal(standing([opened]), 'opened');
    assert.equal(standing([opened, compared]), 'compared');
    assert.equal(standing([opened, compared, planned]), 'planned');
    assert.equal(standing([opened, compared, planned, rehearsed]), 'rehearsed');
  });

  it('is no more than planned where another plan was rehearsed, or it failed', () => {
    const other: JournalStep = { step: 'planned', plan, digest: 'two' };
    assert.equal(standing([compared, planned, rehearsed, other]), 'planned');
    const failed = { ...rehearsed, violations: 1 };
    assert.equal(standing([compared, planned, failed]), 'planned');
  });

  it('is applied by its outcome, and proved only by a proof since', () => {
    assert.equal(standing([compared, planned, committed], { applied }), 'applied');
    assert.equal(standing([compared, planned, committed, proved], { applied }), 'proved');
    assert.equal(standing([compared, planned, proved, committed], { applied }), 'applied');
    const unequal = { ...proved, different: 1 };
    assert.equal(standing([compared, planned, committed, unequal], { applied }), 'applied');
  });

  it('is partly applied while its parts hold fewer rows than were planned', () => {
    const part = { ...applied, plan: { insert: 2, update: 0, delete: 0 } };
    assert.equal(standing([compared, planned, committed], { applied: part }), 'partly-applied');
  });

  it('is undone until another plan is made', () => {
    assert.equal(standing([compared, planned, committed], { applied, undone }), 'undone');
    const other: JournalStep = { step: 'planned', plan, digest: 'two' };
    assert.equal(standing([compared, planned, committed, other], { applied, undone }), 'planned');
  });

  it('is applied by file from the commit of a script until another plan is made, or written', () => {
    const filed = [
      { write: 'file', step: 'begun', digest: 'f', file: 'correction.sql' },
      { write: 'file', step: 'committed', xid: '8', digest: 'f' },
    ] as const;
    assert.equal(standing([compared, planned, ...filed]), 'filed');
    assert.equal(standing([compared, planned, ...filed, planned]), 'planned');
    assert.equal(standing([compared, planned, ...filed, committed], { applied }), 'applied');
    assert.equal(standing([compared, planned, committed, ...filed], { applied, undone }), 'filed');
  });

  it('names the file that was applied last, also where the journal could not be written', () => {
    const begun: JournalStep = { write: 'file', step: 'begun', digest: 'one', file: 'a.sql' };
    const filed: Outcome = { ...applied, kind: 'file', xid: '8' };
    const entries = [compared, planned, begun].map((step, at) => ({
      ...{ ...step, n: at + 1, at: '2026-11-22T12:00:00Z', writer: 'w' },
    }));
    const facts = { entries, applied: undefined, undone: undefined, inForce: [], filed };
    assert.equal(standingOf(facts), 'filed');
    assert.deepEqual(appliedFile(facts), {
      ...{ file: 'a.sql', at: '2026-11-22T12:00:00Z', xid: '8', counts: plan },
    });
  });

  it('is unknown while nobody has asked what became of a COMMIT', () => {
    const lost: Outcome = { ...attempt, state: 'committing' };
    assert.equal(standing([compared, planned], { applied: lost }), 'unknown');
    const undoLost: Outcome = { ...attempt, kind: 'undo', undoes: '7', state: 'unknown' };
    assert.equal(
      standing([compared, planned, committed], { applied, undone: undoLost }),
      'unknown',
    );
  });
});

import assert from 'node:assert/strict';
import type { JournalEntry, JournalStep } from '../../../../../src/core/incident/journal';
import type { AppliedOutcome } from '../../../../../src/core/incident/outcome';
import {
  closedBy,
  nextTask,
  openTasks,
  stepsOf,
  type StepStanding,
} from '../../../../../src/core/incident/steps/progress';
import { procedure, type TaskName } from '../../../../../src/core/incident/steps/procedure';

const counts = { insert: 3, update: 0, delete: 0 };
const opened: JournalStep = { step: 'opened', table: 'metier.demandes_rdv', production: 'p' };
const restored: JournalStep = { step: 'restored', dump: 'd', rows: 9, seconds: 1 };
const compared: JournalStep = {
  ...{ step: 'compared', missing: 3, changed: 0, extra: 0, identical: 1, seconds: 1 },
};
const planned: JournalStep = { step: 'planned', plan: counts, digest: 'one' };
const rehearsed: JournalStep = {
  ...{ step: 'rehearsed', digest: 'one', drifted: 0, altered: 0, violations: 0, seconds: 1 },
};
const committed: JournalStep = { write: 'apply', step: 'committed', xid: '7' };
const proved: JournalStep = {
  ...{ step: 'proved', equal: 3, different: 0, writtenByUs: 0, changedByOthers: 2 },
};
const frozen: JournalStep = {
  ...{ step: 'frozen', table: 't', owner: 'marie', role: 'dba', reason: 'r', tokenHash: 'h' },
};
const unfrozen: JournalStep = {
  ...{ step: 'unfrozen', table: 't', by: 'marie', owner: 'marie', tokenHeld: true },
};
const applied: AppliedOutcome = {
  ...{ kind: 'apply', planId: 'p', planDigest: 'one', xid: '7', systemIdentifier: 's' },
  ...{ timeline: '1', at: '2026-03-10T12:00:00Z', plan: counts, writers: ['7'], triggers: [] },
  ...{ state: 'applied', sequences: [] },
};

function entriesOf(steps: readonly JournalStep[]): readonly JournalEntry[] {
  return steps.map((step, at) => ({
    ...{ by: 'ana', ...step },
    ...{ n: at + 1, at: `2026-03-10T08:${String(at).padStart(2, '0')}:00.000Z`, writer: 'w' },
  }));
}

function incident(...steps: readonly JournalStep[]): readonly StepStanding[] {
  const entries = entriesOf(steps);
  const isWritten = steps.includes(committed);
  return stepsOf({
    entries,
    applied: isWritten ? applied : undefined,
    undone: undefined,
    inForce: isWritten ? [applied] : [],
  });
}

function task(steps: readonly StepStanding[], name: TaskName): readonly (string | undefined)[] {
  const found = steps.flatMap(({ tasks }) => tasks).find((each) => each.task === name);
  return [found?.state, found?.entry?.by, found?.entry?.at.slice(11, 16)];
}

const note = (about: 'qualified' | 'informed' | 'strategy' | 'validated'): JournalStep => ({
  ...{ step: 'note', about, text: 'said' },
});
const mark = (name: TaskName, as: 'done' | 'not-needed' | 'open'): JournalStep => ({
  ...{ step: 'task', task: name, mark: as, text: 'by the night shift', by: 'bo' },
});

describe('The steps of an incident', () => {
  it('take a look at the table for its qualification', () => {
    const found = { transactions: [], checksFailed: 0, writing: 0 };
    const looked: JournalStep = { step: 'qualified', page: 'qualification.md', found };
    assert.deepEqual(task(incident(looked), 'qualify'), ['done', 'ana', '08:00']);
    assert.deepEqual(task(incident(note('qualified')), 'qualify'), ['done', 'ana', '08:00']);
  });

  it('take a strategy that was chosen with its figures for the choice', () => {
    const from = { comparedAt: undefined, scope: undefined, damagedBy: [], damaged: 3, later: 0 };
    const chosen: JournalStep = {
      ...{ step: 'strategy', chosen: 'replace', reason: 'all is lost', from, strategies: [] },
    };
    assert.deepEqual(task(incident(opened, compared, chosen), 'choose'), ['done', 'ana', '08:02']);
  });

  it('begin with qualifying it, and say of each who did it and when', () => {
    assert.equal(nextTask(incident(opened)), 'qualify');
    const steps = incident(opened, note('qualified'), restored);
    assert.equal(nextTask(steps), 'inform');
    assert.deepEqual(task(steps, 'qualify'), ['done', 'ana', '08:01']);
    assert.deepEqual(task(steps, 'restore'), ['done', 'ana', '08:02']);
  });

  it('ask from the opening on for a snapshot of the damaged table, unless that was declined', () => {
    const taken: JournalStep = { step: 'snapshot', file: 'f', bytes: 9, rows: 3, sha256: 'h' };
    assert.deepEqual(task(incident(opened), 'keep'), ['open', undefined, undefined]);
    assert.deepEqual(task(incident(opened, taken), 'keep'), ['done', 'ana', '08:01']);
    const declined: JournalStep = { step: 'snapshot-declined', reason: 'it is dumped each hour' };
    assert.equal(task(incident(opened, declined), 'keep')[0], 'not-needed');
    assert.equal(task(incident(opened, compared, planned, committed), 'keep')[0], 'not-needed');
  });

  it('may be done in any order: what was left out stays open', () => {
    const steps = incident(opened, restored, compared, planned);
    assert.deepEqual(
      steps.map(({ number, step, state }) => `${number} ${step} ${state}`),
      [
        '1 qualify next',
        '2 freeze open',
        '3 restore done',
        '4 correct open',
        '5 validate open',
        '6 report open',
      ],
    );
  });

  it('are marked by hand, as not needed, and opened again', () => {
    const done = incident(opened, note('informed'), mark('qualify', 'done'));
    assert.deepEqual(task(done, 'qualify'), ['done', 'bo', '08:02']);
    assert.equal(nextTask(done), 'freeze');
    const unneeded = (['freeze', 'suspend', 'keep'] as const).map((each) =>
      mark(each, 'not-needed'),
    );
    const spared = incident(opened, ...unneeded);
    assert.equal(spared[1]?.state, 'not-needed');
    assert.deepEqual(
      (['unfreeze', 'resume'] as const).map((name) => task(spared, name)[0]),
      ['not-needed', 'not-needed'],
    );
    const again = incident(opened, mark('freeze', 'not-needed'), mark('freeze', 'open'));
    assert.equal(task(again, 'freeze')[0], 'open');
    assert.equal(task(again, 'unfreeze')[0], 'open');
  });

  it('count what was done last: a step after a mark, or a mark after a step', () => {
    assert.deepEqual(task(incident(mark('freeze', 'open'), frozen), 'freeze')[0], 'done');
    assert.deepEqual(task(incident(frozen, mark('freeze', 'open')), 'freeze')[0], 'open');
  });

  it('ask for a rehearsal of the last plan, and for one that found no fault', () => {
    const other: JournalStep = { step: 'planned', plan: counts, digest: 'two' };
    const rehearsal = (...steps: readonly JournalStep[]) => task(incident(...steps), 'rehearse')[0];
    assert.equal(rehearsal(compared, planned, rehearsed), 'done');
    assert.equal(rehearsal(compared, planned, rehearsed, other), 'open');
    assert.equal(rehearsal(compared, planned, { ...rehearsed, violations: 1 }), 'open');
  });

  it('go on with the proof once rows are corrected, whatever was left out before', () => {
    const steps = incident(opened, restored, compared, planned, committed);
    assert.equal(nextTask(steps), 'prove');
    assert.equal(task(steps, 'freeze')[0], 'not-needed');
    assert.equal(task(steps, 'unfreeze')[0], 'not-needed');
    assert.equal(task(steps, 'qualify')[0], 'open');
    assert.equal(nextTask(incident(opened, mark('apply', 'done'))), 'prove');
  });

  it('do not take a validation of before the correction for one of it', () => {
    const early = incident(compared, note('validated'), planned, committed, proved);
    assert.equal(nextTask(early), 'validate');
    const since = incident(frozen, compared, planned, committed, proved, note('validated'));
    assert.equal(nextTask(since), 'unfreeze');
    const signed: JournalStep = { step: 'signed-off', by: 'Mme Roux', isProved: true };
    assert.equal(task(incident(committed, signed), 'validate')[1], 'Mme Roux');
    assert.equal(task(incident(frozen, committed, unfrozen), 'unfreeze')[0], 'done');
    assert.equal(task(incident(frozen, committed, unfrozen, frozen), 'unfreeze')[0], 'open');
  });

  it('take batches for suspended once all that are listed are, and for resumed once none is left', () => {
    const batch = (name: string, state: 'to-suspend' | 'suspended' | 'resumed'): JournalStep => ({
      ...{ step: 'batch', batch: name, state, by: 'bo' },
    });
    const listed = [batch('a', 'suspended'), batch('b', 'to-suspend')];
    assert.equal(task(incident(...listed), 'suspend')[0], 'open');
    const suspended = [...listed, batch('b', 'suspended')];
    assert.deepEqual(task(incident(...suspended), 'suspend'), ['done', 'bo', '08:02']);
    const half = [...suspended, batch('a', 'resumed')];
    assert.equal(task(incident(...half), 'resume')[0], 'open');
    assert.equal(task(incident(...half, batch('b', 'resumed')), 'resume')[0], 'done');
  });

  it('have no next once it is closed, and name what was open; it can be opened again', () => {
    const closed: JournalStep = { step: 'closed', open: ['learn'] };
    const steps = incident(opened, closed);
    assert.equal(nextTask(steps), undefined);
    assert.ok(openTasks(steps).includes('learn') && !openTasks(steps).includes('close'));
    assert.equal(closedBy(entriesOf([opened, closed]))?.step, 'closed');
    assert.equal(closedBy(entriesOf([opened, closed, mark('close', 'open')])), undefined);
    assert.equal(nextTask(incident(opened, closed, mark('close', 'open'))), 'qualify');
  });

  it('are six, and no task is of two of them', () => {
    const names = procedure.flatMap(({ tasks }): readonly TaskName[] => tasks);
    assert.equal(procedure.length, 6);
    assert.equal(new Set(names).size, names.length);
  });
});

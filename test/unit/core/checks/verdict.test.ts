import assert from 'node:assert/strict';
import type { Check, Expectation, Severity } from '../../../../src/core/checks/check';
import { earlierRuns, keptRunText, readKeptRun } from '../../../../src/core/checks/checkRun';
import { isFailure, verdictOf } from '../../../../src/core/checks/verdict';

function check(expected: Expectation, severity: Severity = 'error'): Check {
  const rest = { file: 'a.sql', name: 'a', query: 'select 0', table: undefined, side: undefined };
  return { ...rest, expected, severity };
}

describe('The verdict on what a check finds', () => {
  it('compares one number as its words say', () => {
    const state = (expected: Expectation, number: number): string =>
      verdictOf(check(expected), { state: 'number', number }, 'production').state;
    const compared = (by: '=' | '<>' | '<' | '<=' | '>' | '>=') =>
      [1, 2, 3].map((number) => state({ kind: 'compared', by, to: 2 }, number) === 'kept');
    assert.deepEqual(compared('='), [false, true, false]);
    assert.deepEqual(compared('<>'), [true, false, true]);
    assert.deepEqual(compared('<'), [true, false, false]);
    assert.deepEqual(compared('<='), [true, true, false]);
    assert.deepEqual(compared('>'), [false, false, true]);
    assert.deepEqual(compared('>='), [false, true, true]);
    const between = [0, 1, 2, 2.1].map((n) => state({ kind: 'between', least: 1, most: 2 }, n));
    assert.deepEqual(between, ['broken', 'kept', 'kept', 'broken']);
    assert.equal(state({ kind: 'any number' }, 7), 'measured');
  });

  it('fails where an error could not be asked, but not where scratch has no such table', () => {
    const error = check({ kind: 'no rows' });
    const reason = 'relation "t" does not exist';
    const refused = verdictOf(error, { state: 'refused', reason }, 'scratch');
    const absent = (side: 'production' | 'scratch') =>
      verdictOf(error, { state: 'not there', reason }, side);
    assert.equal(isFailure(error, refused), true);
    assert.equal(isFailure(error, absent('production')), true);
    assert.equal(isFailure(error, absent('scratch')), false);
    assert.equal(isFailure(check({ kind: 'no rows' }, 'warning'), refused), false);
  });
});

describe('Kept runs of checks', () => {
  const run = (at: string, production = 'dba@town:5432/mairie') => ({
    ...{ at, production },
    found: new Map([['rows.sql', 12]]),
  });

  it('are read as they were written, and nothing else is', () => {
    const one = run('2026-03-10T08:00:00.000000Z');
    assert.deepEqual(readKeptRun(keptRunText(one)), one);
    assert.equal(readKeptRun(keptRunText(one).slice(0, 40)), undefined);
    assert.equal(readKeptRun('{"version":2,"at":"","production":""}'), undefined);
  });

  it('are read beside the one before and the one of a week before, on the same production', () => {
    const week = run('2026-03-03T15:00:00Z');
    const before = run('2026-03-09T08:00:00Z');
    const others = [
      run('2026-03-10T07:00:00Z', 'dba@copy:5432/mairie'),
      run('2026-03-11T08:00:00Z'),
    ];
    const now = run('2026-03-10T08:00:00Z');
    const kept = [run('2026-02-10T08:00:00Z'), week, before, ...others];
    assert.deepEqual(earlierRuns(kept, now), { before, weekBefore: week });
    assert.deepEqual(earlierRuns([run('2026-03-01T08:00:00Z')], now).weekBefore, undefined);
  });
});

import assert from 'node:assert/strict';
import { bandOf, isInside } from '../../../../src/core/checks/band';
import type { Check, Expectation } from '../../../../src/core/checks/check';
import type { CheckRun, KeptRun } from '../../../../src/core/checks/checkRun';
import { type Indicator, indicatorsOf } from '../../../../src/core/checks/indicators';
import { verdictOf } from '../../../../src/core/checks/verdict';

const production = 'dba@db:5432/mairie';

function check(name: string, expected: Expectation): Check {
  return {
    ...{ file: `${name}.sql`, name, expected, severity: 'warning' },
    ...{ table: undefined, side: undefined, query: 'select 1' },
  };
}

const sessions = check('sessions', { kind: 'any number' });
const rows = check('rows', { kind: 'compared', by: '>=', to: 100 });
const orphans = check('orphans', { kind: 'no rows' });

function run(at: string, found: readonly (readonly [Check, number])[]): CheckRun {
  return {
    sides: [{ side: 'production', label: production, at }],
    checks: found.map(([one, number]) => ({
      check: one,
      verdicts: { production: verdictOf(one, { state: 'number', number }, 'production') },
    })),
  };
}

const kept = (at: string, found: number, where = production): KeptRun => ({
  ...{ at, production: where, found: new Map([['sessions.sql', found]]) },
});

const only = (indicators: readonly Indicator[]): Indicator | undefined => indicators[0];
const now = '2026-03-10T12:00:00.000Z';

describe('The band of an indicator', () => {
  it('is what earlier runs found, with room for what a day may bring', () => {
    const band = bandOf([1400, 1500]);
    assert.deepEqual(
      [1200, 1490, 1800].map((value) => band && isInside(band, value)),
      [true, true, true],
    );
    assert.deepEqual(
      [0, 900, 2100].map((value) => band && isInside(band, value)),
      [false, false, false],
    );
  });

  it('does not warn of a few more where there are few, and never begins below nothing', () => {
    const band = bandOf([0, 2]);
    assert.ok(band && isInside(band, 5) && !isInside(band, 20));
    assert.equal(band.least, 0);
    assert.ok((bandOf([-5])?.least ?? 0) < -5);
  });

  it('is not there where nothing was found before', () => {
    assert.equal(bandOf([]), undefined);
  });
});

describe('The indicators of a run', () => {
  it('are the checks that ask for a number, and tell what lies outside', () => {
    const found = indicatorsOf(
      run(now, [
        [sessions, 900],
        [rows, 7],
        [orphans, 3],
      ]),
      [kept('2026-03-09T12:00:00Z', 10)],
      undefined,
    );
    assert.deepEqual(
      found.map(({ name, now: number, state }) => [name, number, state]),
      [
        ['sessions', 900, 'outside'],
        ['rows', 7, 'outside'],
      ],
    );
  });

  it('stand beside the last run before the correction and that of a week before', () => {
    const damaged = { from: '2026-03-10T02:00:00Z', to: '2026-03-10T11:00:00Z' };
    const found = only(
      indicatorsOf(
        run(now, [[sessions, 41]]),
        [
          kept('2026-03-03T13:00:00Z', 40),
          kept('2026-03-10T08:00:00Z', 400),
          kept('2026-03-10T11:30:00Z', 42),
        ],
        damaged,
      ),
    );
    assert.deepEqual([found?.before, found?.weekBefore, found?.state], [400, 40, 'inside']);
  });

  it('are not measured by what was found while the data were damaged, or elsewhere', () => {
    const damaged = { from: '2026-03-10T02:00:00Z', to: '2026-03-10T11:00:00Z' };
    const earlier = [
      kept('2026-03-10T08:00:00Z', 400),
      kept('2026-03-09T08:00:00Z', 500, 'dba@other:5432/mairie'),
    ];
    const state = (runs: readonly KeptRun[]) =>
      only(indicatorsOf(run(now, [[sessions, 400]]), runs, damaged))?.state;
    assert.equal(state(earlier), 'unknown');
    assert.equal(state([...earlier, kept('2026-03-09T08:00:00Z', 40)]), 'outside');
  });
});

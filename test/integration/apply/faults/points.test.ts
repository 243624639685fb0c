import assert from 'node:assert/strict';
import { connectionFaults, processFaults, promised, serverFaults } from './points';
import type { Fault } from './strike';

const statements = ['begin', 'lock', 'insert', 'update', 'read back', 'commit', 'settle'];

/** `before 3`, `after 3`: what is struck, of the statements counted from 1. */
function struckBy(faults: readonly Fault[]): readonly string[] {
  return faults.flatMap((fault) =>
    'fate' in fault && (fault.fate === 'hold' || fault.fate === 'hold-answer')
      ? [`${fault.fate === 'hold' ? 'before' : 'after'} ${fault.at}`]
      : [],
  );
}

describe('Where an apply breaks, over all tests', () => {
  for (const [what, faults] of [
    ['the server', serverFaults(statements)],
    ['the process', processFaults(statements)],
  ] as const) {
    it(`is every moment between two statements, for ${what}`, () => {
      const struck = struckBy(faults);
      const missed = Array.from({ length: statements.length + 1 }, (_, before) => before).filter(
        (before) => !struck.includes(`after ${before}`) && !struck.includes(`before ${before + 1}`),
      );
      assert.deepEqual(missed, []);
    });
  }

  it('is before and after each statement, for one of the two', () => {
    const struck = [...struckBy(serverFaults(statements)), ...struckBy(processFaults(statements))];
    assert.deepEqual(
      statements
        .flatMap((_, at) => [`before ${at + 1}`, `after ${at + 1}`])
        .filter((place) => !struck.includes(place)),
      [],
    );
  });

  it('is before, amid and after each statement, for the connection', () => {
    for (const [at] of statements.entries()) {
      const fates = connectionFaults(statements).filter(
        (fault) => 'at' in fault && fault.at === at + 1,
      );
      assert.ok(fates.length >= 3, String(at));
    }
  });

  it('is COMMIT in every way', () => {
    const commit = statements.indexOf('commit') + 1;
    const ofCommit = (faults: readonly Fault[]): number =>
      faults.filter((fault) => 'at' in fault && fault.at === commit).length;
    assert.deepEqual(
      [connectionFaults, serverFaults, processFaults].map((faults) => ofCommit(faults(statements))),
      [5, 4, 2],
    );
  });

  it('is several hundred times', () => {
    const all = Object.values(promised).reduce((sum, number) => sum + number, 0);
    assert.ok(all >= 500, String(all));
  });
});

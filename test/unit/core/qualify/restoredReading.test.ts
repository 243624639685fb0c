import assert from 'node:assert/strict';
import { comparedRules } from '../../../../src/core/qualify/restored/comparedRules';
import { restoredPage } from '../../../../src/core/qualify/restored/restoredPage';
import {
  type ReadRestored,
  restoredReading,
} from '../../../../src/core/qualify/restored/restoredReading';
import { byDay, check, figure, live, paris, rule, side, table } from './table';

const positive = rule('positive', 'CHECK ((total > 0))');
const code = rule('code', 'UNIQUE (code)');

function found(more: Partial<ReadRestored> = {}): ReadRestored {
  const checks = { checks: [], problem: undefined };
  return { table, restored: side(600), live: live(600), checks, ...more };
}

describe('The first reading of a restored table', () => {
  it('tells its rows beside production’s', () => {
    const [volume] = restoredReading(found({ live: live(480) }));
    assert.ok(volume?.kind === 'volume');
    assert.deepEqual([volume.rows, volume.change], [600, -120]);
  });

  it('tells on which side the rows of a time are missing', () => {
    const sides = [byDay([50, 50, 50, 0]), byDay([50, 0, 50, 50], 12)];
    const [restored = byDay([]), now = byDay([])] = sides;
    const holes = restoredReading(
      found({
        restored: side(150, { columns: [restored] }),
        live: live(150, { columns: [now] }),
      }),
    ).flatMap((one) => (one.kind === 'hole' ? [[one.lackedBy, one.from, one.rows]] : []));
    assert.deepEqual(holes, [
      ['restored', '2026-03-04', 50],
      ['production', '2026-03-02', 50],
    ]);
  });

  it('says that all constraints are there only where all are, and valid', () => {
    const reading = (mine: readonly ReturnType<typeof rule>[]) =>
      restoredReading(
        found({
          restored: side(600, { rules: figure(mine) }),
          live: live(600, { rules: figure([positive, code]) }),
        }),
      ).flatMap((one): readonly (number | readonly string[])[] =>
        one.kind === 'rules kept'
          ? [one.rules]
          : one.kind === 'rules absent' || one.kind === 'rules not validated'
            ? [[one.kind, ...one.names]]
            : [],
      );
    assert.deepEqual(reading([positive, code]), [2]);
    assert.deepEqual(reading([positive]), [['rules absent', 'code']]);
    assert.deepEqual(reading([{ ...positive, notValid: true }, code]), [
      ['rules not validated', 'positive'],
    ]);
  });

  it('judges by the restored table’s own checks, and calls none kept that has no answer', () => {
    const reading = (...checks: readonly ReturnType<typeof check>[]) =>
      restoredReading(found({ checks: { checks, problem: undefined } })).flatMap(
        (one): readonly (number | readonly string[])[] =>
          one.kind === 'checks kept'
            ? [one.checks]
            : one.kind === 'checks failed' || one.kind === 'checks without answer'
              ? [[one.kind, ...one.names]]
              : [],
      );
    assert.deepEqual(reading(check('a', { scratch: 'kept', production: 'broken' })), [1]);
    assert.deepEqual(
      reading(
        check('a', { scratch: 'broken', production: 'kept' }),
        check('b', { scratch: 'not there', production: 'kept' }),
        check('c', { scratch: 'kept' }),
        check('d', { production: 'broken' }),
      ),
      [
        ['checks failed', 'a'],
        ['checks without answer', 'b'],
      ],
    );
  });

  it('says in plain words that a table came back empty', () => {
    const read = found({ restored: side(0) });
    const figures = { ...read, findings: restoredReading(read), queries: [] };
    const { text } = restoredPage(figures, { language: 'en', clock: paris });
    assert.match(text, /\*\*The restored table has no row at all\.\*\* \[Q1\]\(#q1\)/);
    const french = restoredPage(figures, { language: 'fr', clock: paris }).text;
    assert.match(french, /\*\*La table restaurée n’a aucune ligne\.\*\*/);
  });
});

describe('Constraints of two sides', () => {
  it('are the same where they refuse the same, whatever they are called', () => {
    const renamed = { ...positive, name: 'total_check' };
    assert.deepEqual(
      comparedRules([renamed, code], [positive]).map(({ restored, live: now }) => [restored, now]),
      [
        ['validated', 'validated'],
        ['validated', 'absent'],
      ],
    );
  });
});

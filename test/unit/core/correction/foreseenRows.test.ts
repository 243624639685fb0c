import assert from 'node:assert/strict';
import { copyLine } from '../../../../src/core/archive/copyLine';
import { ForeseenRows } from '../../../../src/core/correction/foreseenRows';
import type { Correction, CorrectionPlan } from '../../../../src/core/correction/plan';
import { inverse, inverseFromImages } from '../../../../src/core/correction/undo';
import { column, plannedAppointments, smallPlan } from '../../../support/planned';

const text = (pieces: readonly Uint8Array[]): string => Buffer.concat(pieces).toString('utf8');

function lineAt(rows: ForeseenRows, position: number): string {
  const { bytes, from, to } = rows.lineAt(position);
  return text([bytes.subarray(from, to)]);
}

function inserting(id: number, statut = 'é'): Correction {
  const set = [String(id), statut, null].map((value, at) => ({ column: at, value }));
  return { action: 'insert', key: [String(id)], set };
}

describe('The rows that a plan alone foresees', () => {
  const columns = [column('id'), column('statut'), column('canal')];
  const table = { ...plannedAppointments, columns };
  const plan: CorrectionPlan = {
    ...{ id: 'plan-1', table },
    corrections: smallPlan.corrections.map((correction) =>
      correction.action === 'insert'
        ? correction
        : { ...correction, seen: correction.seen.slice(0, 3) },
    ),
  };
  const foreseen = ForeseenRows.of(plan) ?? assert.fail('none');

  it('are what each action leaves, and COPY’s text of that', () => {
    const rows = [null, ['42', 'CONFIRME', null], ['50', 'é\n\t"\\', null]];
    assert.deepEqual(foreseen.all(), rows);
    const texts = rows.map((row) => (row ? copyLine(row) : ''));
    assert.deepEqual(
      rows.map((_, position) => lineAt(foreseen, position)),
      texts,
    );
    assert.deepEqual(text([...foreseen.lines()]), texts.join(''));
  });

  it('have their lines in the order in which they are asked for', () => {
    const [deleted, updated, inserted] = plan.corrections;
    assert.ok(deleted && updated && inserted);
    const asked = [inserted, updated, deleted];
    assert.equal(
      text([...foreseen.linesOf(asked)]),
      `${copyLine(['50', 'é\n\t"\\', null])}${copyLine(['42', 'CONFIRME', null])}`,
    );
    assert.equal([...foreseen.linesOf(plan.corrections)].length, 1);
    assert.throws(() => [...foreseen.linesOf([{ ...inserted }])], RangeError);
  });

  it('have their lines in blocks that end where a row does', () => {
    const many = { ...plan, corrections: Array.from({ length: 2500 }, (_, at) => inserting(at)) };
    const rows = ForeseenRows.of(many) ?? assert.fail('none');
    assert.equal([...rows.lines()].length, 3);
    for (const at of [0, 999, 1000, 2499]) {
      assert.equal(lineAt(rows, at), copyLine([String(at), 'é', null]));
    }
    const some = many.corrections.slice(990, 1010);
    assert.deepEqual(
      [...rows.linesOf(some)].map((piece) => text([piece]).split('\n').length - 1),
      [10, 10],
    );
  });

  it('have no line where a text cannot be stored', () => {
    for (const value of ['\0', '\ud800']) {
      const rows = ForeseenRows.of({ ...plan, corrections: [inserting(1, value)] });
      assert.throws(() => rows?.lineAt(0), RangeError);
    }
  });

  it('are kept as images that take the plan back just as the plan itself says', () => {
    const images = foreseen.images();
    assert.deepEqual(
      images.map(({ key, before, after }) => [key, before, after]),
      [
        [['7'], ['7', 'ANNULE', null], null],
        [['42'], ['42', 'ANNULE', ''], ['42', 'CONFIRME', null]],
        [['50'], null, ['50', 'é\n\t"\\', null]],
      ],
    );
    assert.deepEqual(inverseFromImages(plan, images), inverse(plan));
  });

  it('are not known where production fills a cell by itself', () => {
    assert.equal(ForeseenRows.of(smallPlan), undefined);
  });
});

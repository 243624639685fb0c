import assert from 'node:assert/strict';
import { copyFields } from '../../../../src/core/archive/copyLine';
import { ForeseenRows } from '../../../../src/core/correction/foreseenRows';
import type { CorrectionPlan } from '../../../../src/core/correction/plan';
import { inverse, inverseFromImages } from '../../../../src/core/correction/undo';
import { column, plannedAppointments, smallPlan } from '../../../support/planned';

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
    assert.deepEqual(
      rows.map((_, position) => foreseen.textAt(position)),
      rows.map((row) => (row ? copyFields(row) : undefined)),
    );
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

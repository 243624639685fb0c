import assert from 'node:assert/strict';
import { confirmPlan } from '../../../../src/core/correction/confirmation';
import type { CorrectionPlan } from '../../../../src/core/correction/plan';
import { identity, plannedAppointments, smallPlan } from '../../../support/planned';

function planOf(schema: string, name: string): CorrectionPlan {
  const table = { ...plannedAppointments, identity: { ...identity, table: { schema, name } } };
  return { ...smallPlan, table };
}

describe('A plan is confirmed', () => {
  for (const typed of ['metier.demandes_rdv', 'METIER.Demandes_RDV', ' "metier".demandes_rdv ']) {
    it(`by the table's name as SQL reads it: ${typed}`, () => {
      assert.equal(confirmPlan(smallPlan, typed), smallPlan);
    });
  }

  it('by a name in quotes where SQL needs them', () => {
    const plan = planOf('Other Shop', 'say "é".x');
    assert.equal(confirmPlan(plan, '"Other Shop"."say ""é"".x"'), plan);
    assert.throws(() => confirmPlan(plan, 'Other Shop.x'), {
      code: 'not-confirmed',
      hint: /"Other Shop"\."say ""é""\.x"/,
    });
  });

  for (const typed of [
    '',
    'yes',
    'demandes_rdv',
    'public.demandes_rdv',
    'metier.demandes',
    '"Metier".demandes_rdv',
    'mairie.metier.demandes_rdv',
    'metier.demandes_rdv; drop table x',
  ]) {
    it(`not by "${typed}"`, () => {
      assert.throws(() => confirmPlan(smallPlan, typed), { code: 'not-confirmed' });
    });
  }
});

import assert from 'node:assert/strict';
import { type Scope, scopeText } from '../../../../src/core/diff/scope';
import { scopeInFrench } from '../../../../src/core/report/words/fr/scope';

describe('What was compared of a table, in French', () => {
  const day = { column: 'jour where', from: '2026-03-01', to: '2026-04-01' };
  const condition = `statut = 'rows where, with'`;
  const cases: readonly (readonly [Scope, string])[] = [
    [
      { rows: 'matching', period: day },
      'lignes avec jour where de 2026-03-01 jusqu’avant 2026-04-01',
    ],
    [
      { rows: 'matching', period: { column: 'jour', from: '2026-03-01' } },
      'lignes avec jour à partir de 2026-03-01',
    ],
    [
      { rows: 'matching', period: { column: 'jour', to: '2026-04-01' } },
      'lignes avec jour avant 2026-04-01',
    ],
    [{ rows: 'matching', condition }, `lignes où ${condition}`],
    [
      { rows: 'matching', condition, period: day },
      `lignes avec jour where de 2026-03-01 jusqu’avant 2026-04-01, où ${condition}`,
    ],
    [{ rows: 'keys', keys: [['1']] }, 'la ligne d’une clé'],
    [{ rows: 'keys', keys: [['1'], ['2']] }, 'les lignes de 2 clés'],
  ];

  for (const [scope, french] of cases) {
    it(`reads “${french}”`, () => {
      assert.equal(scopeInFrench(scopeText(scope) ?? ''), french);
    });
  }

  it('stays as it is where it is no text of ours', () => {
    assert.equal(scopeInFrench('a part'), 'a part');
  });
});

import assert from 'node:assert/strict';
import type { CellShape } from '../../../../src/core/diff/found/cellShape';
import { textsOf } from '../../../../src/protocol/french/french';
import { textsIn } from '../../../../src/protocol/texts';
import type { CountedGroup } from '../../../../src/recovery/review/groups/rowGroups';
import { groupWords, type GroupWords } from '../../../../src/ui/review/groupWords';

const counts = { rows: 12, selectable: 12, selected: 0, selectableSelected: 0 };

describe('What the rows of a group have in common, in words', () => {
  const told = (
    is: CountedGroup['is'],
    {
      of = 'changed',
      locale = 'en',
      masked = [],
    }: { of?: CountedGroup['of']; locale?: string; masked?: readonly string[] } = {},
  ): GroupWords =>
    groupWords(
      { id: 'one', is, of, ...counts },
      { texts: textsIn(locale, textsOf(locale)), masked: new Set(masked) },
    );
  const pattern = (changes: Readonly<Record<string, CellShape>>): CountedGroup['is'] => ({
    ...{ kind: 'pattern', changes },
  });
  const statut: CellShape = { how: 'replaced', from: 'CONFIRME', to: 'ANNULE' };

  it('are one change and nothing else, or the change that tells most and then the others', () => {
    assert.deepEqual(told(pattern({ statut })), {
      title: 'CONFIRME → ANNULE',
      detail: 'statut, nothing else changed',
    });
    const commentaire: CellShape = { how: 'appended', text: ' | lot' };
    assert.deepEqual(told(pattern({ commentaire, agent: { how: 'edited' }, statut })), {
      title: 'CONFIRME → ANNULE',
      detail: 'statut, commentaire with “ | lot” after it, agent Edited',
    });
  });

  it('tell NULL from the empty text, and a value by itself where it was another before', () => {
    const { title } = told(pattern({ statut: { how: 'replaced', from: null, to: '' } }));
    assert.equal(title, "NULL → ''");
    assert.equal(told(pattern({ statut: { how: 'set', to: 'ANNULE' } })).title, '… → ANNULE');
  });

  it('tell no value of a column that is masked', () => {
    assert.deepEqual(told(pattern({ statut }), { masked: ['statut'] }), {
      title: 'masked: differs',
      detail: 'statut, nothing else changed',
    });
  });

  it('are the transaction, whose number is never grouped, or how many wrote little', () => {
    const one: CountedGroup['is'] = { kind: 'transaction', xid: '730' };
    assert.deepEqual(told(one), { title: '730', detail: '12 changed' });
    assert.deepEqual(told(one, { of: 'extra' }), { title: '730', detail: '12 only in production' });
    assert.deepEqual(told(one, { of: 'mixed' }), { title: '730', detail: '' });
    assert.equal(told({ kind: 'transaction', xid: '4294967300' }).title, '4294967300');
    assert.equal(told({ kind: 'transaction', others: 4000 }).title, '4\u00a0000 others');
  });

  it('are said in French where that is asked for', () => {
    assert.deepEqual(told({ kind: 'flag', flag: 'reused' }, { locale: 'fr' }), {
      title: 'Clé réutilisée',
      detail: 'autre chose à présent\u00a0: choisies une par une',
    });
    const one: CountedGroup['is'] = { kind: 'transaction', xid: '730' };
    assert.equal(told(one, { locale: 'fr' }).detail, '12 modifiées');
  });
});

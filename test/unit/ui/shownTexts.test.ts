import assert from 'node:assert/strict';
import { inLanguage } from '../../../src/french/sentences';
import { parentsQuestion } from '../../../src/ui/review/parentsQuestion';
import { linesIn, shownDialog, shownItem } from '../../../src/ui/shownTexts';

const french = inLanguage('fr');

describe('What a dialog or a picker shows in French', () => {
  it('leaves the keys of rows as they are, though they read like a sentence', () => {
    const parents = {
      ...{ table: { schema: 'metier', name: 'portes' }, columns: ['porte'], keys: [['gone']] },
      ...{ rows: 2, constraint: 'par' },
    };
    assert.notEqual(french('porte gone'), 'porte gone');
    const { question, options } = parentsQuestion(parents, false);
    assert.deepEqual(shownDialog(options, french), { modal: true, detail: 'porte gone' });
    assert.match(linesIn(question, french), /^Récupérer 1 ligne de metier\.portes/);
  });

  it('lists no key where columns are masked', () => {
    const parents = {
      ...{ table: { schema: 'metier', name: 'portes' }, columns: ['porte'], keys: [['3'], ['4']] },
      ...{ rows: 2, constraint: 'par' },
    };
    assert.equal(parentsQuestion(parents, true).options.detail, '');
  });

  it('translates what is ours: a detail line by line, a label, but no name', () => {
    const own = { modal: true, detail: 'The table still refuses writes.' };
    assert.notEqual(shownDialog(own, french).detail, own.detail);
    const label = '$(add) A new incident';
    assert.match(shownItem({ label }, french).label, /^\$\(add\) (?!A new incident)/);
    assert.equal(shownItem({ label, isName: true }, french).label, label);
  });
});

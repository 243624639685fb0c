import assert from 'node:assert/strict';
import { scriptLanguage, scriptWordsIn } from '../../../../src/core/sql/scriptWords/language';

/** Every sentence by its path, those with facts in them said of some. */
function sentencesOf(words: unknown, path = ''): readonly (readonly [string, string])[] {
  if (typeof words === 'string') {
    return [[path, words]];
  }
  return Object.entries(words as object).flatMap(([name, inner]) =>
    sentencesOf(inner, `${path}.${name}`),
  );
}

function saidIn(language: 'en' | 'fr'): ReadonlyMap<string, string> {
  const words = scriptWordsIn(language);
  const counts = { insert: 1, update: 2, delete: 0 };
  return new Map(
    sentencesOf({
      ...words,
      tooLarge: words.tooLarge(9_000_000, 200),
      correction: words.correction('metier.rdv', 'mairie'),
      undo: words.undo('metier.rdv', 'mairie'),
      made: words.made('2026-03-10T09:30:00Z', 'pra 0.1.0', 'plan-1'),
      counts: words.counts(counts),
      otherColumns: words.otherColumns(3),
      taken: [
        words.taken(1, 'metier.pieces', 'delete', 'a'),
        words.taken(2, 'metier.pieces', 'set to null', 'b'),
        words.taken(2, 'metier.pieces', 'set to their default', 'c'),
      ],
      otherChildren: words.otherChildren(7),
      otherCount: (['insert', 'update', 'delete'] as const).map((action) =>
        words.otherCount(action, 3),
      ),
      sequenceByOwner: words.sequenceByOwner('do'),
      done: [words.done(counts, 0), words.done(counts, 5)],
    }),
  );
}

const en = saidIn('en');
const fr = saidIn('fr');

describe('What a script says', () => {
  it('is said in both languages, by other words', () => {
    assert.deepEqual([...fr.keys()], [...en.keys()]);
    const same = [...en].filter(([path, sentence]) => fr.get(path) === sentence);
    assert.deepEqual(
      same.map(([path]) => path),
      ['.labels.incident'],
    );
  });

  it('takes the same facts from the server, as often', () => {
    for (const [path, sentence] of en) {
      const french = fr.get(path) ?? '';
      assert.deepEqual(french.match(/%./g), sentence.match(/%./g), path);
    }
  });

  it('is in French of the letters that every database of western Europe holds, set as in a terminal', () => {
    for (const [path, sentence] of fr) {
      assert.match(sentence, /^[\x20-\x7eàâçèéêëîïôùûüÀÇÈÉÊ]+$/, path);
      assert.doesNotMatch(sentence, /\S[:;!?](?= |$)/, `${path}: a blank before : ; ! and ?`);
    }
  });

  it('has labels of one width', () => {
    for (const words of [scriptWordsIn('en'), scriptWordsIn('fr')]) {
      const widths = Object.values(words.labels).map(({ length }) => length);
      assert.ok(Math.max(...widths) <= 10);
    }
  });

  it('is in English wherever production may not hold French, or its encoding is not known', () => {
    const chosen = ['UTF8', 'LATIN1', 'LATIN9', 'WIN1252'].map((each) =>
      scriptLanguage('fr', each),
    );
    assert.deepEqual(chosen, ['fr', 'fr', 'fr', 'fr']);
    for (const encoding of ['SQL_ASCII', 'LATIN2', 'EUC_JP', 'KOI8R', 'WIN1251', undefined]) {
      assert.equal(scriptLanguage('fr', encoding), 'en');
    }
    assert.equal(scriptLanguage('en', 'UTF8'), 'en');
  });
});

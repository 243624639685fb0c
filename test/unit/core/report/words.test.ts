import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { messageDraft } from '../../../../src/core/report/message';
import { wordsIn } from '../../../../src/core/report/words/language';
import { audiences, phases } from '../../../../src/core/report/words/messageFacts';
import { inEnglish, inFrench, journalOf, proved, steps } from './facts';

type Phrase = string | ((...given: readonly never[]) => unknown);

/** Every phrase by its path: `summary.found`. */
function phrasesOf(words: unknown, path = ''): readonly (readonly [string, Phrase])[] {
  if (typeof words === 'string' || typeof words === 'function') {
    return [[path, words as Phrase]];
  }
  return Object.entries(words as object).flatMap(([name, inner]) =>
    phrasesOf(inner, path === '' ? name : `${path}.${name}`),
  );
}

const en = new Map(phrasesOf(wordsIn('en')));
const fr = new Map(phrasesOf(wordsIn('fr')));

describe('The words of a report', () => {
  it('are the same phrases in both languages', () => {
    assert.deepEqual([...fr.keys()].sort(), [...en.keys()].sort());
  });

  it('take the same in both languages', () => {
    for (const [path, phrase] of en) {
      const other = fr.get(path);
      assert.equal(typeof other, typeof phrase, path);
      if (typeof phrase === 'function' && !path.startsWith('messages.')) {
        assert.equal((other as typeof phrase).length, phrase.length, path);
      }
    }
  });

  it('are all said somewhere', () => {
    const source = ['report', 'strategy', 'qualify', 'freeze']
      .map((name) => new URL(`../../../../src/core/${name}/`, import.meta.url))
      .flatMap((folder) =>
        readdirSync(fileURLToPath(folder), { recursive: true, encoding: 'utf8' })
          .filter((name) => name.endsWith('.ts') && !/words.(?:en|fr)./.test(name))
          .map((name) => readFileSync(new URL(name, folder), 'utf8')),
      )
      .join('\n');
    /** Found by a value of the journal, not by their name. */
    const byValue =
      /^(?:status|subjects|kinds|meaning|units|messages|procedure|qualify\.(?:toldBy|standing|verdicts|counter|does|missing|on)|validation\.states|timeline\.(?:settled|batch|task)|scripts\.files|qualified\.meaning|charts\.units|decisions\.batchStates|left\.(?:missing|changed|extra)|corrected\.(?:insert|update|delete))\b/;
    const unsaid = [...en.keys()].filter((path) => {
      const name = path.split('.').findLast((part) => !/^\d+$/.test(part)) ?? '';
      return !byValue.test(path) && !new RegExp(`\\b${name}\\b`).test(source);
    });
    assert.deepEqual(unsaid, []);
  });

  it('are set as French is: an apostrophe that curves, no break before a colon', () => {
    for (const [path, phrase] of fr) {
      if (typeof phrase === 'string') {
        assert.doesNotMatch(phrase, /\w'\w| [?!;:»]|« /, path);
      }
    }
  });
});

describe('A message about an incident', () => {
  it('tells how far it has come by now', () => {
    const opened = { ...proved, plan: undefined, applied: undefined, inForce: [] };
    const drafts = [
      messageDraft({ ...opened, journal: journalOf(steps.opened) }, 'business', inEnglish),
      messageDraft(
        { ...opened, journal: journalOf(steps.opened, steps.compared) },
        'team',
        inEnglish,
      ),
      messageDraft(proved, 'business', inFrench),
    ];
    assert.deepEqual(
      drafts.map(({ phase }) => phase),
      ['found', 'compared', 'proved'],
    );
    const [found = '', compared = '', corrected = ''] = drafts.map(({ text }) => text);
    assert.match(found, /^Subject: .*\n\nOn 10 March 2026, 10:00 we found/);
    assert.match(compared, /Missing: 10\. Changed: 24\. Nothing has been written to production\./);
    assert.match(corrected, /La correction \(lignes\u00a0: 30\) a été faite à 10:04\./);
  });

  it('says whether entries are refused, and which batches wait', () => {
    const journal = journalOf(
      ...Object.values(steps),
      {
        ...{ step: 'frozen', table: 't', owner: 'paul', role: 'dba' },
        ...{ reason: 'r', tokenHash: '00' },
      },
      { step: 'batch', batch: 'chargement nuit', state: 'suspended', by: 'paul' },
    );
    const { text } = messageDraft({ ...proved, journal }, 'team', inFrench);
    assert.match(text, /La table est encore gelée\. À reprendre .*: chargement nuit\./);
  });

  it('is there for each of them and each phase, and lacks nothing', () => {
    const { body, subject } = wordsIn('fr').messages;
    for (const audience of audiences) {
      assert.deepEqual(Object.keys(body[audience]), [...phases]);
    }
    assert.deepEqual(Object.keys(subject), [...phases]);
  });
});

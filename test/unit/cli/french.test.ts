import assert from 'node:assert/strict';
import { commandsFor } from '../../../src/cli/commands';
import type { Command } from '../../../src/cli/commandSpec';
import { commandHelp, programHelp } from '../../../src/cli/help';
import { commandWords, speechOf } from '../../../src/cli/language';
import { aligned, asIs, spoken } from '../../../src/cli/text';
import { inLanguage } from '../../../src/french/sentences';

const languages = ['en', 'fr'] as const;
const french = inLanguage('fr');
let commands: readonly Command[];

before(async () => {
  commands = await commandsFor([]);
});

/** What the help says of a command: a sentence for itself, its operand and each option. */
function helpOf({ spec: { summary, operand, options } }: Command): readonly string[] {
  const own = Object.values(options).map(({ help }) => help);
  return [summary, ...(operand ? [operand.help] : []), ...own];
}

describe('The help in both languages', () => {
  it('is there in French, for every command and every option', () => {
    const english = commands.flatMap(helpOf).filter((help) => help !== 'Production');
    assert.deepEqual(
      english.filter((help) => french(help) === help),
      [],
    );
  });

  it('fits into a hundred columns', () => {
    for (const language of languages) {
      const say = inLanguage(language);
      const pages = [
        programHelp(commands, say),
        ...commands.map(({ spec }) => commandHelp(spec, say)),
      ];
      const tooWide = pages.flatMap((page) => page.split('\n')).filter((line) => line.length > 100);
      assert.deepEqual(tooWide, []);
    }
  });

  it('calls commands and options the same', () => {
    for (const { spec } of commands) {
      for (const language of languages) {
        const help = commandHelp(spec, inLanguage(language));
        assert.match(help, new RegExp(`: pra ${spec.name}`.replace(':', '\\s?:')));
        for (const option of Object.keys(spec.options)) {
          assert.ok(help.includes(`--${option}`), `${spec.name} --${option}`);
        }
      }
    }
  });
});

describe('The language of a command line', () => {
  it('is what --lang says, before the command or after it', async () => {
    assert.equal(
      (await speechOf(['toc', 'd', '--lang', 'fr'], { LANG: 'en_GB.UTF-8' })).language,
      'fr',
    );
    assert.equal((await speechOf(['--lang=fr', 'toc'], {})).language, 'fr');
    assert.deepEqual(commandWords(['--lang', 'fr', 'toc', 'd']), ['toc', 'd']);
    assert.deepEqual(commandWords(['--lang=fr', 'toc', 'd']), ['toc', 'd']);
  });

  it('else is the system’s, by the strongest of its variables', async () => {
    assert.equal((await speechOf(['toc'], { LANG: 'fr_FR.UTF-8' })).language, 'fr');
    assert.equal((await speechOf(['toc'], { LC_ALL: 'C', LANG: 'fr_FR.UTF-8' })).language, 'en');
    assert.equal((await speechOf(['toc'], { LC_ALL: '', LC_MESSAGES: 'fr_CA' })).language, 'fr');
    assert.equal((await speechOf(['note', 'd', '--', '--lang', 'fr'], {})).language, 'en');
  });
});

describe('A text of a command', () => {
  const table = aligned([
    ['missing', '1,204', 'in the backup, lost in production'],
    ['extra', '7', 'only in production'],
  ]);

  it('has its cells aligned in the language that it is printed in', () => {
    assert.equal(
      spoken(table, inLanguage('en')),
      '  missing  1,204  in the backup, lost in production\n  extra        7  only in production',
    );
    assert.equal(
      spoken(table, french),
      '  manquantes  1\u202f204  côté sauvegarde, perdues en production\n  en trop         7  en production seulement',
    );
  });

  it('leaves names and values as they are', () => {
    assert.equal(spoken(aligned([[asIs('missing'), '3']]), french), '  missing  3');
    assert.equal(spoken(asIs('Cancelled.\nStopped.'), french), 'Cancelled.\nStopped.');
  });

  it('says line by line what is said of each', () => {
    assert.equal(
      spoken(
        'Planned: 2 insert, 1 update, 0 delete. Nothing has been written to production.',
        french,
      ),
      'Prévu\u00a0: 2 à insérer, 1 à corriger, 0 à supprimer. Rien n’a été écrit en production.',
    );
    assert.equal(
      spoken('7. Undone in 0.4 s: 12 insert, 3 update, 1 delete.', french),
      '7. Annulée en 0,4\u00a0s\u00a0: 12 à insérer, 3 à corriger, 1 à supprimer.',
    );
  });
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { frenchTitles } from '../../../src/french/commands';
import { wayNames } from '../../../src/ui/ways';

type Texts = Readonly<Record<string, string>>;

function read(name: string): string {
  return readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');
}

/** What VS Code itself shows of the extension. */
const english = JSON.parse(read('package.nls.json')) as Texts;
const french = JSON.parse(read('package.nls.fr.json')) as Texts;
const used = new Set([...read('package.json').matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key));

/** What must stay as it is: commands, settings, code, placeholders. */
function fixedParts(text: string): readonly string[] {
  const parts = text.matchAll(/\(command:[\w.]+\)|`[^`]+`|\$\{\w+\}/g);
  return [...new Set([...parts].map(String))].sort();
}

/** A title without what says that it asks first. */
function title(text: string): string {
  return text.replace(/…$/, '');
}

describe('The texts that VS Code shows', () => {
  it('are there in French, each one and no other', () => {
    assert.deepEqual(Object.keys(french).sort(), Object.keys(english).sort());
  });

  it('are all used, and none is missing', () => {
    assert.deepEqual(Object.keys(english).sort(), [...used].sort());
  });

  it('name the same commands and the same code in French', () => {
    for (const [key, text] of Object.entries(english)) {
      assert.deepEqual(fixedParts(french[key] ?? ''), fixedParts(text), key);
    }
  });

  it('call the commands that sentences name what these call them', () => {
    const byEnglish = new Map(
      Object.entries(english).map(([key, text]) => [title(text), title(french[key] ?? '')]),
    );
    for (const [name, called] of frenchTitles) {
      assert.equal(called, byEnglish.get(name), name);
    }
    const ways = Object.values(wayNames).flatMap(
      (way) => /^PRA: ([^,]+)/.exec(way ?? '')?.[1] ?? [],
    );
    assert.deepEqual(
      ways.filter((way) => !frenchTitles.has(way)),
      [],
    );
  });

  it('fit where VS Code shows them: titles of commands in its palette and menus, names of views', () => {
    const shown = [...read('package.json').matchAll(/"(?:title|name)": "%([\w.-]+)%"/g)].map(
      ([, key = '']) => key,
    );
    assert.ok(shown.length > 40);
    for (const texts of [english, french]) {
      assert.deepEqual(
        shown.filter((key) => (texts[key] ?? '').length > 52),
        [],
      );
    }
  });

  it('end with an ellipsis in both languages, or in neither', () => {
    for (const [key, text] of Object.entries(english)) {
      assert.equal((french[key] ?? '').endsWith('…'), text.endsWith('…'), key);
    }
  });

  it('are set as French is: an apostrophe that curves, no break before a colon', () => {
    for (const [key, text] of Object.entries(french)) {
      const prose = text.replaceAll(/\]\(command:[\w.]+\)|`[^`]+`/g, '');
      assert.doesNotMatch(prose, /\w'\w| [?!;:»]|« |\w[;?!]/, key);
    }
  });
});

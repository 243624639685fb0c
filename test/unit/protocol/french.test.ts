import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { french } from '../../../src/protocol/french/french';
import { root } from '../../support/vscode/programs';

const page = path.join(root, 'webview', 'review');
/** What the host says of groups, in the page's language. */
const host = path.join(root, 'src', 'ui', 'review', 'groupWords.ts');

describe('the review in French', () => {
  it('fills in all that the English fills in, and nothing else', () => {
    const placeholders = (text: string): readonly string[] =>
      [...new Set(text.match(/\{\w+/g))].sort();
    for (const [english, text] of Object.entries(french)) {
      assert.deepEqual(placeholders(text), placeholders(english), english);
    }
  });

  it('has no text that the page never says', async () => {
    const files = await readdir(page, { recursive: true });
    const sources = await Promise.all(
      files
        .filter((file) => file.endsWith('.ts'))
        .map((file) => readFile(path.join(page, file), 'utf8')),
    );
    const said = [...sources, await readFile(host, 'utf8')].join('\n');
    const unsaid = Object.keys(french).filter((english) => !said.includes(`'${english}'`));
    assert.deepEqual(unsaid, []);
  });

  it('is set as French is: an apostrophe that curves, no break before a colon', () => {
    for (const text of Object.values(french)) {
      assert.doesNotMatch(text, /\w'\w|\S[?!;:](\s|$)| [?!;:]/, text);
    }
  });
});

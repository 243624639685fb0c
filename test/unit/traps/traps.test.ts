import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { recipes } from './recipes';
import { running } from './running';
import { scripts } from './scripts';
import type { Trap } from './trap';
import { writing } from './writing';

const traps: readonly Trap[] = [...recipes, ...writing, ...running, ...scripts];

describe('What a tool that writes to production comes to grief by is proved not to befall this one', () => {
  it('is listed whole', () => {
    const numbered = (letter: string, from: number, to: number): readonly string[] =>
      Array.from({ length: to - from + 1 }, (_, at) => `${letter}${from + at}`);
    assert.deepEqual(
      traps.map(({ id }) => id),
      [...numbered('R', 2, 4), ...numbered('C', 1, 24), ...numbered('D', 1, 10)],
    );
  });

  for (const { id, what, tests } of traps) {
    it(`${id}: ${what}`, async () => {
      assert.ok(Object.keys(tests).length > 0);
      for (const [file, titles] of Object.entries(tests)) {
        const written = await titlesIn(file);
        assert.ok(titles.length > 0);
        assert.deepEqual(
          titles.filter((title) => !written.has(title)),
          [],
          `No such test in ${file}.`,
        );
      }
    });
  }
});

/** What the tests of a file are called, as it is written there; not those that are passed over. */
async function titlesIn(file: string): Promise<ReadonlySet<string>> {
  const below = file.startsWith('test/') ? '../../../' : '../../integration/';
  const source = await readFile(fileURLToPath(new URL(`${below}${file}`, import.meta.url)), 'utf8');
  const titles = source.matchAll(/^\s*it\(\s*(['"`])((?:\\.|(?!\1).)*)\1,/gmsu);
  return new Set(Array.from(titles, ([, , title]) => title ?? ''));
}

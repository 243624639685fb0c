import assert from 'node:assert/strict';
import { build, type Metafile } from 'esbuild';

/** What VS Code must read before the extension is active. */
describe('what the extension reads to be active', () => {
  let read: ReadonlyMap<string, string | undefined>;

  before(async () => {
    const { metafile } = await build({
      entryPoints: ['src/extension.ts'],
      outdir: 'out/activation',
      bundle: true,
      splitting: true,
      platform: 'node',
      format: 'esm',
      external: ['vscode', 'pg-native'],
      metafile: true,
      write: false,
      logLevel: 'error',
    });
    read = readAtOnce('src/extension.ts', metafile);
  });

  for (const { what, is } of [
    { what: 'no French', is: /^src\/french\// },
    { what: 'nothing that asks or tells', is: /^src\/ui\/asking\.ts$/ },
    { what: 'no engine', is: /^src\/(engine|postgres|pgtools|files|sample)\// },
    { what: 'no package', is: /^node_modules\// },
  ]) {
    it(`is ${what}: what needs it reads it when it is used`, () => {
      const file = [...read.keys()].find((name) => is.test(name));
      assert.equal(file && wayTo(file).join(' -> '), undefined);
    });
  }

  /** Who reads it, from the entry on: where it was forgotten that it is read at once. */
  function wayTo(file: string): readonly string[] {
    const by = read.get(file);
    return by === undefined ? [file] : [...wayTo(by), file];
  }
});

/** Each module with the one that reads it. */
function readAtOnce(entry: string, { inputs }: Metafile): ReadonlyMap<string, string | undefined> {
  const found = new Map<string, string | undefined>([[entry, undefined]]);
  for (const file of found.keys()) {
    for (const { path, kind, external } of inputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && external !== true && !found.has(path)) {
        found.set(path, file);
      }
    }
  }
  return found;
}

import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { root, runNodeTool } from './programs';

/** The languages that the extension speaks. */
export type Language = 'English' | 'French';

/** What this test support reads of the extension's manifest. */
export interface Manifest {
  readonly name: string;
  readonly displayName: string;
  readonly publisher: string;
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category?: string;
    }[];
    readonly views: Readonly<
      Record<string, readonly { readonly id: string; readonly name: string }[]>
    >;
    readonly viewsContainers: {
      readonly activitybar: readonly { readonly id: string; readonly title: string }[];
    };
    readonly viewsWelcome?: readonly {
      readonly view: string;
      readonly contents: string;
      readonly when?: string;
    }[];
    readonly walkthroughs: readonly {
      readonly title: string;
      readonly steps: readonly { readonly id: string; readonly title: string }[];
    }[];
    readonly menus?: Readonly<
      Record<string, readonly { readonly command: string; readonly when?: string }[]>
    >;
  };
}

/** The manifest as VS Code shows it in a language: `%key%` replaced. */
export async function readManifest(language: Language = 'English'): Promise<Manifest> {
  const text = await readFile(path.join(root, 'package.json'), 'utf8');
  const words = await wordsIn(language);
  const named = text.replace(/"%([\w.-]+)%"/g, (whole, key: string) => {
    const word = words[key];
    return word === undefined ? whole : JSON.stringify(word);
  });
  // Our own file; the tests below fail where it has not this shape.
  return JSON.parse(named) as Manifest;
}

/** Packs what is built in `dist` as it is published, and gives the file. */
export async function packageExtension(): Promise<string> {
  const folder = path.join(root, 'out', 'e2e');
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, 'pra.vsix');
  const args = [
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
  ];
  await runNodeTool('@vscode/vsce/vsce', [...args, '--out', file]);
  return file;
}

async function wordsIn(language: Language): Promise<Readonly<Record<string, string>>> {
  const file = path.join(root, language === 'French' ? 'package.nls.fr.json' : 'package.nls.json');
  return JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
}

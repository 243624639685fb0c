import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeServer } from './codeServer';
import { installedOnce } from './installedOnce';
import type { Say } from './programs';

/** The packages with VS Code's own words in French; their folder. */
export function installedFrench(say: Say): Promise<string> {
  const set = { name: 'french', what: "VS Code's French", finish: () => Promise.resolve() };
  return installedOnce(set, say);
}

/** Lets a server find French in its data, as an installed language pack would. */
export async function offerFrench(
  packages: string,
  { entry }: CodeServer,
  data: string,
): Promise<void> {
  const folder = path.join(data, 'french');
  await mkdir(folder, { recursive: true });
  const main = path.join(folder, 'main.i18n.json');
  const out = path.join(path.dirname(entry), '..', '..', 'lib', 'vscode', 'out');
  await writeFile(main, JSON.stringify({ contents: await wordsOf(packages, out) }));
  const translations = { vscode: main, ...(await wordsOfExtensions(packages)) };
  const extensions = [{ extensionIdentifier: { id: 'vscode-language-pack-fr' }, version: '1' }];
  const packs = { fr: { hash: 'fr', extensions, translations, label: 'français' } };
  await writeFile(path.join(data, 'languagepacks.json'), JSON.stringify(packs));
}

/**
 * By module and key. The package has them as a list without keys. VS Code's pseudo-language stands in the same
 * order, and is English but for some letters: so each English word of this VS Code finds its French. What is
 * newer than the package stays English.
 */
async function wordsOf(packages: string, out: string): Promise<Record<string, unknown>> {
  const french = await listOf(packages, 'fr');
  const places = new Map((await listOf(packages, 'qps-ploc')).map((word, place) => [word, place]));
  const keys = (await parsed(path.join(out, 'nls.keys.json'))) as [string, string[]][];
  const english = ((await parsed(path.join(out, 'nls.messages.json'))) as string[]).values();
  const translated = (): string | undefined => {
    const place = places.get(pseudo(String(english.next().value)));
    return place === undefined ? undefined : french[place];
  };
  return Object.fromEntries(
    keys.map(([module, names]) => [
      module,
      Object.fromEntries(names.map((name) => [name, translated()])),
    ]),
  );
}

/** The files with the words of the extensions that VS Code brings along, by the extension. */
async function wordsOfExtensions(packages: string): Promise<Record<string, string>> {
  const folder = path.join(translationsOf(packages, 'fr'), 'extensions');
  const names = await readdir(folder);
  return Object.fromEntries(
    names.map((name) => [name.replace('.i18n.json', ''), path.join(folder, name)]),
  );
}

async function listOf(packages: string, language: string): Promise<readonly string[]> {
  const file = path.join(translationsOf(packages, language), 'main.i18n.json.js');
  const { default: words } = (await import(pathToFileURL(file).href)) as { default: string[] };
  return words;
}

function translationsOf(packages: string, language: string): string {
  const name = `monaco-vscode-language-pack-${language}`;
  return path.join(packages, 'node_modules', '@codingame', name, 'translations');
}

const plain = 'abcdeinouyABCDEILNOSUY';
const odd = 'æþçðëïñøµÿÆßÇÐËÏ£ÑØ§ÜÝ';

function pseudo(english: string): string {
  return english.replaceAll(/[a-zA-Z]/g, (letter) => odd[plain.indexOf(letter)] ?? letter);
}

async function parsed(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}

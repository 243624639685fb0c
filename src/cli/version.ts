import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';

/** The version in the package.json beside the folder that the program lies in. */
export async function ownVersion(): Promise<string> {
  const program = await realpath(process.argv[1] ?? '');
  const text = await readFile(path.join(path.dirname(program), '..', 'package.json'), 'utf8');
  const { version } = JSON.parse(text) as { readonly version: string };
  return `pra ${version}`;
}

/** How the operator called it, to be pasted: `pra`, or `node dist/cli.cjs` from a clone. */
export function ownCommand(): string {
  const program = process.argv[1] ?? '';
  const isFile = /\.[cm]?[jt]s$/.test(program);
  return isFile ? `node ${path.relative(process.cwd(), program)}` : 'pra';
}

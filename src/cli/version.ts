import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { ReportLanguage } from '../core/report/words/languages';
import type { Program } from '../engine/engineHost';

/**
 * The program itself: what lies beside the folder that it lies in. `PRA_PG_RESTORE` names pg_restore or its
 * folder, `PRA_POSTGRES_BIN` the folder of the server programs.
 */
export async function ownProgram(language: ReportLanguage): Promise<Program> {
  const program = await realpath(process.argv[1] ?? '');
  const home = path.join(path.dirname(program), '..');
  const text = await readFile(path.join(home, 'package.json'), 'utf8');
  const { version } = JSON.parse(text) as { readonly version: string };
  return {
    tool: `pra ${version}`,
    language,
    mediaFolder: path.join(home, 'media'),
    pgRestore: process.env['PRA_PG_RESTORE'],
    postgresBinaries: process.env['PRA_POSTGRES_BIN'],
  };
}

/** How the operator called it, to be pasted: `pra`, or `node dist/cli.cjs` from a clone. */
export function ownCommand(): string {
  const program = process.argv[1] ?? '';
  const isFile = /\.[cm]?[jt]s$/.test(program);
  return isFile ? `node ${path.relative(process.cwd(), program)}` : 'pra';
}

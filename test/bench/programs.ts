import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findPgRestores, type PgRestore } from '../../src/pgtools/programs/findPgRestore';
import { findPgDump } from '../../src/sample/findPgDump';
import type { TestServer } from '../support/postgres';

const execute = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

/** What the benchmarks of dumps run. */
export interface Programs {
  readonly pgDump: string;
  readonly pgRestore: PgRestore;
  /** The command line, as it is shipped. */
  readonly pra: string;
}

export async function programsFor({ major }: TestServer): Promise<Programs> {
  const pgDump = await findPgDump(major);
  const pgRestore = (await findPgRestores({})).find((found) => found.major >= major);
  if (pgDump === undefined || pgRestore === undefined) {
    throw new Error(`pg_dump and pg_restore of PostgreSQL ${major} or newer are needed.`);
  }
  await execute(process.execPath, [path.join(root, 'esbuild.mjs')], { cwd: root });
  return { pgDump, pgRestore, pra: path.join(root, 'dist', 'cli.cjs') };
}

/** Gives the megabytes that it had at most. */
export async function runPra(
  { pra }: Programs,
  words: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  const peak = path.join(root, 'test/bench/peak.cjs');
  const { stderr } = await execute(process.execPath, ['--require', peak, pra, ...words], { env });
  const [, kilobytes] = /^peak (\d+) kB$/m.exec(stderr) ?? [];
  return Number(kilobytes) / 1000;
}

/** Prints what was measured; false where the target was missed. */
export function reached(what: string, isReached: boolean, target: string): boolean {
  console.log(`    ${isReached ? 'reached' : 'MISSED '}  ${what} (target: ${target})`);
  return isReached;
}

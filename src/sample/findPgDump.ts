import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { usualPlaces } from '../pgtools/programs/binaryPlaces';
import { runTool } from '../pgtools/programs/runTool';

/** The pg_dump of this machine that can dump such a server, the oldest of them; undefined: there is none. */
export async function findPgDump(
  serverMajor: number,
  signal?: AbortSignal,
): Promise<string | undefined> {
  let best: { readonly file: string; readonly major: number } | undefined;
  for (const file of await candidates()) {
    const major = await majorOf(file, signal);
    if (major !== undefined && major >= serverMajor && major < (best?.major ?? Infinity)) {
      best = { file, major };
    }
  }
  return best?.file;
}

/** Servers' own folders come first: Debian's pg_dump on the search path is a wrapper around them. */
async function candidates(): Promise<readonly string[]> {
  const name = process.platform === 'win32' ? 'pg_dump.exe' : 'pg_dump';
  const onPath = (process.env['PATH'] ?? '').split(path.delimiter).filter((entry) => entry !== '');
  const folders = new Set([...(await usualPlaces()).folders, ...onPath]);
  const files = [...folders].map((folder) => path.join(folder, name));
  const there = await Promise.all(files.map(isExecutable));
  return files.filter((_, index) => there[index]);
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Undefined where it does not run. */
async function majorOf(file: string, signal: AbortSignal | undefined): Promise<number | undefined> {
  const options = { account: undefined, cwd: path.dirname(file), ...(signal ? { signal } : {}) };
  const result = await runTool(file, ['--version'], options).catch(() => undefined);
  signal?.throwIfAborted();
  const [, major] = /\(PostgreSQL\) (\d+)/.exec(result?.output ?? '') ?? [];
  return result?.exitCode === 0 && major !== undefined ? Number(major) : undefined;
}

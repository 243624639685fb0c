import { access, constants, realpath } from 'node:fs/promises';
import { basename, delimiter, isAbsolute, join } from 'node:path';
import type { ArchiveVersion } from '../../core/archive/contents';
import { usualPlaces } from './binaryPlaces';
import { errorCode } from '../server/fileErrors';
import { runTool } from './runTool';

/** A `pg_restore` of this machine. */
export interface PgRestore {
  readonly path: string;
  readonly major: number;
  /** As it names itself: `15.18`. */
  readonly version: string;
}

export interface PgRestoreSearch {
  /** A program, or the folder that holds it; then no other is looked for. */
  readonly setting?: string | undefined;
  readonly env?: NodeJS.ProcessEnv;
}

const program = process.platform === 'win32' ? 'pg_restore.exe' : 'pg_restore';
/** Homebrew's package of the client tools alone, which it keeps off the search path. */
const clientFolders = ['/opt/homebrew/opt/libpq/bin', '/usr/local/opt/libpq/bin'];
/** Older ones lack options that a faithful restore needs. */
const oldestMajor = 12;

/** All that run, each once, in no order of merit. */
export async function findPgRestores({
  setting,
  env = process.env,
}: PgRestoreSearch): Promise<readonly PgRestore[]> {
  const places =
    setting === undefined
      ? await allPlaces(env)
      : [setting, join(setting, program), join(setting, 'bin', program)];
  const programs = new Set(await Promise.all(places.map(realProgram)));
  const found = await Promise.all(
    [...programs].filter((path) => path !== undefined).map((path) => probe(path)),
  );
  return found.filter((one) => one !== undefined && one.major >= oldestMajor) as PgRestore[];
}

/** True where the program knows the archive's version: 1.15 came with 16, 1.16 with 17. */
export function reads({ major }: PgRestore, { minor }: ArchiveVersion): boolean {
  return minor <= 14 || major >= minor + 1;
}

/** From 17 on it begins with a setting that older servers do not have, and gives up. */
export function suits({ major }: PgRestore, serverVersion: number): boolean {
  return major < 17 || serverVersion >= 170_000;
}

/** That of the server's own major, else the newest; undefined where none can do it. */
export function bestPgRestore(
  found: readonly PgRestore[],
  archive: ArchiveVersion,
  serverVersion: number,
): PgRestore | undefined {
  const serverMajor = Math.floor(serverVersion / 10_000);
  const own = ({ major }: PgRestore): number => (major === serverMajor ? 1 : 0);
  return found
    .filter((one) => reads(one, archive) && suits(one, serverVersion))
    .toSorted((one, other) => own(other) - own(one) || other.major - one.major)[0];
}

async function allPlaces(env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const path = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter(isAbsolute);
  const { folders } = await usualPlaces(env);
  return [...path, ...folders, ...clientFolders].map((folder) => join(folder, program));
}

/** Where links lead; Debian's `/usr/bin/pg_restore` leads to a script that picks one by its own settings. */
async function realProgram(path: string): Promise<string | undefined> {
  try {
    const real = await realpath(path);
    await access(real, constants.X_OK);
    return basename(real) === 'pg_wrapper' ? undefined : real;
  } catch (error) {
    if (isUnusable(error)) {
      return undefined;
    }
    throw error;
  }
}

async function probe(path: string): Promise<PgRestore | undefined> {
  try {
    const { exitCode, output } = await runTool(path, ['--version'], {
      account: undefined,
      cwd: '/',
    });
    const [, version, major] = /^pg_restore \(PostgreSQL\) ((\d+)\S*)/.exec(output) ?? [];
    return exitCode === 0 && version !== undefined
      ? { path, major: Number(major), version }
      : undefined;
  } catch (error) {
    if (isUnusable(error)) {
      return undefined;
    }
    throw error;
  }
}

/** Not there, not to be run, or made for another kind of machine. */
function isUnusable(error: unknown): boolean {
  return ['ENOENT', 'EACCES', 'EPERM', 'ENOTDIR', 'ENOEXEC', 'ELOOP', 'UNKNOWN'].includes(
    errorCode(error),
  );
}

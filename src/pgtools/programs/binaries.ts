import { access, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { RecoveryError } from '../../core/errors';
import type { Account } from '../server/account';
import { type BinaryPlaces, usualPlaces } from './binaryPlaces';
import {
  copiesIn,
  type EmbeddedPackage,
  embeddedPackageIn,
  unpacked,
  withLinks,
} from './embeddedPackage';
import { releaseFor } from './fetched/release';
import { errorCode } from '../server/fileErrors';
import { runTool } from './runTool';

/** A folder with `initdb`, `pg_ctl` and `postgres` that the account can run. */
export interface ServerBinaries {
  readonly directory: string;
  readonly major: number;
  /** As `postgres --version` tells it. */
  readonly version: string;
  readonly source: 'setting' | 'machine' | 'package';
}

export interface BinariesSearch {
  readonly home: string;
  readonly account: Account | undefined;
  /** A folder that the user named: then nowhere else is looked. */
  readonly setting?: string | undefined;
  /** Production's. Without one, the newest on the machine is taken. */
  readonly preferredMajor?: number | undefined;
  readonly places?: BinaryPlaces | undefined;
  readonly signal?: AbortSignal | undefined;
}

interface Candidate {
  readonly major: number;
  readonly source: ServerBinaries['source'];
  readonly use: () => Promise<ServerBinaries | undefined>;
}

const programs = ['initdb', 'pg_ctl', 'postgres'] as const;
/** Older servers lack what comparing needs. */
const oldestMajor = 12;
const install =
  'Install a PostgreSQL server (Debian: apt install postgresql; macOS: brew install postgresql@17; Windows: the installer of postgresql.org).';
const installOrFetch =
  'Install a PostgreSQL server (Debian: apt install postgresql; macOS: brew install postgresql@17; Windows: the installer of postgresql.org), or have one fetched from npm.';

/** @throws {RecoveryError} `no-postgres-binaries` when there are none, or none that runs. */
export async function findServerBinaries(search: BinariesSearch): Promise<ServerBinaries> {
  if (search.setting !== undefined) {
    return settingBinaries(search, search.setting);
  }
  const places = search.places ?? (await usualPlaces());
  const candidates = [
    ...(await machineCandidates(search, places.folders)),
    ...(await packageCandidates(search, places.packages)),
    ...(await copyCandidates(search)),
  ];
  for (const candidate of ranked(candidates, search.preferredMajor)) {
    const binaries = await candidate.use();
    if (binaries) {
      return binaries;
    }
  }
  throw new RecoveryError(
    'no-postgres-binaries',
    'No PostgreSQL server programs (initdb, pg_ctl, postgres) that run were found on this machine.',
    releaseFor() ? { hint: installOrFetch, ways: ['fetch-postgres'] } : { hint: install },
  );
}

/** The programs for a cluster that exists: those it was last started with, else the nearest there are. */
export async function binariesFor(
  { major, binaries }: { readonly major: number; readonly binaries: string },
  search: Pick<BinariesSearch, 'home' | 'account' | 'places'>,
): Promise<ServerBinaries> {
  const last = await probe(search, binaries, 'machine');
  return last?.major === major ? last : findServerBinaries({ ...search, preferredMajor: major });
}

/** The path of one of the programs. */
export function programIn(
  { directory }: ServerBinaries,
  program: (typeof programs)[number],
): string {
  return programPath(directory, program);
}

/**
 * Nearest major first, of two as near the newer (it reads what the older wrote), and of one major the
 * machine's own. With no major preferred: the machine's own, newest first, then the packages.
 */
export function ranked<T extends Pick<Candidate, 'major' | 'source'>>(
  candidates: readonly T[],
  preferredMajor: number | undefined,
): readonly T[] {
  const distance = ({ major }: T): number =>
    preferredMajor === undefined ? 0 : Math.abs(major - preferredMajor);
  const packaged = ({ source }: T): number => (source === 'package' ? 1 : 0);
  return candidates
    .filter(({ major }) => major >= oldestMajor)
    .toSorted((one, other) =>
      preferredMajor === undefined
        ? packaged(one) - packaged(other) || other.major - one.major
        : distance(one) - distance(other) ||
          other.major - one.major ||
          packaged(one) - packaged(other),
    );
}

async function settingBinaries(search: BinariesSearch, setting: string): Promise<ServerBinaries> {
  for (const folder of [setting, join(setting, 'bin')]) {
    const binaries = await probe(search, folder, 'setting');
    if (binaries && binaries.major >= oldestMajor) {
      return binaries;
    }
  }
  throw new RecoveryError(
    'no-postgres-binaries',
    `The folder ${setting} holds no PostgreSQL server (initdb, pg_ctl, postgres; version ${oldestMajor} or newer) that runs.`,
    { hint: 'Name the folder of the server programs, or take the setting away.' },
  );
}

async function machineCandidates(
  search: BinariesSearch,
  folders: readonly string[],
): Promise<readonly Candidate[]> {
  const found = await Promise.all(folders.map((folder) => probe(search, folder, 'machine')));
  const byFolder = new Map(
    found.filter((one) => one !== undefined).map((one) => [one.directory, one] as const),
  );
  return [...byFolder.values()].map((binaries) => ({
    major: binaries.major,
    source: binaries.source,
    use: () => Promise.resolve(binaries),
  }));
}

async function packageCandidates(
  search: BinariesSearch,
  folders: readonly string[],
): Promise<readonly Candidate[]> {
  const packages = await Promise.all(folders.map(embeddedPackageIn));
  return packages
    .filter((one) => one !== undefined)
    .map((found) => ({
      major: found.major,
      source: 'package',
      use: () => packageBinaries(search, found),
    }));
}

/** Packages that were copied into the home, or fetched there. */
async function copyCandidates(search: BinariesSearch): Promise<readonly Candidate[]> {
  return [...(await copiesIn(search.home))].map(([copy, major]) => ({
    major,
    source: 'package',
    use: () => probe(search, join(copy, 'bin'), 'package'),
  }));
}

/** In place where the account can run it there, else from a copy in the home. */
async function packageBinaries(
  search: BinariesSearch,
  found: EmbeddedPackage,
): Promise<ServerBinaries | undefined> {
  if (await withLinks(found.native)) {
    const inPlace = await probe(search, join(found.native, 'bin'), 'package');
    if (inPlace) {
      return inPlace;
    }
  }
  const copy = await unpacked(found, search.home, search.account);
  return probe(search, join(copy, 'bin'), 'package');
}

/** Undefined unless all programs are there and the account can run them. */
async function probe(
  { account, signal }: Pick<BinariesSearch, 'account' | 'signal'>,
  folder: string,
  source: ServerBinaries['source'],
): Promise<ServerBinaries | undefined> {
  try {
    await Promise.all(programs.map((program) => access(programPath(folder, program))));
    const directory = await realpath(folder);
    const { exitCode, output } = await runTool(programPath(directory, 'postgres'), ['--version'], {
      account,
      cwd: process.platform === 'win32' ? directory : '/',
      ...(signal ? { signal } : {}),
    });
    const [, version, major] = /PostgreSQL\) ((\d+)\S*)/.exec(output) ?? [];
    return exitCode === 0 && version !== undefined
      ? { directory, major: Number(major), version, source }
      : undefined;
  } catch (error) {
    if (isUnusable(error)) {
      return undefined;
    }
    throw error;
  }
}

function programPath(folder: string, program: string): string {
  return join(folder, process.platform === 'win32' ? `${program}.exe` : program);
}

/** Not there, not to be entered or run by the account, or made for another kind of machine. */
function isUnusable(error: unknown): boolean {
  return ['ENOENT', 'EACCES', 'EPERM', 'ENOTDIR', 'ENOEXEC', 'ELOOP', 'UNKNOWN'].includes(
    errorCode(error),
  );
}

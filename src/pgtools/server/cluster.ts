import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RecoveryError } from '../../core/errors';
import type { Account } from './account';
import { programIn, type ServerBinaries } from '../programs/binaries';
import { unlessMissing } from './fileErrors';
import { runTool } from '../programs/runTool';
import { type ServerFolder, syncFolder } from './serverFolder';

interface ClusterOptions {
  readonly account: Account | undefined;
  readonly password: string;
  readonly signal: AbortSignal;
}

/**
 * Small, for bulk load, and careless of the disk: all that it holds can be restored again.
 * A killed server loses nothing all the same: commits stay synchronous and pages whole in the log, which
 * costs next to nothing with fsync off.
 */
const standardSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '50',
  shared_buffers: '64MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '1GB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  fsync: 'off',
  // What `--auth` asks for, and only servers from 14 on do by themselves.
  password_encryption: 'scram-sha-256',
  // Messages about statements may hold rows: whoever ran the statement is told, the file is not.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
} as const;

const largestLog = 4 * 1024 * 1024;

/** Makes the files of a cluster, in a folder that the account owns. */
export async function makeClusterFiles(
  folder: ServerFolder,
  binaries: ServerBinaries,
  { account, password, signal }: ClusterOptions,
): Promise<void> {
  await mkdir(folder.cluster, { mode: 0o700 });
  if (account) {
    await chown(folder.cluster, account.uid, account.gid);
  }
  const passwordFile = `${folder.state}.password`;
  await writeFor(account, passwordFile, password);
  try {
    const failures: string[] = [];
    for (const locale of ['C.UTF-8', 'C']) {
      const args = initdbArguments(folder, binaries, { locale, passwordFile });
      const { exitCode, output } = await runTool(programIn(binaries, 'initdb'), args, {
        ...{ account, signal, cwd: folder.cluster },
      });
      if (exitCode === 0) {
        return;
      }
      failures.push(`initdb --locale=${locale}: ${output.trim()}`);
    }
    throw new RecoveryError('private-server', 'The private PostgreSQL server cannot be made.', {
      hint: `initdb said: ${failures.join('\n')}`,
    });
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** Writes what the server reads at its start. Names and values are the program's own, never a user's. */
export async function configure(
  { settings: file }: ServerFolder,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  const lines = Object.entries({ ...standardSettings, ...settings }).map(
    ([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`,
  );
  await rm(file, { force: true });
  await writeFile(file, lines.join(''), { flag: 'wx' });
  await chmod(file, 0o644);
}

/** Removes the cluster and what is known of it, at once for whoever looks at its name. */
export async function discardCluster(
  folder: ServerFolder,
  account: Account | undefined,
): Promise<void> {
  const doomed = `${folder.cluster}.gone-${randomBytes(6).toString('hex')}`;
  await unlessMissing(rename(folder.cluster, doomed), undefined);
  await rm(folder.state, { force: true });
  await sweepRemains(folder, account);
}

/** Removes what processes that were killed have left half done. Only under the server's lock. */
export async function sweepRemains(
  { root, state, lock }: ServerFolder,
  account: Account | undefined,
): Promise<void> {
  for (const name of await readdir(root)) {
    const path = join(root, name);
    if (name.includes('.gone-')) {
      await removeCluster(path, account);
    } else if (
      path.startsWith(`${state}.`) ||
      (path.startsWith(`${lock}.`) && (await isOld(path)))
    ) {
      await rm(path, { force: true });
    }
  }
}

/** Brings everything the stopped cluster has written to the disk: it ran without ever doing so. */
export async function syncToDisk(
  { cluster, data }: ServerFolder,
  binaries: ServerBinaries,
  account: Account | undefined,
): Promise<void> {
  const { exitCode, output } = await runTool(
    programIn(binaries, 'initdb'),
    ['--sync-only', '--pgdata', data],
    { account, cwd: cluster },
  );
  if (exitCode !== 0) {
    throw new RecoveryError('private-server', 'The private server cannot be brought to the disk.', {
      hint: `initdb said: ${output.trim()}`,
    });
  }
  await syncFolder(cluster);
}

/** Keeps one earlier log beside one that has grown large. */
export async function boundLog({ log }: ServerFolder): Promise<void> {
  const found = await unlessMissing(stat(log), undefined);
  if (found && found.size > largestLog) {
    await rename(log, `${log}.1`);
  }
}

/** The last lines of the log, for a message. */
export async function logTail({ log }: ServerFolder): Promise<string> {
  const file = await unlessMissing(open(log, 'r'), undefined);
  if (!file) {
    return '';
  }
  try {
    const { size } = await file.stat();
    const start = Math.max(0, size - 2000);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2000), 0, 2000, start);
    return buffer.toString('utf8', 0, bytesRead).trim();
  } finally {
    await file.close();
  }
}

async function removeCluster(folder: string, account: Account | undefined): Promise<void> {
  if (account) {
    // As the account: root must not follow what the account may put in the way.
    await runTool('/bin/rm', ['-rf', '--', join(folder, 'data')], { account, cwd: '/' });
  }
  await rm(folder, { recursive: true, force: true });
}

/** Those who wait for the lock make such files for an instant. */
async function isOld(path: string): Promise<boolean> {
  const found = await unlessMissing(stat(path), undefined);
  return found !== undefined && Date.now() - found.mtimeMs > 60_000;
}

/** For the account's eyes only. */
async function writeFor(account: Account | undefined, path: string, text: string): Promise<void> {
  await rm(path, { force: true });
  const file = await open(path, 'wx', 0o600);
  try {
    if (account) {
      await file.chown(account.uid, account.gid);
    }
    await file.writeFile(text);
  } finally {
    await file.close();
  }
}

function initdbArguments(
  { data }: ServerFolder,
  { major }: ServerBinaries,
  { locale, passwordFile }: { readonly locale: string; readonly passwordFile: string },
): readonly string[] {
  return [
    ...['--pgdata', data, '--username', 'postgres', '--pwfile', passwordFile],
    ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', locale, '--no-sync'],
    // From 18 on they are the default; here they would only cost time.
    ...(major >= 18 ? ['--no-data-checksums'] : []),
  ];
}

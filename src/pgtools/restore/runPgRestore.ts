import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { RecoveryError } from '../../core/errors';
import { dataBytes, type OpenDump } from '../../core/restore/openDump';
import type { RestorePlan } from '../../core/restore/plan';
import type { ConnectionSettings } from '../../recovery/connectionSettings';
import type { RestoreJob, RestoreMonitor } from '../../recovery/ports/restoreEngine';
import type { Work } from '../../recovery/work';
import { errorCode, unlessMissing } from '../server/fileErrors';
import type { PgRestore } from '../programs/findPgRestore';
import { endGroup, ownGroup } from '../programs/processGroup';
import { pgRestoreFailure, PgRestoreMessages } from './pgRestoreMessages';
import { toolEnvironment } from '../programs/runTool';

export interface PgRestoreRun {
  readonly program: PgRestore;
  readonly monitor: RestoreMonitor;
  readonly stallSeconds: number;
}

const pollMilliseconds = 500;

/** Runs it to its end; ends it, with all its children, when the signal says so or nothing moves any more. */
export async function runPgRestore(run: PgRestoreRun, job: RestoreJob, work: Work): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'pra-restore-'));
  try {
    const list = join(folder, 'entries.list');
    await writeFile(list, listOf(job.plan), { mode: 0o600 });
    const env = await childEnvironment(job.target, folder);
    work.signal.throwIfAborted();
    const child = spawn(run.program.path, pgRestoreArguments(run.program, job, list), {
      cwd: folder,
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
      ...ownGroup,
    });
    await follow(child, { ...run, job, work, messages: new PgRestoreMessages() });
  } catch (error) {
    throw errorCode(error) === 'ENOSPC' ? noSpaceIn(folder, error) : error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function noSpaceIn(folder: string, cause: unknown): RecoveryError {
  return new RecoveryError('disk-full', `There is no space left for ${folder}.`, {
    hint: 'Free space on this machine, then start again.',
    cause,
  });
}

/** Numbers only: names could not be told apart from what the program writes in its own lists. */
function listOf({ preData, data, postData }: RestorePlan): string {
  return [...preData, ...data, ...postData].map(({ dumpId }) => `${dumpId};\n`).join('');
}

export function pgRestoreArguments(
  { major }: PgRestore,
  { dump, plan, target, jobs }: RestoreJob,
  list: string,
): readonly string[] {
  const isWhole = plan.table === undefined;
  const workers = canWorkSideBySide(dump) ? jobs : 1;
  return [
    '--verbose',
    '--exit-on-error',
    // A whole database may have more objects than one transaction can lock.
    ...(workers > 1 ? [`--jobs=${workers}`] : isWhole ? [] : ['--single-transaction']),
    '--no-owner',
    '--no-privileges',
    ...(isWhole ? [] : ['--no-comments']),
    '--no-publications',
    '--no-subscriptions',
    '--no-security-labels',
    '--no-tablespaces',
    ...(major >= 15 ? ['--no-table-access-method'] : []),
    '--no-password',
    `--host=${target.host}`,
    `--port=${target.port}`,
    `--username=${target.user}`,
    `--dbname=${target.database}`,
    `--use-list=${list}`,
    '--',
    resolve(dump.path),
  ];
}

/** It refuses more than one worker for a tar file, whose members it finds only from front to back. */
function canWorkSideBySide({ contents: { format } }: OpenDump): boolean {
  return format === 'custom' || format === 'directory';
}

/** Nothing of the user's own settings for PostgreSQL; the password in a file that only this user reads. */
async function childEnvironment(
  { password, tls }: ConnectionSettings,
  folder: string,
): Promise<NodeJS.ProcessEnv> {
  const env: NodeJS.ProcessEnv = {
    ...toolEnvironment(),
    PGSSLMODE: tls.mode,
    PGAPPNAME: 'pra',
    PGCONNECT_TIMEOUT: '15',
  };
  if ('rootCertificate' in tls && tls.rootCertificate !== undefined) {
    env['PGSSLROOTCERT'] = tls.rootCertificate;
  }
  if (password === undefined) {
    return { ...env, PGPASSWORD: process.env['PGPASSWORD'], PGPASSFILE: process.env['PGPASSFILE'] };
  }
  const file = join(folder, 'password');
  await writeFile(file, `*:*:*:*:${password.replaceAll(/[\\:]/g, '\\$&')}\n`, { mode: 0o600 });
  return { ...env, PGPASSFILE: file };
}

interface Following extends PgRestoreRun {
  readonly job: RestoreJob;
  readonly work: Work;
  readonly messages: PgRestoreMessages;
}

async function follow(child: ChildProcess, following: Following): Promise<void> {
  const { job, work, messages } = following;
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    messages.add(text);
  });
  const ended = once(child, 'close');
  const over = new AbortController();
  const watching = watch(child, following, AbortSignal.any([work.signal, over.signal]));
  try {
    const exitCode: unknown = (await Promise.race([ended, watching]))[0];
    if (exitCode !== 0 || messages.lineIgnored) {
      throw pgRestoreFailure(messages, job.dump.contents);
    }
  } catch (error) {
    work.signal.throwIfAborted();
    throw error;
  } finally {
    over.abort();
    await endGroup(child);
    await Promise.allSettled([watching]);
  }
}

/** Reports progress until told to stop. @throws {RecoveryError} when nothing moves any more. */
async function watch(
  child: ChildProcess,
  { monitor, stallSeconds, job, work, messages }: Following,
  signal: AbortSignal,
): Promise<never> {
  const server = await monitor.watch(job.target);
  // What several workers have read, the first of them does not know.
  const total = job.jobs > 1 ? undefined : dataBytes(job.dump, job.plan.data);
  try {
    let seen = '';
    for (let movedAt = performance.now(); ;) {
      await delay(pollMilliseconds, undefined, { signal });
      const { rows, busy, mark } = await server.activity();
      const bytes = await bytesRead(child);
      const now = [mark, messages.count, bytes].join();
      if (busy || now !== seen) {
        movedAt = performance.now();
        seen = now;
      }
      const { phase } = messages;
      work.progress(
        bytes === undefined || total === undefined
          ? { phase, done: rows, total: undefined, unit: 'rows' }
          : { phase, done: Math.min(bytes, total), total, unit: 'bytes', rows },
      );
      if (performance.now() - movedAt > stallSeconds * 1000) {
        throw stalled(stallSeconds);
      }
    }
  } finally {
    await server.close();
  }
}

function stalled(seconds: number): RecoveryError {
  return new RecoveryError(
    'restore-failed',
    `pg_restore did not move for ${seconds} seconds and was ended; a damaged dump can do that.`,
  );
}

/** What the process has read so far, where the system tells. */
async function bytesRead({ pid }: ChildProcess): Promise<number | undefined> {
  if (process.platform !== 'linux' || pid === undefined) {
    return undefined;
  }
  const text = await unlessMissing(readFile(`/proc/${pid}/io`, 'utf8'), '').catch(() => '');
  const [, bytes] = /^rchar: (\d+)/m.exec(text) ?? [];
  return bytes === undefined ? undefined : Number(bytes);
}

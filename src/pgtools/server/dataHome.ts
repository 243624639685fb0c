import { chmod, mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { RecoveryError } from '../../core/errors';
import type { Account } from './account';
import { runTool } from '../programs/runTool';

/** The folder where the tool keeps its private servers and what belongs to them; not made here. */
export function dataHome(env: NodeJS.ProcessEnv = process.env): string {
  if (env['PRA_HOME']) {
    return resolve(env['PRA_HOME']);
  }
  if (process.getuid?.() === 0) {
    // Not below root's own home: the account that the server runs under could not enter it.
    return '/var/lib/pra';
  }
  if (process.platform === 'win32') {
    return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'pra');
  }
  return process.platform === 'darwin'
    ? join(homedir(), 'Library', 'Application Support', 'pra')
    : join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'pra');
}

/**
 * Makes a folder below the home that the account can pass through, and no one can list.
 * @throws {RecoveryError} `private-server` where the account cannot get there.
 */
export async function makeEnterable(folder: string, account: Account | undefined): Promise<void> {
  await makeFolder(folder, account ? 0o711 : 0o700);
  if (account && !(await canEnter(account, folder))) {
    throw new RecoveryError(
      'private-server',
      `The account "${account.name}", under which the private server runs, cannot enter ${folder}.`,
      { hint: 'Set PRA_HOME to a folder that other accounts may enter, or leave it unset.' },
    );
  }
}

/** Whatever the umask; a folder that is there already stays as it is. */
async function makeFolder(folder: string, mode: number): Promise<void> {
  try {
    const first = await mkdir(folder, { recursive: true });
    for (let made = folder; first !== undefined && made.length >= first.length;) {
      await chmod(made, mode);
      made = dirname(made);
    }
  } catch (error) {
    throw new RecoveryError('private-server', `The folder ${folder} cannot be made.`, {
      hint: 'Set PRA_HOME to a folder that you may write to.',
      cause: error,
    });
  }
}

async function canEnter(account: Account, folder: string): Promise<boolean> {
  const { exitCode } = await runTool('/bin/sh', ['-c', 'cd -- "$0"', folder], {
    account,
    cwd: '/',
  });
  return exitCode === 0;
}

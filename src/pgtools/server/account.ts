import { readFile } from 'node:fs/promises';
import { RecoveryError } from '../../core/errors';

/** The ordinary account that servers run under when the tool itself runs as root. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root: then `postgres`, else `nobody`.
 * Undefined for an ordinary user, whose servers run as that user, and on Windows.
 */
export async function serverAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  const accounts = parseAccounts(await readFile('/etc/passwd', 'utf8'));
  const account = ['postgres', 'nobody']
    .map((name) => accounts.find((candidate) => candidate.name === name))
    .find((candidate) => candidate !== undefined);
  if (!account) {
    throw new RecoveryError(
      'private-server',
      'PostgreSQL does not run as root, and this machine has neither an account "postgres" nor "nobody" to run it under.',
      { hint: 'Run the tool as an ordinary user, or make an account named postgres.' },
    );
  }
  return account;
}

/** Accounts of a passwd file that are not root. */
export function parseAccounts(passwd: string): readonly Account[] {
  return passwd
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ name, uid, gid }) => name !== '' && uid > 0 && Number.isInteger(gid));
}

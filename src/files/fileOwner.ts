import { readFile, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import type { FileOwner } from '../recovery/dumps/trust';

const writableByOthers = 0o002;

/** Undefined where the system does not tell: on Windows, and of a file that is gone. */
export async function fileOwner(file: string): Promise<FileOwner | undefined> {
  const status = await stat(file).catch(() => undefined);
  if (!status || process.platform === 'win32') {
    return undefined;
  }
  const name = await userName(status.uid);
  return { name, isOpenToAll: (status.mode & writableByOthers) !== 0 };
}

/** A user of a directory service may stand in no file: then by number. */
async function userName(uid: number): Promise<string> {
  const own = userInfo();
  if (own.uid === uid) {
    return own.username;
  }
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const line = users.split('\n').find((user) => user.split(':')[2] === String(uid));
  return line?.split(':')[0] ?? `user ${uid}`;
}

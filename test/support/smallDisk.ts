import { execFile } from 'node:child_process';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { serverAccount } from '../../src/pgtools/server/account';
import type { ConnectionSettings } from '../../src/recovery/connectionSettings';
import { connected, testServer } from './postgres';

const run = promisify(execFile);

/** A role whose tables lie on a file system of 8 MB; only root can make one. */
export async function withSmallDisk(
  use: (role: ConnectionSettings) => Promise<void>,
): Promise<void> {
  const server = await testServer();
  const { superuser } = server;
  const folder = await mkdtemp(join(tmpdir(), 'pra-test-disk-'));
  try {
    if (!(await mounted(folder))) {
      console.log('      (no file system can be mounted here: the full disk itself was not tried)');
      return;
    }
    const account = await serverAccount();
    await chown(folder, account?.uid ?? -1, account?.gid ?? -1);
    const role = await server.createRole('small_disk', 'createdb');
    try {
      await inTurn(superuser, [
        `create tablespace small location '${folder}'`,
        'grant create on tablespace small to small_disk',
        'alter role small_disk set default_tablespace = small',
      ]);
      await use(role);
    } finally {
      await inTurn(superuser, ['drop tablespace if exists small', 'drop role small_disk']);
    }
  } finally {
    await run('umount', [folder]).catch(() => undefined);
    await rm(folder, { recursive: true });
  }
}

async function mounted(folder: string): Promise<boolean> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    return false;
  }
  return run('mount', ['-t', 'tmpfs', '-o', 'size=8m,mode=0700', 'tmpfs', folder]).then(
    () => true,
    () => false,
  );
}

async function inTurn(settings: ConnectionSettings, statements: readonly string[]): Promise<void> {
  await connected(settings, async (session) => {
    for (const statement of statements) {
      await session.query(statement);
    }
  });
}

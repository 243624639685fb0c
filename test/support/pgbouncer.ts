import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:fs';
import { access, chown, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { serverAccount } from '../../src/pgtools/server/account';
import { freePort } from '../../src/pgtools/server/freePort';
import { Session } from '../../src/postgres/connection/session';
import type { ConnectionSettings } from '../../src/recovery/connectionSettings';
import { temporaryHome } from './postgres';
import { onPath, runProgram } from './vscode/programs';

/** A connection pooler in front of a server. Whoever starts it stops it. */
export interface Pooler {
  /** How to reach through it what was given. */
  through(settings: ConnectionSettings): ConnectionSettings;
  stop(): Promise<void>;
}

export interface PoolerOptions {
  readonly mode: 'session' | 'transaction' | 'statement';
  /** Connections to the server that all clients of one database and role share. */
  readonly size: number;
  /** What it stands before, and the role that may log in. */
  readonly server: ConnectionSettings;
  /** Further lines of its configuration. */
  readonly settings?: readonly string[];
}

/** Undefined where this machine has no pgbouncer and none can be brought, which is said. */
export async function startPooler(options: PoolerOptions): Promise<Pooler | undefined> {
  const program = (await installed()) ?? (await fromApt());
  if (program === undefined) {
    console.log('      (this machine has no pgbouncer: nothing was tried through a pooler)');
    return undefined;
  }
  const home = await temporaryHome('pra-tests-pooler-');
  const port = await freePort(0);
  const account = await serverAccount();
  const configuration = await configure(home, port, options);
  const pooler = spawn(program, ['-q', configuration], {
    stdio: ['ignore', 'ignore', 'inherit'],
    ...(account ? { uid: account.uid, gid: account.gid } : {}),
  });
  const ended = once(pooler, 'exit');
  const through = (settings: ConnectionSettings): ConnectionSettings => ({
    ...settings,
    ...{ host: '127.0.0.1', port },
  });
  const stop = async (): Promise<void> => {
    pooler.kill('SIGKILL');
    await ended;
    await rm(home, { recursive: true, force: true });
  };
  await untilThere(through(options.server));
  return { through, stop };
}

/** Debian puts it where only root looks for programs. */
async function installed(): Promise<string | undefined> {
  const usual = '/usr/sbin/pgbouncer';
  const there = await access(usual, constants.X_OK).then(
    () => usual,
    () => undefined,
  );
  return there ?? onPath('pgbouncer');
}

/** As the browser is brought for the tests of the window. */
async function fromApt(): Promise<string | undefined> {
  const apt = await onPath('apt-get');
  if (process.getuid?.() !== 0 || apt === undefined) {
    return undefined;
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await runProgram(apt, ['update', '-qq'], { env, minutes: 1 });
    const install = ['install', '-y', '-qq', '--no-install-recommends', 'pgbouncer'];
    await runProgram(apt, install, { env, minutes: 1 });
  } catch {
    return undefined;
  }
  return installed();
}

async function configure(home: string, port: number, options: PoolerOptions): Promise<string> {
  const account = await serverAccount();
  const configuration = join(home, 'pgbouncer.ini');
  const users = join(home, 'users');
  await writeFile(users, userLine(options.server), { mode: 0o600 });
  await writeFile(configuration, linesOf(options, { port, users }).join('\n'), { mode: 0o600 });
  for (const file of [users, configuration]) {
    await chown(file, account?.uid ?? -1, account?.gid ?? -1);
  }
  return configuration;
}

function userLine({ user, password = '' }: ConnectionSettings): string {
  return `"${user}" "${password}"\n`;
}

function linesOf(
  { mode, size, server, settings = [] }: PoolerOptions,
  { port, users }: { readonly port: number; readonly users: string },
): readonly string[] {
  return [
    '[databases]',
    `* = host=${server.host} port=${server.port}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'auth_type = scram-sha-256',
    `auth_file = ${users}`,
    `pool_mode = ${mode}`,
    `default_pool_size = ${size}`,
    ...settings,
    '',
  ];
}

async function untilThere(settings: ConnectionSettings): Promise<void> {
  for (let tries = 100; ; tries--) {
    try {
      const session = await Session.connect(settings);
      await session.close();
      return;
    } catch (error) {
      if (tries === 0) {
        throw error;
      }
      await pause(50);
    }
  }
}

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Account, serverAccount } from '../../src/pgtools/server/account';
import {
  findServerBinaries,
  programIn,
  type ServerBinaries,
} from '../../src/pgtools/programs/binaries';
import { freePort } from '../../src/pgtools/server/freePort';
import { runTool } from '../../src/pgtools/programs/runTool';
import { Session } from '../../src/postgres/connection/session';
import type { ConnectionSettings } from '../../src/recovery/connectionSettings';
import { quiet, temporaryHome } from './postgres';

/** A server for one test to kill and start again. */
export class CrashingServer {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly home: string,
    private readonly binaries: ServerBinaries,
    private readonly account: Account | undefined,
    readonly settings: ConnectionSettings,
  ) {}

  /** @param settings Lines of its configuration, beside the usual ones. */
  static async make(settings: readonly string[] = []): Promise<CrashingServer> {
    const home = await temporaryHome('pra-crashing-');
    const account = await serverAccount();
    const setting = process.env['PRA_TEST_BINARIES'];
    const binaries = await findServerBinaries({ home, account, setting });
    const server = new CrashingServer(home, binaries, account, {
      ...{ host: '127.0.0.1', port: await freePort(0), database: 'postgres', user: 'postgres' },
      ...{ password: undefined, tls: { mode: 'disable' } },
    });
    await server.initialize(settings);
    await server.start();
    return server;
  }

  /**
   * Another server that replays what this one does, at once, whoever is reading there. This one is
   * stopped and started again for it.
   */
  async makeStandby(): Promise<CrashingServer> {
    const home = await temporaryHome('pra-standby-');
    const port = await freePort(0);
    const standby = new CrashingServer(home, this.binaries, this.account, {
      ...this.settings,
      port,
    });
    await this.stop();
    await promisify(execFile)('cp', ['-a', this.data, standby.data]);
    await standby.configure([
      `primary_conninfo = 'host=127.0.0.1 port=${this.settings.port} user=postgres'`,
      `max_standby_streaming_delay = 0`,
      `hot_standby_feedback = off`,
      `wal_retrieve_retry_interval = '100ms'`,
    ]);
    await writeFile(join(standby.data, 'standby.signal'), '');
    await this.start();
    await standby.start();
    return standby;
  }

  /** Resolves when it takes connections. */
  async start(): Promise<void> {
    this.child = spawn(programIn(this.binaries, 'postgres'), ['-D', this.data], {
      cwd: this.home,
      stdio: 'ignore',
      ...(this.account && { uid: this.account.uid, gid: this.account.gid }),
    });
    await this.isThere();
  }

  /** As if the machine had been switched off: no session ends in order, nothing more is written. */
  async crash(): Promise<void> {
    await this.end('SIGQUIT');
  }

  /** One of its sessions dies; all others are ended with it, and it recovers. Resolves when it has. */
  async killBackend(pid: string): Promise<void> {
    const witness = await Session.connect(this.settings);
    const ended = witness.query('select pg_sleep(60)').catch(() => undefined);
    process.kill(Number(pid), 'SIGKILL');
    await ended;
    await witness.close();
    await this.isThere();
  }

  /** Text of a file of its data directory. */
  async read(name: string): Promise<string> {
    return readFile(join(this.data, name), 'utf8');
  }

  /** As an administrator stops it: sessions are ended, what they were doing is rolled back. */
  async stop(): Promise<void> {
    await this.end('SIGINT');
  }

  async remove(): Promise<void> {
    await this.crash();
    await rm(this.home, { recursive: true, force: true });
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    if (child?.exitCode === null) {
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    }
  }

  private async isThere(): Promise<void> {
    for (let tries = 0; ; tries++) {
      try {
        await (await Session.connect(this.settings)).close();
        return;
      } catch (error) {
        if (tries === 400) {
          throw error;
        }
        await pause(25);
      }
    }
  }

  private get data(): string {
    return join(this.home, 'data');
  }

  private async initialize(settings: readonly string[]): Promise<void> {
    await mkdir(this.data, { mode: 0o700 });
    if (this.account) {
      await chown(this.data, this.account.uid, this.account.gid);
    }
    const args = ['-D', this.data, '-A', 'trust', '-U', 'postgres', '--no-sync', '-E', 'UTF8'];
    const { exitCode, output } = await runTool(programIn(this.binaries, 'initdb'), args, {
      ...{ account: this.account, signal: quiet.signal, cwd: this.home },
    });
    if (exitCode !== 0) {
      throw new Error(output);
    }
    await this.configure(settings);
  }

  private async configure(more: readonly string[]): Promise<void> {
    const configuration = [
      `port = ${this.settings.port}`,
      `listen_addresses = '127.0.0.1'`,
      `unix_socket_directories = ''`,
      `shared_buffers = '32MB'`,
      `fsync = off`,
      `track_commit_timestamp = on`,
      ...more,
    ];
    const file = join(this.data, 'postgresql.auto.conf');
    await writeFile(file, `${configuration.join('\n')}\n`);
  }
}

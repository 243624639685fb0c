import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { CodeServer } from './codeServer';
import { offerFrench } from './french';
import { root, runProgram } from './programs';

export type Settings = Readonly<Record<string, unknown>>;

export interface RunOptions {
  readonly program: CodeServer;
  /** Extensions to install before it starts. */
  readonly vsix?: readonly string[];
  /** Lets a suite run in the extension host; modal dialogs and toasts are then refused. */
  readonly testDriver?: boolean;
  readonly env?: NodeJS.ProcessEnv;
  /** Beside {@link quietSettings}. */
  readonly settings?: Settings;
  /** Where its data stays, for a server that people use; else a folder that goes with it. */
  readonly keepIn?: string;
  /** As on a machine without a PostgreSQL server: see {@link hidesPostgres}. */
  readonly withoutPostgres?: boolean;
  /** The folder of {@link installedFrench}, for a window in French; else it is in English. */
  readonly french?: string;
}

/** A code-server on 127.0.0.1, in a process group of its own. */
export interface CodeServerRun {
  /** Its data: user settings, extensions, logs. */
  readonly folder: string;
  readonly authority: string;
  /** What it wrote, for whoever looks for a cause. */
  log(): Promise<string>;
  /** Adds to the settings of the machine that it runs on; a window has them a moment later. */
  changeSettings(settings: Settings): Promise<void>;
  stop(): Promise<void>;
}

/** Nothing asks, greets, updates or reports while a test looks on. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.reduceMotion': 'on',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'window.dialogStyle': 'custom',
  'workbench.editor.useModal': 'off',
};

export async function startCodeServer(options: RunOptions): Promise<CodeServerRun> {
  const folder = options.keepIn ?? (await mkdtemp(path.join(tmpdir(), 'pra-vscode-')));
  const settingsFile = path.join(folder, 'data', 'User', 'settings.json');
  const settings = { ...quietSettings, ...options.settings };
  const log = path.join(folder, 'server.log');
  await mkdir(path.dirname(settingsFile), { recursive: true });
  await writeFile(settingsFile, JSON.stringify(settings, null, 2));
  await writeFile(path.join(folder, 'config.yaml'), 'auth: none\n');
  if (options.withoutPostgres !== true) {
    await offerServer(folder);
  }
  if (options.french !== undefined) {
    await offerFrench(options.french, options.program, path.join(folder, 'data'));
  }

  const env = serverEnvironment(options.env);
  const { node, entry } = options.program;
  const folders = [
    ...[entry, '--config', path.join(folder, 'config.yaml')],
    ...['--user-data-dir', path.join(folder, 'data')],
    ...['--extensions-dir', path.join(folder, 'extensions')],
  ];
  for (const vsix of options.vsix ?? []) {
    await runProgram(node, [...folders, '--install-extension', vsix, '--force'], { env });
  }
  const port = await freePort();
  const line = [node, ...folders, ...serverArguments(port, options)];
  const child = await spawnServer(options.withoutPostgres ? hidingPostgres(line) : line, env, log);
  const group = new ProcessGroup(child);
  const authority = `127.0.0.1:${port}`;
  try {
    await untilReady(authority, child, log);
  } catch (error) {
    await group.end();
    throw error;
  }
  return {
    folder,
    authority,
    log: () => readFile(log, 'utf8'),
    changeSettings: async (changed) => {
      const file = path.join(folder, 'data', 'Machine', 'settings.json');
      const now = await settingsIn(file);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, JSON.stringify({ ...now, ...changed }, null, 2));
    },
    stop: async () => {
      await group.end();
      if (options.keepIn === undefined) {
        await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
      }
    },
  };
}

/** None where nobody has set anything yet. */
async function settingsIn(file: string): Promise<Settings> {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  return JSON.parse(text) as Settings;
}

/** Above the installed extension, which finds the clone's embedded PostgreSQL there where the machine has none. */
async function offerServer(folder: string): Promise<void> {
  const packages = path.join(folder, 'node_modules');
  await rm(packages, { force: true });
  await symlink(path.join(root, 'node_modules'), packages);
}

function serverEnvironment(own: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  // Without a gallery nothing is asked of the outside.
  const env: NodeJS.ProcessEnv = { ...process.env, EXTENSIONS_GALLERY: '{}', ...own };
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(VSCODE_|NODE_OPTIONS$)/.test(name)),
  );
}

function serverArguments(port: number, { testDriver, french }: RunOptions): readonly string[] {
  const disabled = [
    'telemetry',
    'update-check',
    'workspace-trust',
    'getting-started-override',
    'proxy',
  ];
  return [
    ...['--bind-addr', `127.0.0.1:${port}`, '--auth', 'none', '--ignore-last-opened'],
    ...disabled.map((name) => `--disable-${name}`),
    ...(french === undefined ? [] : ['--locale', 'fr']),
    ...(testDriver ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
  ];
}

/** Where Debian has its servers. */
const servers = '/usr/lib/postgresql';

/** Whether a program can be run here as on a machine without a PostgreSQL server. */
export async function hidesPostgres(): Promise<boolean> {
  if (!existsSync(servers)) {
    return true;
  }
  const [program = '', ...args] = hidingPostgres(['true']);
  return runProgram(program, args, {}).then(
    () => true,
    () => false,
  );
}

/** In a name space of its own, in which the folder of the servers is empty. */
function hidingPostgres(line: readonly string[]): readonly string[] {
  return existsSync(servers)
    ? [
        'unshare',
        '--mount',
        'sh',
        '-c',
        `mount -t tmpfs none ${servers} && exec "$@"`,
        'sh',
        ...line,
      ]
    : line;
}

async function spawnServer(
  [program = '', ...args]: readonly string[],
  env: NodeJS.ProcessEnv,
  log: string,
): Promise<ChildProcess> {
  const file = await open(log, 'a');
  try {
    const stdio = ['ignore', file.fd, file.fd] as const;
    return spawn(program, args, { env, stdio: [...stdio], detached: true });
  } finally {
    await file.close();
  }
}

async function untilReady(authority: string, child: ChildProcess, log: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await answers(`http://${authority}/healthz`))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      throw new Error(`code-server did not start:\n${await readFile(log, 'utf8')}`);
    }
    await wait(100);
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    (response) => response.ok,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') {
    throw new Error('no port');
  }
  return address.port;
}

/** The server, its extension hosts and what they started: they end together, however this process ends. */
class ProcessGroup {
  private readonly ended: Promise<void>;

  constructor(private readonly leader: ChildProcess) {
    this.ended = new Promise((resolve) =>
      leader.once('exit', () => {
        resolve();
      }),
    );
    process.once('exit', this.kill);
  }

  async end(): Promise<void> {
    this.signal('SIGTERM');
    await Promise.race([this.ended, wait(5000, undefined, { ref: false })]);
    this.kill();
    await this.ended;
    process.off('exit', this.kill);
  }

  private readonly kill = (): void => {
    this.signal('SIGKILL');
  };

  private signal(name: NodeJS.Signals): void {
    if (this.leader.pid === undefined) {
      return;
    }
    try {
      process.kill(-this.leader.pid, name);
    } catch {
      // Nothing of it is left.
    }
  }
}

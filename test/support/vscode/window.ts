import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stopPrivateServers } from './privateServers';
import { type Browser, openBrowser, workbenchUrl } from './browser';
import { findChromium } from './chromium';
import { installedCodeServer } from './codeServer';
import { type CodeServerRun, type RunOptions, startCodeServer } from './codeServerRun';
import { installedFrench } from './french';
import { type Language, packageExtension } from './packageExtension';
import { isOpen } from './openWindows';
import { root } from './programs';
import { Workbench } from './workbench';

/** A text of a file that is there for some milliseconds; on a busy machine it may be missed. */
export interface Moment {
  readonly text: string;
  readonly tooLate: string;
}

/** A window of VS Code with the packaged extension installed, a workspace and a data home of its own. */
export interface PraWindow {
  readonly workbench: Workbench;
  readonly browser: Browser;
  readonly workspace: string;
  /** The data home of the extension: its private servers, the sample's dumps. */
  readonly home: string;
  readonly vsixBytes: number;
  changeSettings: CodeServerRun['changeSettings'];
  /** A further window of the same VS Code, on a folder of its own; it ends with this one. */
  another(): Promise<{ readonly workbench: Workbench; readonly workspace: string }>;
  /** The window anew, as after a reload. */
  reload(): Promise<void>;
  /** The same as operators do it, so that VS Code waits until it has stored what is open. */
  reloadByCommand(): Promise<void>;
  /** Pictures of the window in `out/e2e/shots`: light, dark and high contrast. */
  shotsInThemes(name: string): Promise<void>;
  /** The same; in CI, where nobody looks at them, one picture in whatever theme it has. */
  shots(name: string): Promise<void>;
  /** A picture of what is in the window, whatever the theme. */
  shot(name: string): Promise<void>;
  /** Ends the process that runs the extension, as a crash would. */
  killExtensionHost(): Promise<void>;
  /** The same at the moment that a file says something; it is on the watch when it has answered. */
  killExtensionHostWhen(
    file: string,
    moment: Moment,
  ): Promise<{ readonly killed: Promise<boolean> }>;
  /** What the server of the window wrote. */
  log(): Promise<string>;
  close(): Promise<void>;
}

/** The last is what the window then has. */
const themes = { contrast: 'Dark High Contrast', dark: 'Dark Modern', light: 'Light Modern' };

export async function openPraWindow(
  language: Language = 'English',
  machine: Pick<RunOptions, 'withoutPostgres'> = {},
): Promise<PraWindow> {
  const program = await installedCodeServer(console.error);
  const chromium = await findChromium(console.error);
  const vsix = await packageExtension();
  const folder = await mkdtemp(path.join(tmpdir(), 'pra-window-'));
  // PostgreSQL's own account must get through to the data home.
  await chmod(folder, 0o711);
  const workspace = path.join(folder, 'incidents');
  const home = path.join(folder, 'home');
  await mkdir(workspace);
  const french = language === 'French' ? { french: await installedFrench(console.error) } : {};
  const env = { PRA_HOME: home };
  const server = await startCodeServer({ program, vsix: [vsix], env, ...french, ...machine });
  const browser = await openBrowser(chromium, server);
  const workbench = new Workbench(browser.page);
  isOpen(browser.page, { server: server.folder, workspace });
  const shots = path.join(root, 'out', 'e2e', 'shots');
  await mkdir(shots, { recursive: true });
  const shot = async (name: string): Promise<void> => {
    await browser.page.screenshot({ path: path.join(shots, `${name}.png`) });
  };
  const shotsInThemes = async (name: string): Promise<void> => {
    for (const [suffix, title] of Object.entries(themes)) {
      await workbench.chooseTheme(title);
      await shot(`${name}-${suffix}`);
    }
  };
  const open = () => workbench.opened(workbenchUrl(server, workspace), 'PRA');
  await open();
  return {
    workbench,
    browser,
    workspace,
    home,
    vsixBytes: (await stat(vsix)).size,
    changeSettings: (settings) => server.changeSettings(settings),
    another: async () => {
      const further = path.join(folder, 'further');
      await mkdir(further);
      const opened = new Workbench(await browser.anotherPage());
      isOpen(opened.page, { server: server.folder, workspace: further });
      await opened.opened(workbenchUrl(server, further), 'PRA');
      return { workbench: opened, workspace: further };
    },
    reload: open,
    reloadByCommand: () => workbench.reloaded('PRA'),
    shot,
    shotsInThemes,
    shots: process.env['CI'] ? shot : shotsInThemes,
    killExtensionHost: async () => {
      process.kill(await extensionHost(server), 'SIGKILL');
    },
    killExtensionHostWhen: async (file, { text, tooLate }) => {
      const script = path.join(root, 'test', 'support', 'vscode', 'killWhen.cjs');
      const pid = String(await extensionHost(server));
      const watch = spawn(process.execPath, [script, pid, file, text, tooLate], {
        stdio: 'inherit',
      });
      const killed = once(watch, 'exit').then(([status]) => status === 0);
      await once(watch, 'spawn');
      return { killed };
    },
    log: () => server.log(),
    close: async () => {
      await browser.close();
      await server.stop();
      await stopPrivateServers(home);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The one that was started last. */
async function extensionHost(server: CodeServerRun): Promise<number> {
  const [, pid] = /.*<(\d+)> Launched Extension Host Process/s.exec(await server.log()) ?? [];
  return Number(pid);
}

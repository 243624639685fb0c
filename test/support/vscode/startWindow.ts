// `npm start`: the extension in a window on this machine; Ctrl-C ends all that it started.
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { workbenchUrl } from './browser';
import { installedCodeServer } from './codeServer';
import { startCodeServer } from './codeServerRun';
import { packageExtension } from './packageExtension';
import { stopPrivateServers } from './privateServers';
import { CannotRun, onPath, root, runProgram } from './programs';

const firstStep = 'The sample incident opens there: see PRA in the activity bar.';

async function startWindow(): Promise<void> {
  const code = await usableCode();
  await (code === undefined ? openInBrowser() : openInDesktop(code));
}

/** VS Code's desktop program, where it can show a window to whoever sits here. */
async function usableCode(): Promise<string | undefined> {
  const { env, platform } = process;
  const screen = platform !== 'linux' || Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY']);
  const remote = env['SSH_CONNECTION'] ?? env['SSH_TTY'];
  if (process.getuid?.() === 0 || remote !== undefined || !screen) {
    return undefined;
  }
  return onPath(platform === 'win32' ? 'code.cmd' : 'code');
}

async function openInDesktop(code: string): Promise<void> {
  const workspace = await mkdtemp(path.join(tmpdir(), 'pra-incidents-'));
  await askForSample(workspace);
  // Under development, so that nothing is installed into anyone's own VS Code.
  const args = ['--new-window', `--extensionDevelopmentPath=${root}`, workspace];
  await (process.platform === 'win32'
    ? runProgram('cmd.exe', ['/d', '/s', '/c', code, ...args])
    : runProgram(code, args));
  console.log(`VS Code opens ${workspace}. ${firstStep}`);
}

async function openInBrowser(): Promise<void> {
  const interrupted = interruption();
  const program = await installedCodeServer(console.error);
  const vsix = await packageExtension();
  const folder = await mkdtemp(path.join(tmpdir(), 'pra-start-'));
  // PostgreSQL's own account must get through to the data home.
  await chmod(folder, 0o711);
  const home = path.join(folder, 'home');
  const workspace = path.join(folder, 'incidents');
  await mkdir(workspace);
  await askForSample(workspace);
  try {
    const server = await startCodeServer({ program, vsix: [vsix], env: { PRA_HOME: home } });
    try {
      console.log(`VS Code is at ${workbenchUrl(server, workspace)}\n${firstStep}`);
      console.log('Ctrl-C ends it, with all that it made.');
      await interrupted;
    } finally {
      await server.stop();
    }
  } finally {
    await stopPrivateServers(home);
    await rm(folder, { recursive: true, force: true });
  }
  console.log('Ended.');
}

/** The extension opens the sample incident in a folder that has this file. */
async function askForSample(workspace: string): Promise<void> {
  await writeFile(path.join(workspace, '.pra-sample'), '');
}

function interruption(): Promise<void> {
  return new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(name, () => {
        resolve();
      });
    }
    // A promise alone does not keep a process.
    setInterval(() => undefined, 60_000);
  });
}

try {
  await startWindow();
  process.exit(0);
} catch (error) {
  if (!(error instanceof CannotRun)) {
    throw error;
  }
  console.error(`${error.message} npm start -- --headless leads the sample incident here.`);
  process.exit(1);
}

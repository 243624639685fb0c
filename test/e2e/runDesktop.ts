// `npm run test:desktop`: the same suite in a desktop VS Code, named in VSCODE_EXECUTABLE or downloaded.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { stopPrivateServers } from '../support/vscode/privateServers';
import { CannotRun, root } from '../support/vscode/programs';
import { bundleSuite } from '../support/vscode/suiteBundle';

async function desktop(): Promise<string> {
  const named = process.env['VSCODE_EXECUTABLE'];
  if (named) {
    if (!existsSync(named)) {
      throw new CannotRun(`VSCODE_EXECUTABLE names ${named}, which is not there.`);
    }
    return named;
  }
  try {
    return await downloadAndUnzipVSCode({
      cachePath: path.join(root, 'out', 'vscode-desktop'),
      version: 'stable',
      timeout: 30_000,
    });
  } catch (error) {
    throw new CannotRun(
      `A desktop VS Code cannot be downloaded here (${String(error)}): name one in VSCODE_EXECUTABLE.`,
      { cause: error },
    );
  }
}

async function runDesktop(): Promise<number> {
  const vscodeExecutablePath = await desktop();
  const folder = await mkdtemp(path.join(tmpdir(), 'pra-desktop-'));
  const workspace = await mkdtemp(path.join(folder, 'workspace-'));
  try {
    return await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: root,
      extensionTestsPath: await bundleSuite(),
      extensionTestsEnv: { PRA_HOME: path.join(folder, 'home') },
      launchArgs: [
        workspace,
        '--disable-extensions',
        '--disable-workspace-trust',
        ...['--user-data-dir', path.join(folder, 'data')],
      ],
    });
  } finally {
    await stopPrivateServers(path.join(folder, 'home'));
    await rm(folder, { recursive: true, force: true });
  }
}

try {
  process.exitCode = await runDesktop();
} catch (error) {
  if (!(error instanceof CannotRun)) {
    throw error;
  }
  console.error(error.message);
  process.exitCode = 1;
}

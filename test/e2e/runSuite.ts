// Runs test/e2e/suite in the extension host of a VS Code; ends with 1 where a test failed.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { openBrowser, workbenchUrl } from '../support/vscode/browser';
import { findChromium } from '../support/vscode/chromium';
import { installedCodeServer } from '../support/vscode/codeServer';
import { type CodeServerRun, startCodeServer } from '../support/vscode/codeServerRun';
import { stopPrivateServers } from '../support/vscode/privateServers';
import { root } from '../support/vscode/programs';
import { bundleSuite } from '../support/vscode/suiteBundle';

/** What VS Code itself says of its own doings on the same channel. */
const noise =
  /^(Resolv|Creat|\[(reconnection|Service Worker|AgentHost|AccountPolicy)|Ignoring fetching|Updating additional|Timed out waiting for authentication|No search provider)/;
const minutes = 5;

async function runSuite(): Promise<number> {
  const program = await installedCodeServer(console.error);
  const chromium = await findChromium(console.error);
  const tests = await bundleSuite();
  const folder = await mkdtemp(path.join(tmpdir(), 'pra-e2e-'));
  await chmod(folder, 0o711);
  const env = { PRA_HOME: path.join(folder, 'home') };
  const server = await startCodeServer({ program, testDriver: true, env });
  const browser = await openBrowser(chromium, server);
  try {
    const ended = suiteEnd(browser.page);
    const workspace = await mkdtemp(path.join(folder, 'workspace-'));
    await browser.page.goto(workbenchUrl(server, workspace, { extension: root, tests }));
    return await ended();
  } finally {
    await browser.close();
    await stopAndRemove(server, folder);
  }
}

function suiteEnd(page: Page): () => Promise<number> {
  const exit = new Promise<number>((resolve) => {
    void page.exposeFunction('codeAutomationLog', (kind: string, args: unknown) => {
      const parts: unknown[] = Array.isArray(args) ? args : [args];
      if (!noise.test(String(parts[0]))) {
        (kind === 'error' ? console.error : console.log)(...parts);
      }
    });
    void page.exposeFunction('codeAutomationExit', resolve);
  });
  return () => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`The suite did not end within ${minutes} minutes.`));
      }, minutes * 60_000);
    });
    return Promise.race([exit, late]).finally(() => {
      clearTimeout(timer);
    });
  };
}

async function stopAndRemove(server: CodeServerRun, folder: string): Promise<void> {
  await server.stop();
  await stopPrivateServers(path.join(folder, 'home'));
  await rm(folder, { recursive: true, force: true });
}

process.exitCode = await runSuite();

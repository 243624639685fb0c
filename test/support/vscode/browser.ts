import path from 'node:path';
import { type Page, chromium } from 'playwright-core';
import { type Chromium, definedEnvironment } from './chromium';
import type { CodeServerRun } from './codeServerRun';

/** A Chromium without a screen, and all it asked of anything but the server. */
export interface Browser {
  readonly page: Page;
  /** Beside it, as of the same person. */
  anotherPage(): Promise<Page>;
  /** Addresses asked for outside this machine's server: there must be none. */
  readonly outside: readonly string[];
  readonly errors: readonly string[];
  close(): Promise<void>;
}

/** Answered by the webview's own service worker, never by the network. */
const withinWindow = /^https:\/\/[^/]*\.vscode-resource\.vscode-cdn\.net\//;

export function openBrowser(program: Chromium, server: CodeServerRun): Promise<Browser> {
  return openBrowserOn(program, server.authority, path.join(server.folder, 'chromium'));
}

/** @param profile Where the browser keeps its data; a folder of its own that goes with it where empty. */
export async function openBrowserOn(
  program: Chromium,
  authority: string,
  profile = '',
): Promise<Browser> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: program.executablePath,
    args: program.args,
    env: { ...definedEnvironment(), ...program.env },
    headless: true,
    viewport: { width: 1280, height: 800 },
  });
  const outside: string[] = [];
  const errors: string[] = [];
  context.on('request', (request) => {
    const url = new URL(request.url());
    const network = ['http:', 'https:', 'ws:', 'wss:'].includes(url.protocol);
    if (network && url.host !== authority && !withinWindow.test(url.href)) {
      outside.push(url.href);
    }
  });
  const watched = (page: Page): Page => {
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => errors.push(...(isVsCodes(error) ? [] : [String(error)])));
    return page;
  };
  return {
    page: watched(context.pages()[0] ?? (await context.newPage())),
    anotherPage: async () => watched(await context.newPage()),
    ...{ outside, errors },
    close: () => context.close(),
  };
}

/** Of the frame that VS Code puts around each webview: its service worker may not have taken over yet. */
function isVsCodes({ message }: Error): boolean {
  return message === 'Found unexpected null';
}

/** The address of a window on a folder; with a suite for its extension host, where one is named. */
export function workbenchUrl(
  { authority }: CodeServerRun,
  folder: string,
  suite?: { readonly extension: string; readonly tests: string },
): string {
  const query = new URLSearchParams({ folder });
  if (suite) {
    const remote = (file: string) => `vscode-remote://${authority}${file}`;
    const payload = [
      ['extensionDevelopmentPath', remote(suite.extension)],
      ['extensionTestsPath', remote(suite.tests)],
    ];
    query.set('payload', JSON.stringify(payload));
  }
  return `http://${authority}/?${query.toString()}`;
}

import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { root } from './programs';

interface Places {
  /** The folder of the VS Code that it is a window of. */
  readonly server: string;
  /** The folder that is open in it. */
  readonly workspace: string;
}

/** Pages of the windows that are open now, so that whatever fails can be looked at in each of them. */
const open = new Map<Page, Places>();

export function isOpen(page: Page, places: Places): void {
  open.set(page, places);
  page.once('close', () => open.delete(page));
}

/** A picture of each window in `out/e2e/shots`, and what it asks, tells and noted in its incidents, as lines. */
export async function failureSeen(test: string): Promise<string> {
  const folder = path.join(root, 'out', 'e2e', 'shots');
  await mkdir(folder, { recursive: true });
  const seen: string[] = [];
  for (const page of open.keys()) {
    const name = `failure-${test.replaceAll(/[^\p{L}\d]+/gu, '-')}-${seen.length + 1}.png`;
    const said = page
      .screenshot({ path: path.join(folder, name) })
      .then(() => saidIn(page))
      .catch((error: unknown) => String(error));
    seen.push(`-- window ${seen.length + 1}\n${await said}`);
  }
  for (const { workspace } of open.values()) {
    seen.push(...(await lastLines(workspace, /journal.*\.jsonl$/)));
  }
  for (const server of new Set([...open.values()].map((places) => places.server))) {
    const logs = path.join(server, 'data', 'logs');
    seen.push(...(await lastLines(logs, /remoteexthost\.log$|pra-table-recovery.*\.log$/)));
  }
  return seen.join('\n');
}

/** Of the last of the files that are named so: what extensions and their host wrote, or what an incident's journal tells. */
async function lastLines(folder: string, named: RegExp): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const told = names.filter((name) => named.test(name)).toSorted();
  return Promise.all(
    told.slice(-6).map(async (name) => {
      const text = await readFile(path.join(folder, name), 'utf8').catch(String);
      return `-- ${name}\n${text.trimEnd().split('\n').slice(-12).join('\n')}`;
    }),
  );
}

const places = {
  asked: '.quick-input-widget:visible',
  dialog: '.monaco-dialog-box',
  told: '.notification-toast',
  'status bar': '.statusbar-item.left',
  tab: '.tabs-container [role=tab]',
  row: '.sidebar .monaco-list-row',
};

async function saidIn(page: Page): Promise<string> {
  const lines: string[] = [];
  for (const [name, selector] of Object.entries(places)) {
    const texts = await page.locator(selector).allInnerTexts();
    lines.push(...texts.map((text) => `${name}: ${inOneLine(text)}`));
  }
  for (const frame of page.frames().slice(1)) {
    const body = frame.locator('body').innerText({ timeout: 1000 });
    lines.push(`webview: ${inOneLine(await body.catch(String)).slice(0, 300)}`);
  }
  return lines.join('\n');
}

function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

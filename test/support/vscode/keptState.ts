import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';

/**
 * Until VS Code has stored which editors are open, and these texts. In a browser it writes its state down every five
 * seconds where it has nothing else to do; what it begins to write while its window goes away may come too late.
 */
export async function untilKept(page: Page, texts: readonly string[]): Promise<void> {
  const tabs = await page.locator('.tabs-container .tab').allInnerTexts();
  const wanted = [...tabs.map((tab) => tab.trim()), ...texts];
  const deadline = Date.now() + 60_000;
  for (;;) {
    const stored = await storedState(page);
    const missing = wanted.filter((text) => !stored.includes(text));
    if (missing.length === 0) {
      return;
    }
    if (Date.now() > deadline) {
      throw new Error(`VS Code has not stored within a minute: ${missing.join(', ')}`);
    }
    await pause(200);
  }
}

/** What VS Code has stored for all windows of this browser. */
async function storedState(page: Page): Promise<string> {
  const names = await page.evaluate(async () =>
    (await indexedDB.databases()).map(({ name = '' }) => name),
  );
  const states = names.filter((name) => name.startsWith('vscode-web-state-db-'));
  const texts = await Promise.all(states.map(async (name) => storedIn(page, name)));
  return texts.join('\n');
}

/** Its functions are nameless: a page lacks what the compiler would name them with. */
function storedIn(page: Page, name: string): Promise<string> {
  return page.evaluate(
    (database) =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open(database);
        opening.onerror = () => {
          reject(new Error(`${database} does not open`));
        };
        opening.onsuccess = () => {
          const items = opening.result.transaction('ItemTable').objectStore('ItemTable');
          const asking = items.getAll();
          opening.result.close();
          asking.onerror = () => {
            reject(new Error(`${database} does not answer`));
          };
          asking.onsuccess = () => {
            resolve(asking.result.map(String).join('\n'));
          };
        };
      }),
    name,
  );
}

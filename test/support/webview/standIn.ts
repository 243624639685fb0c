import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '../vscode/programs';

/** The kinds of themes that VS Code knows; the colours of each are in `test/fixtures/themes`. */
export const themes = ['dark', 'light', 'hc', 'hcLight'] as const;

export type Theme = (typeof themes)[number];

interface ThemeColours {
  readonly theme: Theme;
  /** By name, `--vscode-…` and `color-scheme`. */
  readonly variables: readonly (readonly [string, string])[];
}

/** What the page was seen to do that it must not. */
export interface Watched {
  violations: string[];
  /** Keys that VS Code got to see. */
  keys: string[];
}

declare global {
  interface Window {
    watched: Watched;
    postToHost(message: unknown): void;
    acquireVsCodeApi(): unknown;
  }
}

/** Makes each document of the page what VS Code makes of a webview's: its API, its styles, its keys. */
export async function standInForVsCode(page: Page, theme: Theme): Promise<void> {
  // What tsx wraps named functions in.
  await page.addInitScript({ content: 'globalThis.__name = (named) => named;' });
  await page.addInitScript(giveApi);
  await page.addInitScript(watch);
  await page.addInitScript(dress, await coloursOf(theme));
}

async function coloursOf(theme: Theme): Promise<ThemeColours> {
  const file = path.join(root, 'test', 'fixtures', 'themes', `${theme}.css`);
  const text = await readFile(file, 'utf8');
  const variables = [...text.matchAll(/^\s*(--vscode-[\w-]+|color-scheme):\s*([^;]+);/gm)];
  return { theme, variables: variables.map(([, name = '', value = '']) => [name, value]) };
}

function giveApi(): void {
  let given = false;
  window.acquireVsCodeApi = () => {
    if (given) {
      throw new Error('An instance of the VS Code API has already been acquired');
    }
    given = true;
    return {
      postMessage: (message: unknown) => {
        window.postToHost(message);
      },
      getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') as unknown,
      setState: (state: unknown) => {
        sessionStorage.setItem('state', JSON.stringify(state));
      },
    };
  };
}

/** As VS Code's own page does, which hears every key that reaches the window and has its own Select All. */
function watch(): void {
  window.watched = { violations: [], keys: [] };
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    window.watched.violations.push(`${violatedDirective} ${blockedURI}`);
  });
  document.addEventListener('DOMContentLoaded', () => {
    window.addEventListener('keydown', (event) => {
      window.watched.keys.push(event.key);
      if (event.ctrlKey && event.key === 'a') {
        // The very call of its `editor.action.selectAll` in a webview.
        // eslint-disable-next-line @typescript-eslint/no-deprecated
        document.execCommand('selectAll');
      }
    });
  });
}

/** Theme and default styles, as VS Code sets them: by properties, which no policy holds back. */
function dress({ theme, variables }: ThemeColours): void {
  document.addEventListener('DOMContentLoaded', () => {
    const { style } = document.documentElement;
    for (const [name, value] of variables) {
      style.setProperty(name, value);
    }
    style.setProperty('--vscode-font-family', 'system-ui, "DejaVu Sans", sans-serif');
    style.setProperty('--vscode-editor-font-family', '"DejaVu Sans Mono", monospace');
    const kind = {
      dark: 'vscode-dark',
      light: 'vscode-light',
      hc: 'vscode-high-contrast',
      hcLight: 'vscode-high-contrast-light',
    }[theme];
    // VS Code gives the light one both names.
    document.body.className = theme === 'hcLight' ? `${kind} vscode-high-contrast` : kind;
    document.body.dataset['vscodeThemeKind'] = kind;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`@layer vscode-default {
      body { color: var(--vscode-editor-foreground); margin: 0; padding: 0 20px; }
      kbd {
        border: 1px solid var(--vscode-widget-border, currentColor);
        border-radius: 3px;
        padding: 1px 3px;
        vertical-align: middle;
      }
      ::-webkit-scrollbar { width: 10px; height: 10px; }
      ::-webkit-scrollbar-corner { background-color: var(--vscode-editor-background); }
      ::-webkit-scrollbar-thumb { background-color: var(--vscode-scrollbarSlider-background); }
    }`);
    document.adoptedStyleSheets.push(sheet);
  });
}

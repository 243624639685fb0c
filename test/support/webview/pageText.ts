import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import type { PageName } from '../../../src/ui/webviewPage';
import { root } from '../vscode/programs';

interface WebviewStandIn {
  readonly cspSource: string;
  asWebviewUri(uri: string): string;
}

interface HtmlModule {
  readonly pageHtml: (webview: WebviewStandIn, extension: string, page: PageName) => string;
}

/** The page that the extension gives to VS Code, policy and all, for resources of this origin. */
export async function pageText(page: PageName, origin: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(root, 'src', 'ui', 'webviewPage.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
    plugins: [vscodeStandIn],
    logLevel: 'warning',
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  const module = (await import(`data:text/javascript;base64,${code}`)) as HtmlModule;
  return module.pageHtml({ cspSource: origin, asWebviewUri: (uri) => uri }, origin, page);
}

/** Of VS Code's own module, the page's text needs only how addresses are joined. */
const vscodeStandIn: Plugin = {
  name: 'vscode',
  setup(bundling) {
    bundling.onResolve({ filter: /^vscode$/ }, ({ path: name }) => ({
      path: name,
      namespace: 'stand-in',
    }));
    bundling.onLoad({ filter: /.*/, namespace: 'stand-in' }, () => ({
      contents: `export const Uri = { joinPath: (...parts) => parts.join('/') };`,
    }));
  },
};

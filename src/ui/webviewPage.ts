import * as vscode from 'vscode';

/** Our pages, by the names of their script and style. */
export type PageName = 'review' | 'report';

/** What a webview is allowed: our own script and style, nothing else. */
export function pageOptions(extension: vscode.Uri): vscode.WebviewOptions {
  return {
    enableScripts: true,
    enableCommandUris: false,
    enableForms: false,
    localResourceRoots: [pageResources(extension)],
  };
}

/** The only folder that a page may load anything from. */
function pageResources(extension: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extension, 'dist', 'webview');
}

const titles: Readonly<Record<PageName, string>> = { review: 'Review', report: 'Report' };

/** A page that runs our script alone, loads nothing from elsewhere, and holds no text of a database. */
export function pageHtml(webview: vscode.Webview, extension: vscode.Uri, page: PageName): string {
  const uriOf = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(pageResources(extension), name)).toString();
  const nonce = crypto.randomUUID();
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta property="csp-nonce" content="${nonce}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${uriOf(`${page}.css`)}">
<title>${titles[page]}</title>
</head>
<body>
<script type="module" nonce="${nonce}" src="${uriOf(`${page}.js`)}"></script>
</body>
</html>
`;
}

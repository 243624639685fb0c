import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** The only folder that a review may load anything from. */
export function reviewResources(extension: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extension, 'dist', 'webview');
}

/** A page that runs our script alone, loads nothing from elsewhere, and holds no text of a database. */
export function reviewHtml(webview: vscode.Webview, extension: vscode.Uri): string {
  const uriOf = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(reviewResources(extension), name)).toString();
  const nonce = randomBytes(18).toString('base64url');
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
<link rel="stylesheet" href="${uriOf('review.css')}">
<title>Review</title>
</head>
<body>
<script type="module" nonce="${nonce}" src="${uriOf('review.js')}"></script>
</body>
</html>
`;
}

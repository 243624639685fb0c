import * as vscode from 'vscode';

const scheme = 'pra-text';

/** Texts that the window shows and nobody saves, such as a definition or a journal: each while it is open. */
export class TextPages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  /** By name, the page whose text stays though no document of it is open: a preview asks for it again. */
  private readonly previewed = new Map<string, string>();
  private readonly registered = vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(scheme, this),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (this.previewed.get(uri.path.slice(1)) !== uri.toString()) {
        this.texts.delete(uri.toString());
      }
    }),
  );

  async show(title: string, text: string): Promise<void> {
    const { inWindow } = await import('./asking');
    const document = await vscode.workspace.openTextDocument(this.add(inWindow(title), text));
    await vscode.window.showTextDocument(document, { preview: true });
  }

  /** Markdown as it is meant to be read. */
  async preview(title: string, text: string): Promise<void> {
    const { inWindow } = await import('./asking');
    const name = `${inWindow(title)}.md`;
    this.texts.delete(this.previewed.get(name) ?? '');
    const uri = this.add(name, text);
    this.previewed.set(name, uri.toString());
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  }

  /** Where the text is found. @param title A path, of which the last part is shown; its ending tells the language. */
  add(title: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path: `/${title}`, query: String(Date.now()) });
    this.texts.set(uri.toString(), text);
    return uri;
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const { inWindow } = await import('./asking');
    const gone = inWindow('This is no longer at hand: ask for it again.');
    return this.texts.get(uri.toString()) ?? `-- ${gone}\n`;
  }

  dispose(): void {
    this.registered.dispose();
  }
}

import * as vscode from 'vscode';

const key = 'dumpFolders';

/** The folders of dumps that the operator added, on this machine. */
export class DumpFolders implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly state: vscode.Memento) {}

  all(): readonly string[] {
    return this.state.get<readonly string[]>(key, []);
  }

  async add(folder: string): Promise<void> {
    if (!this.all().includes(folder)) {
      await this.save([...this.all(), folder]);
    }
  }

  async remove(folder: string): Promise<void> {
    await this.save(this.all().filter((other) => other !== folder));
  }

  dispose(): void {
    this.changed.dispose();
  }

  private async save(folders: readonly string[]): Promise<void> {
    await this.state.update(key, folders);
    this.changed.fire();
  }
}

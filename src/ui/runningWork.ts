import * as vscode from 'vscode';

/** A piece of work that takes time: what its progress is called, in English, and whose step it is. */
export interface PieceOfWork {
  readonly title: string;
  /** The folder of the incident whose step it is. */
  readonly incident?: string;
}

/** What this window is at work on just now, the longest first. */
export class RunningWork implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly pieces = new Set<PieceOfWork>();

  all(): readonly PieceOfWork[] {
    return [...this.pieces];
  }

  /** As long as `work` takes. */
  async during<T>(piece: PieceOfWork, work: () => Promise<T>): Promise<T> {
    const own = { ...piece };
    this.pieces.add(own);
    this.changed.fire();
    try {
      return await work();
    } finally {
      this.pieces.delete(own);
      this.changed.fire();
    }
  }

  dispose(): void {
    this.changed.dispose();
  }
}

import * as vscode from 'vscode';
import type { TableId } from '../../core/catalog/table';
import { freezeOn } from '../../core/freeze/freeze';
import type { FoundFreeze } from '../../recovery/freeze/frozenTables';
import type { ConnectionProfile } from '../connections/profiles';

type Connection = Pick<ConnectionProfile, 'id'>;
type FoundByConnection = Readonly<Record<string, readonly FoundFreeze[]>>;

const key = 'frozen';

/**
 * What was frozen in each production when it was last looked at, in this window or an earlier one. Nothing here
 * asks a server.
 */
export class FrozenTables implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  /** As the views show it. */
  private shown: string;
  private readonly focused: vscode.Disposable;

  constructor(private readonly state: vscode.Memento) {
    this.shown = JSON.stringify(this.all());
    this.focused = vscode.window.onDidChangeWindowState(() => {
      this.showChange();
    });
  }

  of({ id }: Connection): readonly FoundFreeze[] {
    return this.all()[id] ?? [];
  }

  /** The freeze that a table carries, its own or that of the table above it. */
  on(connection: Connection, table: TableId): FoundFreeze | undefined {
    return freezeOn(table, this.of(connection));
  }

  /** What a look at production has found. */
  async found({ id }: Connection, frozen: readonly FoundFreeze[]): Promise<void> {
    const { [id]: before = [], ...others } = this.all();
    if (JSON.stringify(before) !== JSON.stringify(frozen)) {
      await this.state.update(key, frozen.length === 0 ? others : { ...others, [id]: frozen });
    }
    this.showChange();
  }

  dispose(): void {
    this.changed.dispose();
    this.focused.dispose();
  }

  /** What another window has found meanwhile comes into the state by itself. */
  private showChange(): void {
    const now = JSON.stringify(this.all());
    if (now !== this.shown) {
      this.shown = now;
      this.changed.fire();
    }
  }

  private all(): FoundByConnection {
    return this.state.get<FoundByConnection>(key, {});
  }
}

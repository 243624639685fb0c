import type * as vscode from 'vscode';
import { type TableId, tableLabel } from '../../core/catalog/table';
import { type ColumnLook, lookOf } from '../../protocol/cells';
import { Unreadable } from '../../protocol/fields';

/** How the columns of each table were last looked at in this workspace, whatever its connection is called. */
export class Looks {
  constructor(private readonly memory: vscode.Memento) {}

  /** Undefined where it was never changed, or an earlier version kept it otherwise. */
  of(table: TableId): ColumnLook | undefined {
    try {
      return lookOf(this.memory.get(nameOf(table)));
    } catch (error) {
      if (error instanceof Unreadable) {
        return undefined;
      }
      throw error;
    }
  }

  async keep(table: TableId, look: ColumnLook): Promise<void> {
    await this.memory.update(nameOf(table), look);
  }
}

function nameOf(table: TableId): string {
  return `pra.look:${tableLabel(table)}`;
}

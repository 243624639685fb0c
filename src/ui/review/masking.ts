import * as vscode from 'vscode';
import type { KeptTable } from '../../core/diff/comparison';
import { type MaskedColumns, maskedColumns } from '../../core/review/mask';
import { columnsIn } from '../columnSettings';

/** The columns that are set as personal. */
export function maskedIn(table: KeptTable): MaskedColumns {
  return maskedColumns(table, personalIn(table), new Set());
}

function personalIn({ live }: KeptTable): readonly string[] {
  return columnsIn('personalColumns', live.id) ?? [];
}

/**
 * Which columns of an incident's table are masked: those that are set as personal, until they are revealed,
 * for as long as this window works on the incident.
 */
export class Masking implements vscode.Disposable {
  private readonly names = new Set<string>();
  private readonly listening: vscode.Disposable;

  /** @param onSet Others are set as personal now. */
  constructor(
    private readonly table: KeptTable,
    onSet: () => void,
  ) {
    this.listening = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('pra.personalColumns')) {
        onSet();
      }
    });
  }

  get columns(): MaskedColumns {
    return maskedColumns(this.table, personalIn(this.table), this.names);
  }

  /** Personal columns that are shown all the same. */
  get revealed(): MaskedColumns {
    return new Set([...maskedIn(this.table)].filter((column) => !this.columns.has(column)));
  }

  reveal(name: string): void {
    this.names.add(name);
  }

  maskAgain(name: string): void {
    this.names.delete(name);
  }

  dispose(): void {
    this.listening.dispose();
  }
}

import * as vscode from 'vscode';
import { tableLabel } from '../../core/catalog/table';
import { type Freeze, freezeLabel, type FrozenTable } from '../../core/freeze/freeze';

/** `metier.rdv is frozen by marie (role dba) since Mar 10, 08:00 AM: wrong statuses.`, the time by this machine's clock. */
export function frozenSentence({ table, freeze }: FrozenTable): string {
  return `${tableLabel(table)} is frozen ${whoseFreeze(freeze)}.`;
}

/** The half of it that says whose it is. */
export function whoseFreeze(freeze: Freeze): string {
  return freezeLabel({ ...freeze, at: localTime(freeze.at) });
}

function localTime(at: string): string {
  return new Date(at).toLocaleString(vscode.env.language, {
    ...{ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  });
}

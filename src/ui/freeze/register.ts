import * as vscode from 'vscode';
import type { UiServices } from '../services';
import { FreezeReminder } from './freezeReminder';
import { frozenStatus } from './frozenStatus';

/** What tells that something is frozen: in the status bar, and after a time in a message. */
export function registerFreezes(services: UiServices): vscode.Disposable {
  const status = frozenStatus(services);
  const reminder = new FreezeReminder(services);
  return vscode.Disposable.from(status, reminder);
}

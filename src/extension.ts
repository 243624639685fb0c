import * as vscode from 'vscode';
import type { Program } from './engine/engineHost';
import { registerCommands } from './ui/commands/register';
import { Profiles } from './ui/connections/profiles';
import { DumpFolders } from './ui/dumps/dumpFolders';
import { Verifications } from './ui/dumps/verifications';
import { registerReview } from './ui/review/register';
import type { UiServices } from './ui/services';
import { programOf } from './ui/settings';
import { Tasks } from './ui/tasks';
import { registerViews } from './ui/views/views';

/** Makes and registers; reads, connects and starts nothing. The engine is loaded by what needs it. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('PRA', { log: true });
  const refreshed = new vscode.EventEmitter<void>();
  const program = (): Program => programOf(context);
  const services: UiServices = {
    ...{ context, log, program },
    profiles: new Profiles(context.globalState, context.secrets),
    dumpFolders: new DumpFolders(context.globalState),
    verifications: new Verifications(context.globalState),
    tasks: new Tasks(log, program),
    refresh: () => {
      refreshed.fire();
    },
    onDidRefresh: refreshed.event,
  };
  const { profiles, dumpFolders, verifications } = services;
  context.subscriptions.push(
    ...[log, refreshed, profiles, dumpFolders, verifications],
    registerViews(services),
    registerCommands(services),
    registerReview(services),
  );
}

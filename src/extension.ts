import * as vscode from 'vscode';
import type { Program } from './engine/engineHost';
import { registerCommands } from './ui/commands/register';
import { Profiles } from './ui/connections/profiles';
import { DumpFolders } from './ui/dumps/dumpFolders';
import { Verifications } from './ui/dumps/verifications';
import { IncidentList } from './ui/incidents/incidentList';
import { registerReview } from './ui/review/register';
import { RunningSteps } from './ui/review/runningSteps';
import type { UiServices } from './ui/services';
import { openSampleIfMarked } from './ui/sampleMark';
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
    incidents: new IncidentList(log),
    running: new RunningSteps(),
    refresh: () => {
      refreshed.fire();
    },
    onDidRefresh: refreshed.event,
  };
  const { profiles, dumpFolders, verifications, incidents, tasks } = services;
  context.subscriptions.push(
    ...[log, refreshed, profiles, dumpFolders, verifications, incidents, tasks],
    registerViews(services),
    registerCommands(services),
    registerReview(services),
    openSampleIfMarked(tasks),
  );
}

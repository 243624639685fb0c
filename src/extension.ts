import * as vscode from 'vscode';
import type { Program } from './engine/engineHost';
import { registerCommands } from './ui/commands/register';
import { Profiles } from './ui/connections/profiles';
import { DumpContentsReader } from './ui/dumps/dumpContents';
import { DumpFolders } from './ui/dumps/dumpFolders';
import { Verifications } from './ui/dumps/verifications';
import { FrozenTables } from './ui/freeze/frozenTables';
import { registerFreezes } from './ui/freeze/register';
import { SecretTokens } from './ui/freeze/secretTokens';
import { IncidentList } from './ui/incidents/incidentList';
import { runningStatus } from './ui/runningStatus';
import { Reports } from './ui/report/reports';
import { registerReview } from './ui/review/register';
import { RunningSteps } from './ui/review/runningSteps';
import type { UiServices } from './ui/services';
import { openSampleIfMarked } from './ui/sampleMark';
import { programOf } from './ui/settings';
import { Tasks } from './ui/tasks';
import { TextPages } from './ui/textPages';
import { registerViews } from './ui/views/views';

/** Makes and registers; reads, connects and starts nothing. The engine is loaded by what needs it. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('PRA', { log: true });
  const refreshed = new vscode.EventEmitter<void>();
  const program = (): Program => programOf(context);
  const tasks = new Tasks(log, program);
  const services: UiServices = {
    ...{ context, log, program },
    profiles: new Profiles(context.globalState, context.secrets),
    frozen: new FrozenTables(context.globalState),
    tokens: new SecretTokens(context.secrets),
    dumpFolders: new DumpFolders(context.globalState),
    dumpContents: new DumpContentsReader(context.globalStorageUri),
    verifications: new Verifications(context.globalState),
    tasks,
    reports: new Reports(context.extensionUri, tasks),
    pages: new TextPages(),
    incidents: new IncidentList(log),
    running: new RunningSteps(),
    refresh: () => {
      refreshed.fire();
    },
    onDidRefresh: refreshed.event,
  };
  const { profiles, frozen, dumpFolders, dumpContents, verifications } = services;
  const { incidents, reports } = services;
  context.subscriptions.push(
    ...[
      log,
      refreshed,
      profiles,
      frozen,
      dumpFolders,
      dumpContents,
      verifications,
      incidents,
      tasks,
    ],
    ...[reports, services.pages],
    verifications.onDidChange(() => {
      void tasks.showingFailure(() => reports.refresh('trust'));
    }),
    registerViews(services),
    registerCommands(services),
    registerReview(services),
    registerFreezes(services),
    runningStatus(tasks.work),
    openSampleIfMarked(tasks),
  );
}

import path from 'node:path';
import * as vscode from 'vscode';
import type { Step } from '../../protocol/state';
import { incidentsFolder, workspaceIncidents } from '../incidents/incidentFolders';
import { incidentNodes } from '../incidents/incidentsView';
import type { UiServices } from '../services';
import { LazyTree } from '../views/lazyTree';
import { subjectOf } from '../views/node';
import type { Reviewing } from './reviewing';

const steps: Readonly<Record<string, Step>> = {
  'pra.saveScript': 'saveScript',
  'pra.rehearse': 'rehearse',
  'pra.apply': 'apply',
  'pra.verifyRecovery': 'verify',
  'pra.undo': 'undo',
};

/** The review, the incidents view and the commands of the chain. The engine is loaded by the first use. */
export function registerReview(services: UiServices): vscode.Disposable {
  const reviewing = new LazyReviewing(services);
  const tree = new LazyTree(toldIncidents, services.log);
  const view = vscode.window.createTreeView('pra.incidents', { treeDataProvider: tree });
  // Not within the activation, which has to be quick.
  setImmediate(askAboutUnknown, services, reviewing);
  return vscode.Disposable.from(
    reviewing,
    tree,
    view,
    services.onDidRefresh(tree.refresh),
    watchIncidents(tree.refresh),
    vscode.workspace.onDidChangeWorkspaceFolders(tree.refresh),
    vscode.window.registerWebviewPanelSerializer('pra.review', {
      deserializeWebviewPanel: async (panel) => {
        await services.tasks.showingFailure(async () => (await reviewing.get()).restore(panel));
      },
    }),
    ...commands(services, reviewing),
  );
}

/** Menus ask whether there are none. */
async function toldIncidents(): ReturnType<typeof incidentNodes> {
  const nodes = await incidentNodes();
  void vscode.commands.executeCommand('setContext', 'pra.noIncidents', nodes.length === 0);
  return nodes;
}

function commands({ tasks }: UiServices, reviewing: LazyReviewing): readonly vscode.Disposable[] {
  const command = (
    id: string,
    run: (reviewing: Reviewing, argument: unknown) => Promise<void>,
  ): vscode.Disposable =>
    tasks.command(id, async (argument: unknown) => run(await reviewing.get(), argument));
  return [
    command('pra.recover', (all, node) => all.recover(node)),
    command('pra.compare', (all, node) => all.compare(node)),
    command('pra.openReview', (all, argument) => all.openReview(argument)),
    ...Object.entries(steps).map(([id, step]) =>
      command(id, (all, argument) => all.stepOf(step, argument)),
    ),
    tasks.command('pra.openScript', openScriptOf),
    tasks.command('pra.openJournal', openJournalOf),
  ];
}

async function openScriptOf(argument: unknown): Promise<void> {
  const dir = subjectOf(argument, 'incident')?.dir;
  const file =
    argument instanceof vscode.Uri ? argument.fsPath : dir && path.join(dir, 'correction.sql');
  if (file !== undefined) {
    const { openScript } = await import('./openScript');
    await openScript(file);
  }
}

async function openJournalOf(argument: unknown): Promise<void> {
  const dir =
    argument instanceof vscode.Uri ? argument.fsPath : subjectOf(argument, 'incident')?.dir;
  if (dir !== undefined) {
    const { showJournal } = await import('../incidents/journalText');
    await showJournal(dir);
  }
}

/** Whatever changes an incident's standing writes its journal or an outcome: ours, or another program's. */
function watchIncidents(changed: () => void): vscode.Disposable {
  let waiting: NodeJS.Timeout | undefined;
  const soon = (): void => {
    clearTimeout(waiting);
    waiting = setTimeout(changed, 300);
  };
  const watchers = ['*/journal/*', '*/*.{json,sql,md}'].map((glob) =>
    vscode.workspace.createFileSystemWatcher(`**/${incidentsFolder}/${glob}`),
  );
  return vscode.Disposable.from(
    ...watchers.flatMap((watcher) => [
      watcher,
      watcher.onDidCreate(soon),
      watcher.onDidChange(soon),
      watcher.onDidDelete(soon),
    ]),
    {
      dispose: () => {
        clearTimeout(waiting);
      },
    },
  );
}

/** A COMMIT that was not answered is asked about as soon as the operator is back. */
function askAboutUnknown({ tasks }: UiServices, reviewing: LazyReviewing): void {
  void tasks.showingFailure(async () => {
    const unknown = (await workspaceIncidents()).filter(({ standing }) => standing === 'unknown');
    for (const { dir } of unknown) {
      const sentence = `${path.basename(dir)}: whether the last COMMIT took place is not known.`;
      const answer = await vscode.window.showWarningMessage(sentence, 'Ask Production', 'Later');
      if (answer === 'Ask Production') {
        await (await reviewing.get()).settle(dir);
      }
    }
  });
}

class LazyReviewing implements vscode.Disposable {
  private made: Promise<Reviewing> | undefined;

  constructor(private readonly services: UiServices) {}

  get(): Promise<Reviewing> {
    this.made ??= import('./reviewing').then((module) => new module.Reviewing(this.services));
    return this.made;
  }

  dispose(): void {
    void this.made?.then((reviewing) => {
      reviewing.dispose();
    });
  }
}

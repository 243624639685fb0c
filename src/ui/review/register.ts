import path from 'node:path';
import * as vscode from 'vscode';
import type { Step } from '../../protocol/state';
import { registerIncidentsView } from '../incidents/incidentsView';
import type { UiServices } from '../services';
import type { TextPages } from '../textPages';
import { subjectOf } from '../views/subject';
import type { Reviewing } from './reviewing';

const steps: Readonly<Record<string, Step>> = {
  'pra.saveScript': 'saveScript',
  'pra.rehearse': 'rehearse',
  'pra.apply': 'apply',
  'pra.verifyRecovery': 'verify',
  'pra.undo': 'undo',
  'pra.findStaleRows': 'findStale',
  'pra.compareStaleRows': 'compareStale',
};

/** The review, the incidents view and the commands of the chain. The engine is loaded by the first use. */
export function registerReview(services: UiServices): vscode.Disposable {
  const reviewing = new LazyReviewing(services);
  // Not within the activation, which has to be quick.
  setImmediate(askAboutUnknown, services, reviewing);
  return vscode.Disposable.from(
    reviewing,
    registerIncidentsView(services),
    vscode.window.registerWebviewPanelSerializer('pra.review', {
      deserializeWebviewPanel: async (panel, kept: unknown) => {
        await services.tasks.showingFailure(async () =>
          (await reviewing.get()).restore(panel, kept),
        );
      },
    }),
    ...commands(services, reviewing),
  );
}

function commands(services: UiServices, reviewing: LazyReviewing): readonly vscode.Disposable[] {
  const { tasks, pages } = services;
  const command = (
    id: string,
    run: (reviewing: Reviewing, argument: unknown) => Promise<void>,
  ): vscode.Disposable =>
    tasks.command(id, async (argument: unknown) => run(await reviewing.get(), argument));
  return [
    command('pra.recover', (all, node) => all.recover(node)),
    command('pra.compare', (all, node) => all.compare(node)),
    command('pra.compareStructure', (all, node) => all.compareStructure(node)),
    command('pra.chooseIgnored', (all, argument) => all.chooseIgnored(argument)),
    command('pra.compareByOtherColumns', (all, argument) => all.compareByOtherColumns(argument)),
    command('pra.freezeTable', (all, argument) => all.freeze(argument)),
    command('pra.unfreezeTable', (all, argument) => all.unfreeze(argument)),
    command('pra.replaceTable', (all, argument) => all.replaceTable(argument)),
    command('pra.chooseStrategy', (all, argument) => all.chooseStrategy(argument)),
    command('pra.rehearseFile', (all, argument) => all.rehearseFile(argument)),
    command('pra.applyFile', (all, argument) => all.applyFile(argument)),
    command('pra.snapshotTable', (all, argument) => all.snapshotTable(argument)),
    command('pra.batches', (all, argument) => all.batches(argument)),
    command('pra.writeReport', (all, argument) => all.writeReport(argument)),
    command('pra.addNote', (all, argument) => all.addNote(argument)),
    command('pra.validateRecovery', (all, argument) => all.validateRecovery(argument)),
    command('pra.stopWatching', (all) => all.stopWatching()),
    command('pra.markTask', (all, argument) => all.markTask(argument)),
    command('pra.closeIncident', (all, argument) => all.closeIncident(argument)),
    command('pra.draftMessage', (all, argument) => all.draftMessage(argument)),
    command('pra.rehearseWithoutDrifted', (all, argument) => all.rehearseWithoutDrifted(argument)),
    command('pra.exportSelected', (all, argument) => all.exportSelected(argument)),
    command('pra.openReview', (all, argument) => all.openReview(argument)),
    ...Object.entries(steps).map(([id, step]) =>
      command(id, (all, argument) => all.stepOf(step, argument)),
    ),
    tasks.command('pra.openTask', (argument) => openTaskOf(argument, services)),
    tasks.command('pra.openScript', openScriptOf),
    tasks.command('pra.openJournal', (argument) => openJournalOf(argument, pages)),
  ];
}

async function openTaskOf(argument: unknown, services: UiServices): Promise<void> {
  const named = subjectOf(argument, 'task');
  if (named) {
    const { openTask } = await import('../incidents/steps/openTask');
    await openTask(named.dir, named.task, services);
  }
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

async function openJournalOf(argument: unknown, pages: TextPages): Promise<void> {
  const dir =
    argument instanceof vscode.Uri ? argument.fsPath : subjectOf(argument, 'incident')?.dir;
  if (dir !== undefined) {
    const { showJournal } = await import('../incidents/journalText');
    await showJournal(dir, pages);
  }
}

/** A COMMIT that was not answered is asked about as soon as the operator is back. */
function askAboutUnknown({ tasks, incidents }: UiServices, reviewing: LazyReviewing): void {
  void tasks.showingFailure(async () => {
    const unknown = (await incidents.all()).filter(({ standing }) => standing === 'unknown');
    for (const { dir } of unknown) {
      const { complain } = await import('../asking');
      const sentence = `${path.basename(dir)}: whether the last COMMIT took place is not known.`;
      const answer = await complain(sentence, 'Ask Production', 'Later');
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

import * as vscode from 'vscode';
import { RecoveryError } from '../../core/errors';
import type { IncidentStanding } from '../../core/incident/standing';
import type { Step } from '../../protocol/state';
import { addNote } from '../commands/addNote';
import { applyFile } from '../commands/applyFile';
import { closeIncident } from '../commands/closeIncident';
import { compare } from '../commands/compare';
import { chooseIgnored } from '../commands/chooseIgnored';
import { chooseStrategy, offerNext } from '../commands/chooseStrategy';
import { compareStructure } from '../commands/compareStructure';
import { draftMessage } from '../commands/draftMessage';
import { exportSelected } from '../commands/exportSelected';
import { freezeTable } from '../commands/freezeTable';
import { recoverParents } from '../commands/bringParents';
import { recover, recoverByOtherColumns } from '../commands/recover';
import { rehearseWithoutDrifted } from '../commands/rehearse';
import { rehearseFile } from '../commands/rehearseFile';
import { replaceTable } from '../commands/replaceTable';
import { snapshotTable } from '../commands/snapshotTable';
import { snapshotToFile } from '../commands/snapshotToFile';
import { unfreezeTable } from '../commands/unfreezeTable';
import { writeReport } from '../commands/writeReport';
import type { UiServices } from '../services';
import { lookBeside } from '../freeze/lookForFrozen';
import { showBatches } from '../incidents/batches';
import { pickIncident, standings, standingsFor } from '../incidents/pickIncident';
import { ownScript, scriptNamed } from '../incidents/scriptNamed';
import { markTask, pickOpenTask } from '../incidents/steps/markTask';
import { validateRecovery } from '../validation/validateRecovery';
import { Watches } from '../validation/watches';
import { subjectOf, type ViewNode } from '../views/subject';
import { showDefinitions } from '../structure/showDefinitions';
import type { OpenIncident } from './openIncident';
import { OpenIncidents } from './openIncidents';
import { Reviews } from './reviews';
import { RowDocuments } from './rowDocuments';
import { connectionOf } from './production';
import { productionLabel } from './reviewState';
import { settle } from './settle';
import { runStep } from './steps';

/** All that the review's commands do. Made when the first of them is called. */
export class Reviewing implements vscode.Disposable {
  private readonly incidents: OpenIncidents;
  private readonly reviews: Reviews;
  private readonly documents: vscode.Disposable;
  private readonly watches: Watches;

  constructor(private readonly services: UiServices) {
    this.incidents = new OpenIncidents(services);
    this.watches = new Watches(services);
    this.reviews = new Reviews(this.incidents, {
      services,
      // Held open until it has ended: closing the review does not break off a step.
      run: (step, { folder }) => this.stepIn(step, folder.path),
      compareStructure: (incident) => this.structureOf(incident),
      chooseIgnored: (incident) => this.ignoredOf(incident),
      compareByOtherColumns: (incident) => this.otherColumnsOf(incident.folder.path),
      bringParents: async (parents, incident) => {
        await this.reviews.show(await recoverParents(parents, incident, this.services));
      },
    });
    this.documents = RowDocuments.register(this.incidents);
  }

  async recover(node: unknown): Promise<void> {
    await this.showNew(await recover(this.services, node));
  }

  async compare(node: unknown): Promise<void> {
    await this.showNew(await compare(this.services, node));
  }

  /** Of the incident that is named or in front, as it was compared; else of what is chosen. */
  async compareStructure(node: unknown): Promise<void> {
    const dir = subjectOf(node, 'incident')?.dir ?? (node ? undefined : this.reviews.active);
    if (dir === undefined) {
      await compareStructure(this.services, node);
    } else {
      await this.incidents.using(dir, (incident) => this.structureOf(incident));
    }
  }

  async chooseIgnored(argument: unknown): Promise<void> {
    const dir = await this.incidentOf(argument, standings.reviewable);
    await this.incidents.using(dir, (incident) => this.ignoredOf(incident));
  }

  /** Of the same dump, as another incident. */
  async compareByOtherColumns(argument: unknown): Promise<void> {
    await this.otherColumnsOf(await this.incidentOf(argument, standings.reviewable));
  }

  async openReview(argument: unknown): Promise<void> {
    await this.reviews.show(await this.incidentOf(argument, standings.reviewable));
  }

  /** The step of the incident that is named, in front, or chosen. */
  async stepOf(step: Step, argument: unknown): Promise<void> {
    await this.stepIn(step, await this.incidentOf(argument, standingsFor[step]));
  }

  async rehearseWithoutDrifted(argument: unknown): Promise<void> {
    await this.incidents.using(await this.incidentOf(argument, standingsFor.rehearse), (incident) =>
      rehearseWithoutDrifted(incident, this.services),
    );
  }

  async exportSelected(argument: unknown): Promise<void> {
    await this.incidents.using(await this.incidentOf(argument, standings.reviewable), (incident) =>
      exportSelected(incident, this.services),
    );
  }

  /** Batches to suspend, and to resume. */
  async batches(argument: unknown): Promise<void> {
    await showBatches(await this.incidentOf(argument, standings.any), this.services);
  }

  async writeReport(argument: unknown): Promise<void> {
    await writeReport(await this.incidentOf(argument, standings.any), this.services);
  }

  async addNote(argument: unknown): Promise<void> {
    await addNote(await this.incidentOf(argument, standings.any), this.services);
  }

  /** Of the incident that is named, in front, or chosen, as far as its batches are resumed. */
  async validateRecovery(argument: unknown): Promise<void> {
    await this.incidents.using(await this.incidentOf(argument, standings.written), (incident) =>
      validateRecovery(incident, this.services, this.watches),
    );
  }

  async stopWatching(): Promise<void> {
    await this.watches.askToStop();
  }

  /** The task of the node that is named; else one of the open ones is picked. */
  async markTask(argument: unknown): Promise<void> {
    const named = subjectOf(argument, 'task');
    const dir = named?.dir ?? (await this.incidentOf(argument, standings.any));
    const task = named?.task ?? (await pickOpenTask(dir));
    await markTask(dir, { task, mark: 'done' }, this.services);
  }

  async closeIncident(argument: unknown): Promise<void> {
    await closeIncident(await this.incidentOf(argument, standings.any), this.services);
  }

  async draftMessage(argument: unknown): Promise<void> {
    await draftMessage(await this.incidentOf(argument, standings.any));
  }

  /** The table of the node that is named, or of the review in front; else the operator is asked. */
  async freeze(argument: unknown): Promise<void> {
    await freezeTable(this.services, argument ?? this.inFront());
  }

  async unfreeze(argument: unknown): Promise<void> {
    await unfreezeTable(this.services, argument ?? this.inFront());
  }

  /** The damaged table of an incident, into its folder; that of a node, or where there is no incident, into a file. */
  async snapshotTable(argument: unknown): Promise<void> {
    const { incidents } = this.services;
    if (subjectOf(argument, 'liveTable') ?? (await incidents.all()).length === 0) {
      await snapshotToFile(this.services, argument);
      return;
    }
    await snapshotTable(await this.incidentOf(argument, standings.any), this.services);
  }

  async rehearseFile(argument: unknown): Promise<void> {
    await this.withScript(argument, rehearseFile);
  }

  async applyFile(argument: unknown): Promise<void> {
    await this.withScript(argument, applyFile);
  }

  /** All of the table, of the incident that is named, in front, or chosen. */
  async replaceTable(argument: unknown): Promise<void> {
    await this.incidents.using(await this.incidentOf(argument, standings.correctable), (incident) =>
      replaceTable(incident, this.services),
    );
  }

  /** Of the incident that is named, in front, or chosen; then its rows are selected, or the whole table put back. */
  async chooseStrategy(argument: unknown): Promise<void> {
    const dir = await this.incidentOf(argument, standings.correctable);
    const strategy = await this.incidents.using(dir, (incident) =>
      chooseStrategy(incident, this.services),
    );
    const next = await offerNext(strategy);
    if (next === 'replace') {
      await this.replaceTable(vscode.Uri.file(dir));
    } else if (next === 'review') {
      await this.reviews.show(dir);
      await this.incidents.using(dir, (incident) => incident.selectStrategy(strategy));
    }
  }

  async settle(dir: string): Promise<void> {
    await this.incidents.using(dir, (incident) => settle(incident, this.services));
  }

  restore(panel: vscode.WebviewPanel, kept: unknown): Promise<void> {
    return this.reviews.restore(panel, kept);
  }

  dispose(): void {
    this.watches.dispose();
    this.documents.dispose();
    this.incidents.dispose();
  }

  /** The script that is named or in front, of its own incident or of one that is picked; else that incident's own. */
  private async withScript(argument: unknown, run: typeof applyFile): Promise<void> {
    const named = await scriptNamed(argument);
    const dir = named?.dir ?? (await this.incidentOf(undefined, standings.reviewable));
    const { file } = named ?? ownScript(dir);
    await this.incidents.using(dir, (incident) => run(file, incident, this.services));
  }

  private async showNew(dir: string): Promise<void> {
    await this.reviews.show(dir);
    await this.incidents.using(dir, (incident) => this.lookForFrozen(incident));
  }

  /** Where production has just been connected to: somebody else may have frozen something there. */
  private async lookForFrozen({ session, folder }: OpenIncident): Promise<void> {
    const label = productionLabel(session.comparison, await folder.entries());
    const profile = connectionOf(label, this.services.profiles);
    if (profile) {
      await lookBeside(profile, this.services);
    }
  }

  private inFront(): Pick<ViewNode, 'subject'> {
    const dir = this.reviews.active;
    return dir === undefined ? {} : { subject: { kind: 'incident', dir } };
  }

  private async structureOf({ session }: OpenIncident): Promise<void> {
    const { ddl, identity } = session.comparison;
    if (!ddl) {
      throw new RecoveryError('incident-unreadable', 'This incident kept no definitions.', {
        hint: 'Compare again.',
      });
    }
    await showDefinitions(identity.table, ddl, this.services.pages);
  }

  private async otherColumnsOf(dir: string): Promise<void> {
    const other = await this.incidents.using(dir, (incident) =>
      recoverByOtherColumns(incident, this.services),
    );
    await this.reviews.show(other);
  }

  private async ignoredOf({ session, folder }: OpenIncident): Promise<void> {
    if (await chooseIgnored(session.comparison.table)) {
      await this.stepIn('compareAgain', folder.path);
    }
  }

  private async stepIn(step: Step, dir: string): Promise<void> {
    const other = await this.incidents.using(dir, async (incident) => {
      try {
        return await runStep(step, incident, this.services);
      } finally {
        if (step !== 'saveScript') {
          void this.services.tasks.showingFailure(() => this.lookForFrozen(incident));
        }
      }
    });
    if (other !== undefined) {
      await this.reviews.show(other);
    }
  }

  /** The incident that is named, or whose review is in front, or that is picked of those that may be meant. */
  private async incidentOf(argument: unknown, may: readonly IncidentStanding[]): Promise<string> {
    const named =
      argument instanceof vscode.Uri ? argument.fsPath : subjectOf(argument, 'incident')?.dir;
    return named ?? this.reviews.active ?? pickIncident(await this.services.incidents.all(), may);
  }
}

import path from 'node:path';
import * as vscode from 'vscode';
import type { OpenIncidents } from './openIncidents';
import { pageOptions } from '../webviewPage';
import { type ReviewActions, reviewType, serveReview } from './panel';
import { restoredIncident } from './restoredIncident';
import { reviewTitle } from './reviewTitle';

/** The reviews of this window: one panel an incident. They come back after the window is reloaded. */
export class Reviews {
  private readonly panels = new Map<string, vscode.WebviewPanel>();

  constructor(
    private readonly incidents: OpenIncidents,
    private readonly actions: ReviewActions,
  ) {}

  /** The incident whose review is in front. */
  get active(): string | undefined {
    return [...this.panels].find(([, panel]) => panel.active)?.[0];
  }

  /** @throws {RecoveryError} where the incident holds no comparison, or it was changed. */
  async show(dir: string): Promise<void> {
    const shown = this.panels.get(dir);
    if (shown) {
      shown.reveal();
      return;
    }
    const { extensionUri } = this.actions.services.context;
    const panel = vscode.window.createWebviewPanel(
      reviewType,
      path.basename(dir),
      vscode.ViewColumn.Active,
      pageOptions(extensionUri),
    );
    await this.fill(panel, dir);
  }

  /**
   * After a reload of the window; a review whose incident is gone is closed.
   * @param kept What its page kept.
   */
  async restore(panel: vscode.WebviewPanel, kept: unknown): Promise<void> {
    const incidents = await this.actions.services.incidents.all();
    const known = incidents.map(({ dir }) => dir);
    const found = restoredIncident(kept, known);
    if (found === undefined || this.panels.has(found)) {
      panel.dispose();
      return;
    }
    await this.fill(panel, found);
  }

  private async fill(panel: vscode.WebviewPanel, dir: string): Promise<void> {
    this.panels.set(dir, panel);
    const closed = new Promise<void>((resolve) => {
      panel.onDidDispose(() => {
        this.panels.delete(dir);
        resolve();
      });
    });
    try {
      const incident = await this.incidents.acquire(dir);
      panel.title = reviewTitle(incident.session.comparison, vscode.env.language);
      const serving = serveReview(panel, incident, this.actions);
      incident.watchedBy(panel);
      panel.onDidChangeViewState(() => {
        incident.watchedBy(panel);
      });
      const release = async (): Promise<void> => {
        serving.dispose();
        incident.watchedBy(undefined);
        await this.incidents.release(dir);
      };
      void closed.then(() => this.actions.services.tasks.showingFailure(release));
    } catch (error) {
      panel.dispose();
      throw error;
    }
  }
}

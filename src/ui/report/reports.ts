import * as vscode from 'vscode';
import { RecoveryError } from '../../core/errors';
import {
  readReportIntent,
  type Report,
  type ReportIntent,
  type ReportMessage,
} from '../../protocol/report';
import type { Tasks } from '../tasks';
import { pageHtml, pageOptions } from '../webviewPage';

/** What a report is about. */
export interface ReportSubject {
  /** The same thing is shown in the same panel. */
  readonly key: string;
  readonly title: string;
  readonly make: () => Promise<Report>;
  readonly act: (intent: ReportIntent) => Promise<void>;
}

interface OpenReport {
  readonly subject: ReportSubject;
  readonly panel: vscode.WebviewPanel;
  report: Report;
}

/** The reports of this window: trust cards and volume histories, a panel each. */
export class Reports implements vscode.Disposable {
  private readonly open = new Map<string, OpenReport>();

  constructor(
    private readonly extension: vscode.Uri,
    private readonly tasks: Tasks,
  ) {}

  /** Makes the report, and shows it in its panel: the one that is open, or a new one. */
  async show(subject: ReportSubject): Promise<void> {
    const report = await subject.make();
    const known = this.open.get(subject.key);
    if (known) {
      known.report = report;
      post(known);
      known.panel.reveal();
      return;
    }
    const { inWindow } = await import('../asking');
    this.serve({ subject, panel: this.newPanel(inWindow(subject.title)), report });
  }

  /** Makes the open reports of one kind anew; that of a dump that is gone stays as it was. */
  async refresh(kind: Report['kind']): Promise<void> {
    for (const one of this.open.values()) {
      if (one.report.kind === kind) {
        one.report = (await unlessRefused(one.subject.make)) ?? one.report;
        post(one);
      }
    }
  }

  dispose(): void {
    for (const { panel } of this.open.values()) {
      panel.dispose();
    }
  }

  private newPanel(title: string): vscode.WebviewPanel {
    const panel = vscode.window.createWebviewPanel(
      'pra.report',
      title,
      vscode.ViewColumn.Active,
      pageOptions(this.extension),
    );
    const icon = (theme: string): vscode.Uri =>
      vscode.Uri.joinPath(this.extension, 'media', `review-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    return panel;
  }

  private serve(opened: OpenReport): void {
    const { subject, panel } = opened;
    this.open.set(subject.key, opened);
    panel.onDidDispose(() => {
      this.open.delete(subject.key);
    });
    panel.webview.onDidReceiveMessage((message: unknown) => {
      const intent = readReportIntent(message);
      if (intent?.kind === 'ready') {
        post(opened);
      } else if (intent) {
        void this.tasks.showingFailure(() => subject.act(intent));
      }
    });
    panel.webview.html = pageHtml(panel.webview, this.extension, 'report');
  }
}

async function unlessRefused<T>(make: () => Promise<T>): Promise<T | undefined> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof RecoveryError) {
      return undefined;
    }
    throw error;
  }
}

function post({ panel, report }: OpenReport): void {
  const message: ReportMessage = { kind: 'report', report };
  void panel.webview.postMessage(message);
}

import path from 'node:path';
import * as vscode from 'vscode';
import { factsOf } from '../../engine/reviewing';
import type { Channel, Params, ToWebview, WireError } from '../../protocol/messages';
import { type HostHandlers, serve, type Served } from '../../protocol/serve';
import type { ReviewState, SelectionCounts, Step } from '../../protocol/state';
import type { ReviewIntent } from '../../recovery/review/reviewSession';
import { failureWords, isAbort, logFailure } from '../errors';
import type { UiServices } from '../services';
import { pageHtml, pageOptions } from '../webviewPage';
import type { OpenIncident } from './openIncident';
import { reviewIntent } from './reviewIntent';
import { reviewState } from './reviewState';
import { wireRows } from './rows';
import { showCell } from './rowDocuments';
import { selectionCounts } from './status';

export const reviewType = 'pra.review';

export interface ReviewActions {
  readonly services: UiServices;
  readonly run: (step: Step, incident: OpenIncident) => Promise<void>;
  readonly compareStructure: (incident: OpenIncident) => Promise<void>;
  readonly chooseIgnored: (incident: OpenIncident) => Promise<void>;
}

/** Names the incident: by this title a review finds its incident again after a reload of the window. */
export function reviewTitle(dir: string): string {
  return `Review: ${path.basename(dir)}`;
}

/** Shows the incident in the panel and answers it, until the panel is closed. */
export function serveReview(
  panel: vscode.WebviewPanel,
  incident: OpenIncident,
  actions: ReviewActions,
): vscode.Disposable {
  const { extensionUri } = actions.services.context;
  const { log } = actions.services;
  panel.webview.options = pageOptions(extensionUri);
  panel.iconPath = {
    light: vscode.Uri.joinPath(extensionUri, 'media', 'review-light.svg'),
    dark: vscode.Uri.joinPath(extensionUri, 'media', 'review-dark.svg'),
  };
  const served: Served = serve(channelTo(panel.webview), handlers(incident, actions), (error) =>
    wireError(error, log),
  );
  const disposable = vscode.Disposable.from(
    served,
    incident.onDidChange((status) => {
      served.notify({ kind: 'statusChanged', status });
    }),
    incident.onDidChangeRows(() => {
      void actions.services.tasks.showingFailure(async () => {
        served.notify({ kind: 'reviewChanged', state: await stateOf(incident) });
      });
    }),
  );
  panel.webview.html = pageHtml(panel.webview, extensionUri, 'review');
  return disposable;
}

function channelTo(webview: vscode.Webview): Channel<ToWebview> {
  return {
    post: (message) => void webview.postMessage(message),
    listen: (listener) => {
      const listening = webview.onDidReceiveMessage(listener);
      return () => {
        listening.dispose();
      };
    },
  };
}

function handlers(incident: OpenIncident, actions: ReviewActions): HostHandlers {
  const { services, run } = actions;
  return {
    ready: () => stateOf(incident),
    rows: async ({ generation, first, count, ...shown }) => {
      refuseOutdated(generation, incident);
      const { session } = incident;
      const { table } = session.comparison;
      return wireRows(await session.page(shown, first, count), { first, table });
    },
    select: async ({ generation, intent }) => {
      refuseOutdated(generation, incident);
      return choose(incident, reviewIntent(intent));
    },
    allowDeletes: ({ allowed }) => choose(incident, { act: 'deletes', allowed }),
    start: async ({ step }) => {
      await run(step, incident);
      return undefined;
    },
    cancel: () => {
      incident.cancel();
      return Promise.resolve(undefined);
    },
    showCell: async (asked: Params<'showCell'>) => {
      refuseOutdated(asked.generation, incident);
      await showCell(incident, asked);
      return undefined;
    },
    compareStructure: async () => {
      await actions.compareStructure(incident);
      return undefined;
    },
    chooseIgnored: async () => {
      await actions.chooseIgnored(incident);
      return undefined;
    },
    showLog: () => {
      services.log.show();
      return Promise.resolve(undefined);
    },
  };
}

async function stateOf(incident: OpenIncident): Promise<ReviewState> {
  const [{ entries }, status] = [await factsOf(incident.folder), await incident.status()];
  const { session, generation } = incident;
  const locale = vscode.env.language;
  return reviewState({ session, generation, entries, status, locale, texts: {} });
}

async function choose(incident: OpenIncident, intent: ReviewIntent): Promise<SelectionCounts> {
  await incident.choose(intent);
  return selectionCounts(incident.session);
}

function refuseOutdated(asked: number, { generation }: OpenIncident): void {
  if (asked !== generation) {
    throw new OutdatedError();
  }
}

class OutdatedError extends Error {
  constructor() {
    super('The rows were compared again since they were drawn.');
  }
}

function wireError(error: unknown, log: vscode.LogOutputChannel): WireError {
  if (isAbort(error)) {
    return { code: 'cancelled', message: 'Cancelled.' };
  }
  if (error instanceof OutdatedError) {
    return { code: 'outdated', message: error.message };
  }
  logFailure(error, log);
  return failureWords(error);
}

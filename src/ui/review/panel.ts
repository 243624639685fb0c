import * as vscode from 'vscode';
import { factsOf } from '../../engine/reviewing';
import type { Channel, ToWebview } from '../../protocol/messages';
import type { WireError } from '../../protocol/requests';
import { serve, type Served } from '../../protocol/serve';
import type { ReviewState, Step } from '../../protocol/state';
import { countProduction } from '../commands/staleRows';
import type { LackingParents } from '../../recovery/review/reviewMarks';
import { failureWords, isAbort, logFailure } from '../errors';
import { failureIn, statusIn } from './reviewIn';
import { inLanguage } from '../../french/sentences';
import type { UiServices } from '../services';
import { pageHtml, pageOptions } from '../webviewPage';
import type { OpenIncident } from './openIncident';
import { saveAs } from './exportFile';
import { Looks } from './looks';
import { reviewHandlers } from './handlers/handlers';
import { type HandlerSurroundings, OutdatedError } from './handlers/reviewed';
import { knownFreezeOf } from './knownFreeze';
import { reviewState } from './reviewState';
import { showCell } from './rowDocuments';

export const reviewType = 'pra.review';

export interface ReviewActions {
  readonly services: UiServices;
  readonly run: (step: Step, incident: OpenIncident) => Promise<void>;
  readonly compareStructure: (incident: OpenIncident) => Promise<void>;
  readonly chooseIgnored: (incident: OpenIncident) => Promise<void>;
  readonly compareByOtherColumns: (incident: OpenIncident) => Promise<void>;
  readonly bringParents: (parents: LackingParents, incident: OpenIncident) => Promise<void>;
}

/** Shows the incident in the panel and answers it, until the panel is closed. */
export function serveReview(
  panel: vscode.WebviewPanel,
  incident: OpenIncident,
  actions: ReviewActions,
): vscode.Disposable {
  const { extensionUri } = actions.services.context;
  const { log } = actions.services;
  const say = inLanguage(vscode.env.language);
  panel.webview.options = pageOptions(extensionUri);
  panel.iconPath = {
    light: vscode.Uri.joinPath(extensionUri, 'media', 'review-light.svg'),
    dark: vscode.Uri.joinPath(extensionUri, 'media', 'review-dark.svg'),
  };
  const served: Served = serve(
    channelTo(panel.webview),
    reviewHandlers(incident, surroundingsOf(incident, actions)),
    (error) => failureIn(say, wireError(error, log)),
  );
  const tellState = (): void => {
    void actions.services.tasks.showingFailure(async () => {
      const state = await stateOf(incident, actions.services);
      served.notify({ kind: 'reviewChanged', state });
    });
  };
  const disposable = vscode.Disposable.from(
    served,
    incident.onDidChange((status) => {
      served.notify({ kind: 'statusChanged', status: statusIn(say, status) });
    }),
    incident.onDidChangeRows(tellState),
    actions.services.frozen.onDidChange(tellState),
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

function surroundingsOf(incident: OpenIncident, actions: ReviewActions): HandlerSurroundings {
  const { services, run } = actions;
  const looks = looksOf(services);
  return {
    locale: vscode.env.language,
    state: () => stateOf(incident, services),
    keepLook: (look) => looks.keep(incident.session.comparison.identity.table, look),
    run: (step) => run(step, incident),
    cancel: () => {
      incident.cancel();
    },
    compareStructure: () => actions.compareStructure(incident),
    chooseIgnored: () => actions.chooseIgnored(incident),
    compareByOtherColumns: () => actions.compareByOtherColumns(incident),
    bringParents: (parents) => actions.bringParents(parents, incident),
    showLog: () => {
      services.log.show();
    },
    showCell: (shown) => showCell(incident, shown),
    countBy: (column) => countProduction(column, incident, services),
    copy: async (text) => {
      await vscode.env.clipboard.writeText(text);
    },
    saveAs: (name, write) => saveAs(name, write, incident, services),
  };
}

function looksOf({ context }: UiServices): Looks {
  return new Looks(context.workspaceState);
}

async function stateOf(incident: OpenIncident, services: UiServices): Promise<ReviewState> {
  const [{ entries }, status] = [await factsOf(incident.folder), await incident.status()];
  const { session, generation, revealed } = incident;
  const { comparison } = session;
  const { table } = comparison.identity;
  const look = looksOf(services).of(table);
  const freeze = await knownFreezeOf(incident, services);
  const locale = vscode.env.language;
  const { path: dir } = incident.folder;
  const sources = { incident: dir, session, generation, entries, status };
  return reviewState({ ...sources, revealed, look, freeze, locale });
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

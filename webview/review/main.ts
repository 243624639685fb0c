import { connect, HostFailure } from '../../src/protocol/connect';
import { protocolVersion } from '../../src/protocol/core';
import type { Channel, ToHost } from '../../src/protocol/messages';
import { button, registerControls } from './controls';
import { element } from './dom';
import { Review } from './review';
import './review.css';
import { type KeptView, keptOf, openView } from './state/keptView';
import { textsIn } from './texts';

interface VsCodeApi {
  postMessage(message: ToHost): void;
  getState(): Kept | undefined;
  setState(state: Kept): void;
}

interface Kept {
  readonly version: number;
  /** The host's: by it a reloaded window finds the incident. */
  readonly incident: string;
  readonly view: KeptView;
}

/** VS Code gives this to every webview, once. */
declare function acquireVsCodeApi(): VsCodeApi;

registerControls();
void open(acquireVsCodeApi());

async function open(vscode: VsCodeApi): Promise<void> {
  let review: Review | undefined;
  const host = connect(channelTo(vscode), (notice) => {
    review?.notice(notice);
  });
  try {
    const state = await host.request('ready', { version: protocolVersion });
    const kept = vscode.getState();
    const view = openView(state, kept?.version === protocolVersion ? kept.view : undefined);
    const keep = (now: typeof view): void => {
      vscode.setState({
        ...{ version: protocolVersion, incident: state.incident },
        view: keptOf(now),
      });
    };
    // Also where nothing is touched before the window is reloaded.
    keep(view);
    document.documentElement.lang = Object.keys(state.texts).length > 0 ? state.locale : 'en';
    review = new Review(view, { host, keep, texts: textsIn(state.locale, state.texts) });
  } catch (error) {
    if (!(error instanceof HostFailure)) {
      throw error;
    }
    host.dispose();
    showFailure(error, () => {
      void open(vscode);
    });
  }
}

function channelTo(vscode: VsCodeApi): Channel<ToHost> {
  return {
    post: (message) => {
      vscode.postMessage(message);
    },
    listen: (listener) => {
      const heard = (event: MessageEvent): void => {
        listener(event.data);
      };
      window.addEventListener('message', heard);
      return () => {
        window.removeEventListener('message', heard);
      };
    },
  };
}

/** The review could not be opened at all. */
function showFailure({ wire }: HostFailure, again: () => void): void {
  const retry = button(again);
  retry.show({ label: 'Try Again', primary: true, enabled: true });
  document.body.replaceChildren(
    element(
      'main',
      { class: 'nothing', attributes: { role: 'alert' } },
      element('strong', { text: wire.message }),
      element('p', { text: wire.hint ?? '' }),
      retry.element,
    ),
  );
}

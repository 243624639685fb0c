import type { Channel, HostNotice, Method, Params, Result, ToHost, ToWebview } from './messages';
import type { WireError } from './requests';

/** The webview's end of the channel. */
export interface HostConnection {
  /** Rejects with {@link HostFailure}. Waits as long as the host takes; long work is cancelled by asking. */
  request<M extends Method>(method: M, params: Params<M>): Promise<Result<M>>;
  dispose(): void;
}

/** The host's answer to a request that failed. */
export class HostFailure extends Error {
  constructor(readonly wire: WireError) {
    super(wire.message);
    this.name = 'HostFailure';
  }
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: HostFailure) => void;
}

export function connect(
  channel: Channel<ToHost>,
  onNotice: (notice: HostNotice) => void,
): HostConnection {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  const stopListening = channel.listen((message) => {
    const incoming = message as ToWebview; // Only the extension host can post here.
    if (incoming.kind === 'notice') {
      onNotice(incoming.notice);
      return;
    }
    settle(waiting, incoming);
  });
  return {
    request<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
      const id = ++lastId;
      return new Promise<Result<M>>((resolve, reject) => {
        // The host answers a method with that method's result.
        waiting.set(id, {
          resolve: (result) => {
            resolve(result as Result<M>);
          },
          reject,
        });
        channel.post({ id, method, params } as ToHost);
      });
    },
    dispose() {
      stopListening();
      const closed = new HostFailure({ code: 'cancelled', message: 'The review was closed.' });
      for (const { reject } of waiting.values()) {
        reject(closed);
      }
      waiting.clear();
    },
  };
}

function settle(
  waiting: Map<number, Waiting>,
  answer: Exclude<ToWebview, { readonly kind: 'notice' }>,
): void {
  const asked = waiting.get(answer.id);
  waiting.delete(answer.id);
  if (answer.kind === 'result') {
    asked?.resolve(answer.result);
  } else {
    asked?.reject(new HostFailure(answer.error));
  }
}

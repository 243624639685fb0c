import type {
  Channel,
  HostNotice,
  HostRequests,
  Method,
  Result,
  ToHost,
  ToWebview,
} from './messages';
import { readRequest } from './readRequest';
import type { Handlers, WireError } from './requests';

export type HostHandlers = Handlers<HostRequests>;

/** The host's end of the channel. */
export interface Served {
  notify(notice: HostNotice): void;
  dispose(): void;
}

/**
 * Answers the webview's requests until disposed of. Every request is answered: one that cannot be read,
 * or whose handler throws, with a failure, in the words of `describe`.
 */
export function serve(
  channel: Channel<ToWebview>,
  handlers: HostHandlers,
  describe: (error: unknown) => WireError,
): Served {
  let disposed = false;
  const post = (message: ToWebview): void => {
    if (!disposed) {
      channel.post(message);
    }
  };
  const stopListening = channel.listen((message) => {
    void answer(handlers, message, describe).then(post);
  });
  return {
    notify: (notice) => {
      post({ kind: 'notice', notice });
    },
    dispose: () => {
      disposed = true;
      stopListening();
    },
  };
}

/** Never rejects. */
export async function answer(
  handlers: HostHandlers,
  message: unknown,
  describe: (error: unknown) => WireError,
): Promise<ToWebview> {
  const request = readRequest(message);
  if ('failure' in request) {
    return { kind: 'failure', id: request.id, error: request.failure };
  }
  const { id } = request;
  try {
    return { kind: 'result', id, result: await dispatch(handlers, request) };
  } catch (error) {
    return { kind: 'failure', id, error: describe(error) };
  }
}

function dispatch(handlers: HostHandlers, { method, params }: ToHost): Promise<Result<Method>> {
  // A request's params are those of its method.
  const handle = handlers[method] as (given: unknown) => Promise<Result<Method>>;
  return handle(params);
}

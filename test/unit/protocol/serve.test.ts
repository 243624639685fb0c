import assert from 'node:assert/strict';
import { connect, HostFailure } from '../../../src/protocol/connect';
import { protocolVersion } from '../../../src/protocol/core';
import type { Channel, HostNotice, ToHost, ToWebview } from '../../../src/protocol/messages';
import { type HostHandlers, serve } from '../../../src/protocol/serve';

const counts = {
  ...{ insert: 1, update: 0, delete: 0, allowDeletes: false, rules: 0, exceptions: 1, cells: 0 },
  leftOut: { deletes: 0, reused: 0, stale: 0, unread: 0, blocked: 0 },
};

/** Handlers of which each test gives those it calls. */
function handlers(given: Partial<HostHandlers>): HostHandlers {
  const unasked = (): never => {
    throw new Error('not asked for');
  };
  return {
    ...{ ready: unasked, start: unasked, cancel: unasked, showLog: unasked },
    ...{ compareStructure: unasked, chooseIgnored: unasked, compareByOtherColumns: unasked },
    ...{ rows: unasked, count: unasked, select: unasked, allowDeletes: unasked, rules: unasked },
    ...{ groups: unasked, chart: unasked, find: unasked, goToKey: unasked },
    ...{ copy: unasked, exportShown: unasked },
    ...{ bringParents: unasked, showCell: unasked, keepLook: unasked },
    ...{ reveal: unasked, maskAgain: unasked },
    ...given,
  };
}

/** Both ends of a wire that carries JSON, as VS Code's does. */
function wire(): { webview: Channel<ToHost>; host: Channel<ToWebview> } {
  const end = (): Set<(message: unknown) => void> => new Set();
  const [toHost, toWebview] = [end(), end()];
  const channel = <T>(out: typeof toHost, into: typeof toHost): Channel<T> => ({
    post: (message) => {
      const sent: unknown = JSON.parse(JSON.stringify(message));
      queueMicrotask(() => {
        out.forEach((listener) => {
          listener(sent);
        });
      });
    },
    listen: (listener) => {
      into.add(listener);
      return () => into.delete(listener);
    },
  });
  return { webview: channel(toHost, toWebview), host: channel(toWebview, toHost) };
}

const describeError = (error: unknown): { code: string; message: string } => ({
  code: 'unexpected',
  message: String(error),
});
const ignoreNotices = (): void => undefined;

describe('the channel between webview and host', () => {
  it('brings each answer back to the request that asked, in whatever order they come', async () => {
    const { webview, host } = wire();
    let answerFirst: (value: []) => void = () => undefined;
    serve(
      host,
      handlers({
        rows: () => new Promise((resolve) => (answerFirst = resolve)),
        select: () => Promise.resolve(counts),
      }),
      describeError,
    );
    const connection = connect(webview, ignoreNotices);

    const rows = connection.request('rows', { generation: 1, tab: 'all', first: 0, count: 10 });
    const selected = await connection.request('select', {
      generation: 1,
      intent: { kind: 'nothing' },
    });
    answerFirst([]);

    assert.deepEqual(selected, counts);
    assert.deepEqual(await rows, []);
  });

  it('brings a failure of the host back, also where the handler throws at once', async () => {
    const { webview, host } = wire();
    serve(host, handlers({}), describeError);
    const connection = connect(webview, ignoreNotices);

    await assert.rejects(connection.request('cancel', undefined), (error: unknown) => {
      assert.ok(error instanceof HostFailure);
      assert.deepEqual(error.wire, { code: 'unexpected', message: 'Error: not asked for' });
      return true;
    });
  });

  it('answers a request that has no result', async () => {
    const { webview, host } = wire();
    serve(host, handlers({ showLog: () => Promise.resolve(undefined) }), describeError);
    const connection = connect(webview, ignoreNotices);

    await assert.doesNotReject(connection.request('showLog', undefined));
  });

  it('brings news without being asked', async () => {
    const { webview, host } = wire();
    const served = serve(host, handlers({}), describeError);
    const heard = new Promise<HostNotice>((resolve) => {
      connect(webview, resolve);
    });

    served.notify({ kind: 'rowsChanged' });

    assert.deepEqual(await heard, { kind: 'rowsChanged' });
  });

  it('refuses a webview that was made by another version', async () => {
    const { webview, host } = wire();
    serve(host, handlers({}), describeError);
    const connection = connect(webview, ignoreNotices);

    await assert.rejects(
      connection.request('ready', { version: protocolVersion + 1 }),
      (error: unknown) => error instanceof HostFailure && error.wire.code === 'version',
    );
  });

  it('leaves nothing waiting when the review is closed', async () => {
    const { webview, host } = wire();
    serve(host, handlers({ cancel: () => new Promise(() => undefined) }), describeError);
    const connection = connect(webview, ignoreNotices);

    const waiting = connection.request('cancel', undefined);
    connection.dispose();

    await assert.rejects(
      waiting,
      (error: unknown) => error instanceof HostFailure && error.wire.code === 'cancelled',
    );
  });
});

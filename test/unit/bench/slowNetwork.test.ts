import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { SlowNetwork } from '../../bench/compare/slowNetwork';

const sent = 500_000;
/** Each byte is another than its neighbours, so that none can take another's place unseen. */
const numbers = Buffer.from(Uint8Array.from({ length: sent }, (_, at) => (at * 7919) >> 8));
let server: Server;
let network: SlowNetwork;

/** Answers each byte with one, and an `x` with as many as are sent. */
before(async () => {
  server = createServer((socket) => {
    socket.on('data', (asked) => {
      socket.write(asked.toString() === 'x' ? numbers : asked);
    });
    socket.on('end', () => socket.end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  network = new SlowNetwork({ bitsPerSecond: 20e6, delay: 0.03 });
});

after(() => {
  network.close();
  server.close();
});

async function connected(): Promise<Socket> {
  const { port } = server.address() as AddressInfo;
  const behind: ConnectionSettings = {
    ...{ host: '127.0.0.1', port, database: 'd', user: 'u', tls: { mode: 'disable' } },
    password: undefined,
  };
  const { host, port: through } = await network.to(behind);
  const socket = connect({ host, port: through });
  await once(socket, 'connect');
  return socket;
}

async function secondsFor(socket: Socket, question: string, bytes: number): Promise<number> {
  const start = performance.now();
  const received: Buffer[] = [];
  const all = new Promise<void>((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      received.push(chunk);
      if (received.reduce((sum, { length }) => sum + length, 0) === bytes) {
        resolve();
      }
    });
  });
  socket.write(question);
  await all;
  const seconds = (performance.now() - start) / 1000;
  assert.ok(bytes === 1 || Buffer.concat(received).equals(numbers), 'in the order they were sent');
  return seconds;
}

describe('The slow network of the benchmark', () => {
  it('keeps an answer waiting for its delay, there and back', async () => {
    const socket = await connected();
    const seconds = await secondsFor(socket, 'a', 1);
    assert.ok(seconds >= 0.058 && seconds < 0.5, `${seconds} s`);
    socket.destroy();
  });

  it('carries no more bytes than it may, over all connections together', async () => {
    const sockets = [await connected(), await connected()];
    const seconds = await Promise.all(sockets.map((socket) => secondsFor(socket, 'x', sent)));
    const least = (2 * sent * 8) / 20e6;
    assert.ok(Math.max(...seconds) >= least, `${seconds.join()} s of at least ${least} s`);
    for (const socket of sockets) {
      socket.destroy();
    }
  });
});

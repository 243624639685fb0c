import { connect, type Socket } from 'node:net';
import type { ConnectionSettings } from '../../recovery/connectionSettings';

/** What a server, or a pooler before it, tells of a connection so that another one may stop it. */
export interface BackendKey {
  readonly processId: number;
  readonly secretKey: number;
}

/** Milliseconds to wait for the server to take the request. */
const patience = 2000;
/** 1234 and 5678 in its halves, where a startup message has the protocol's version. */
const cancelCode = 80_877_102;

/**
 * Asks a server to stop what one of its connections runs, by the protocol's own message: it needs
 * neither a login nor a free connection, and reaches the right backend through a pooler too.
 * Resolves when the server has taken it.
 */
export async function requestCancel(
  settings: ConnectionSettings,
  { processId, secretKey }: BackendKey,
): Promise<void> {
  const message = Buffer.alloc(16);
  message.writeInt32BE(message.length, 0);
  message.writeInt32BE(cancelCode, 4);
  message.writeInt32BE(processId, 8);
  message.writeInt32BE(secretKey, 12);
  await new Promise<void>((resolve, reject) => {
    const socket = reach(settings);
    socket.setTimeout(patience, () => {
      socket.destroy(new Error('The server does not take the request to stop.'));
    });
    socket.on('error', reject);
    socket.on('close', () => {
      resolve();
    });
    // The other end closes; a pooler forgets the request of a client that has closed before.
    socket.write(message);
    // It says nothing; without a reader its end would not be seen.
    socket.resume();
  });
}

function reach({ host, port }: ConnectionSettings): Socket {
  return host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
}

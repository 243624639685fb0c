import { once } from 'node:events';
import { createServer } from 'node:net';
import { errorCode } from './fileErrors';

/** A port of 127.0.0.1 that nothing listens on at this moment: the preferred one where possible. */
export async function freePort(preferred: number): Promise<number> {
  return preferred !== 0 && (await isFree(preferred)) ? preferred : listenOnce(0);
}

export async function isFree(port: number): Promise<boolean> {
  try {
    await listenOnce(port);
    return true;
  } catch (error) {
    if (['EADDRINUSE', 'EACCES'].includes(errorCode(error))) {
      return false;
    }
    throw error;
  }
}

/** Listens and lets go again; gives the port that it was. */
async function listenOnce(port: number): Promise<number> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : port;
}

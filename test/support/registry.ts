import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A registry on this machine that answers as a test wants it; ended with `close`. */
export async function registryThat(answers: RequestListener): Promise<{
  readonly url: string;
  readonly close: () => Promise<void>;
}> {
  const server = createServer(answers);
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => {
          closed();
        });
        server.closeAllConnections();
      }),
  };
}

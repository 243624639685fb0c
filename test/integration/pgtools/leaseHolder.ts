import { once } from 'node:events';
import { PrivateServer } from '../../../src/pgtools/server/privateServer';
import { privateServerSetup } from '../../../src/postgres/scratch/privateServerSetup';
import { Session } from '../../../src/postgres/connection/session';

// A process of its own that uses the private server until its standard input ends:
// node leaseHolder.cjs HOME NAME BINARIES [KEPT DATABASE]
const [home = '', name = '', binaries = '', kept] = process.argv.slice(2);

async function hold(): Promise<void> {
  const server = await PrivateServer.acquire(
    { home, name, binaries, setup: privateServerSetup },
    { signal: new AbortController().signal, progress: () => undefined },
  );
  if (kept !== undefined) {
    const session = await Session.connect(server.superuser);
    await session.query(`create database ${kept}`);
    await session.close();
  }
  const { fresh, superuser } = server;
  process.stdout.write(`${JSON.stringify({ fresh, superuser })}\n`);
  await once(process.stdin.resume(), 'end');
  await server.release();
}

void hold();

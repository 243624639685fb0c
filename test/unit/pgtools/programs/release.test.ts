import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { postgresVersion, releaseFor } from '../../../../src/pgtools/programs/fetched/release';

interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly version: string; readonly integrity: string }>
  >;
}

const root = path.resolve(import.meta.dirname, '../../../..');

describe('The PostgreSQL that is fetched', () => {
  it('is, for each kind of machine, the one that the tool is developed with', async () => {
    const { packages } = JSON.parse(
      await readFile(path.join(root, 'package-lock.json'), 'utf8'),
    ) as Lock;
    const kinds = [
      ...(['x64', 'arm64'] as const).map((arch) => ['linux', arch] as const),
      ...(['x64', 'arm64'] as const).map((arch) => ['darwin', arch] as const),
      ['win32', 'x64'] as const,
    ];
    for (const [platform, arch] of kinds) {
      const { name, version, integrity } = releaseFor(platform, arch) ?? assert.fail(platform);
      const locked = packages[`node_modules/${name}`] ?? assert.fail(name);
      assert.deepEqual(
        { version, integrity },
        { version: locked.version, integrity: locked.integrity },
      );
      assert.ok(version.startsWith(`${postgresVersion}.`), version);
    }
  });

  it('is none for a kind of machine that npm has none for', () => {
    assert.equal(releaseFor('freebsd', 'x64'), undefined);
    assert.equal(releaseFor('win32', 'arm64'), undefined);
  });
});

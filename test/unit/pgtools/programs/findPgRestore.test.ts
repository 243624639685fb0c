import assert from 'node:assert/strict';
import {
  bestPgRestore,
  findPgRestores,
  type PgRestore,
} from '../../../../src/pgtools/programs/findPgRestore';

const programs: readonly PgRestore[] = [13, 15, 16, 17].map((major) => ({
  path: `/usr/lib/postgresql/${major}/bin/pg_restore`,
  major,
  version: `${major}.1`,
}));

function chosen(minor: number, server: number): number | undefined {
  return bestPgRestore(programs, { major: 1, minor, revision: 0 }, server * 10_000)?.major;
}

describe('Of several pg_restore', () => {
  it('that of the scratch server’s own version is taken', () => {
    assert.equal(chosen(14, 15), 15);
    assert.equal(chosen(14, 13), 13);
  });

  it('the newest is taken where none is of the server’s version', () => {
    assert.equal(chosen(14, 18), 17);
  });

  it('one is taken that reads the archive, though the server is older', () => {
    assert.equal(chosen(15, 15), 16);
  });

  it('none from 17 on is taken for an older server, whose settings it does not know', () => {
    assert.equal(chosen(14, 14), 16);
    assert.equal(chosen(16, 16), undefined);
  });

  it('Debian’s script in /usr/bin is none', async () => {
    for (const { path } of await findPgRestores({})) {
      assert.doesNotMatch(path, /pg_wrapper|^\/usr\/bin/);
    }
  });

  it('the setting counts alone, be it a program or its folder', async () => {
    assert.deepEqual(await findPgRestores({ setting: '/nonexistent' }), []);
    const [first] = await findPgRestores({});
    if (first) {
      const folder = first.path.replace(/\/pg_restore$/, '');
      assert.deepEqual(await findPgRestores({ setting: folder }), [first]);
      assert.deepEqual(await findPgRestores({ setting: first.path }), [first]);
    }
  });
});

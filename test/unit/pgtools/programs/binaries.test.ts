import assert from 'node:assert/strict';
import { ranked } from '../../../../src/pgtools/programs/binaries';

const debian15 = { major: 15, source: 'machine' } as const;
const debian17 = { major: 17, source: 'machine' } as const;
const npm15 = { major: 15, source: 'package' } as const;
const npm18 = { major: 18, source: 'package' } as const;
const ancient = { major: 9, source: 'machine' } as const;

describe('Of several PostgreSQL servers', () => {
  it('the machine’s own newest is taken where production’s version is not known', () => {
    assert.deepEqual(ranked([npm18, debian15, debian17], undefined), [debian17, debian15, npm18]);
  });

  it('the one nearest to production’s version is taken, be it the machine’s or a package', () => {
    assert.equal(ranked([debian15, debian17, npm18], 18)[0], npm18);
    assert.equal(ranked([npm18, debian17, debian15], 14)[0], debian15);
  });

  it('the machine’s own is taken before a package of the same version', () => {
    assert.equal(ranked([npm15, debian15], 15)[0], debian15);
  });

  it('the newer of two as near is taken, since it reads what the older has written', () => {
    assert.equal(ranked([debian15, debian17], 16)[0], debian17);
  });

  it('one that is too old is never taken', () => {
    assert.deepEqual(ranked([ancient], 9), []);
  });
});

import assert from 'node:assert/strict';
import {
  type KeptVerifications,
  verificationOf,
  withVerification,
} from '../../../../src/recovery/dumps/keptVerification';
import { nightly, verified } from '../../../support/keptVerifications';

describe('What verifying a dump has shown', () => {
  it('is known as long as path, size and time are the same', () => {
    const kept = withVerification([], verified());
    assert.equal(verificationOf(kept, nightly)?.sha256, 'aa');
    assert.equal(verificationOf(kept, { ...nightly, bytes: 5001 }), undefined);
    assert.equal(verificationOf(kept, { ...nightly, modifiedAt: 1 }), undefined);
  });

  it('is found again where the dump was moved or renamed, and says where it was', () => {
    const kept = withVerification([], verified());
    const found = verificationOf(kept, { ...nightly, path: '/archive/old.dump' });
    assert.equal(found?.path, '/dumps/nightly.dump');
    assert.equal(found.sha256, 'aa');
  });

  it('stays with yesterday’s dump, renamed, when today’s takes its name', () => {
    const today = { ...nightly, modifiedAt: nightly.modifiedAt + 86_400_000 };
    const kept = withVerification([verified()], verified({ ...today, sha256: 'bb' }));
    assert.equal(verificationOf(kept, { ...nightly, path: '/dumps/nightly.dump.1' })?.sha256, 'aa');
    assert.equal(verificationOf(kept, today)?.sha256, 'bb');
    assert.equal(verificationOf(kept, today)?.differsFrom, undefined);
  });

  it('takes note of bytes that changed though size and time did not, and does not forget it', () => {
    const again = '2026-11-19T09:00:00.000Z';
    const second = withVerification([verified()], verified({ sha256: 'bb', at: again }));
    const differs = { path: nightly.path, sha256: 'aa', at: '2026-11-18T09:41:12.000Z' };
    assert.deepEqual(verificationOf(second, nightly)?.differsFrom, differs);
    const third = withVerification(second, verified({ sha256: 'bb', at: again }));
    assert.deepEqual(verificationOf(third, nightly)?.differsFrom, differs);
    assert.equal(third.length, 1);
  });

  it('takes note of it also where the dump was moved between', () => {
    const moved = verified({ path: '/archive/old.dump', sha256: 'bb' });
    const kept = withVerification([verified()], moved);
    assert.equal(verificationOf(kept, moved)?.differsFrom?.path, nightly.path);
  });

  it('is no longer the same hash by chance: an unreadable file has none', () => {
    const kept = withVerification([verified()], verified({ ok: false, sha256: undefined }));
    assert.equal(verificationOf(kept, nightly)?.differsFrom, undefined);
  });

  it('is kept of the last 500 dumps', () => {
    let kept: KeptVerifications = [];
    for (let number = 0; number < 502; number += 1) {
      kept = withVerification(kept, verified({ path: String(number), modifiedAt: number }));
    }
    assert.deepEqual([kept.length, kept[0]?.path], [500, '2']);
  });
});

import assert from 'node:assert/strict';
import { RecoveryError } from '../../../../src/core/errors';
import { CancelledUnwritten, unwritten } from '../../../../src/recovery/correct/unwritten';

describe('What kept a correction from being written', () => {
  const going = new AbortController().signal;
  const stopped = AbortSignal.abort(new Error('enough'));
  const refused = new RecoveryError('lock-timeout', 'Locked.', { hint: 'Try again.' });

  it('says that nothing was written, once', () => {
    const said = unwritten(refused, going);
    assert.ok(said instanceof RecoveryError);
    assert.deepEqual(
      [said.code, said.message, said.hint],
      ['lock-timeout', 'Locked.', 'Nothing was written. Try again.'],
    );
    assert.equal(unwritten(said, going), said);
  });

  it('says so where the operator stopped it, by whatever it ended', () => {
    for (const error of [stopped.reason as unknown, refused]) {
      assert.ok(unwritten(error, stopped) instanceof CancelledUnwritten);
    }
  });

  it('says nothing of a bug, which may have come after the COMMIT, though the operator stopped it', () => {
    const bug = new TypeError('undefined is not a function');
    assert.equal(unwritten(bug, stopped), bug);
    assert.equal(unwritten(bug, going), bug);
  });
});

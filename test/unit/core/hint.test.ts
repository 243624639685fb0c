import assert from 'node:assert/strict';
import { RecoveryError, type Way } from '../../../src/core/errors';
import { hintIn, type WayNames } from '../../../src/core/hint';
import { hintOf } from '../../../src/cli/ways';
import { wayNames } from '../../../src/ui/ways';

describe('what a failure advises', () => {
  const unnamed = new RecoveryError('usage', 'No.', { hint: 'Look again.' });
  const ways = ['undo', 'recover'] as const satisfies readonly Way[];
  const named = new RecoveryError('in-use', 'Applied.', { hint: 'Undo it first.', ways });

  it('is said as it is where nothing does it', () => {
    assert.equal(hintOf(unnamed), 'Look again.');
  });

  it('names options and commands of the command line there', () => {
    assert.equal(hintOf(named), 'Undo it first (pra undo, pra recover … --out DIR).');
  });

  it('names commands of the window there, and never the command line’s', () => {
    assert.equal(
      hintIn(wayNames, named),
      'Undo it first (PRA: Undo Last Apply, PRA: Recover Table).',
    );
    const all = Object.values(wayNames).join(' ');
    assert.doesNotMatch(all, /--|pra [a-z]/);
  });

  it('leaves out what the program asks by itself', () => {
    const silent: WayNames = { ...wayNames, undo: undefined, recover: undefined };
    assert.equal(hintIn(silent, named), 'Undo it first.');
  });
});

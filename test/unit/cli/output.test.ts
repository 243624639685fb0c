import assert from 'node:assert/strict';
import { answered, failed } from '../../../src/cli/output';
import { shellWord } from '../../../src/cli/text';
import { RecoveryError } from '../../../src/core/errors';
import { inLanguage } from '../../../src/french/sentences';

const going = new AbortController().signal;
const program = { json: true, say: inLanguage('en') };
const person = { json: false, say: inLanguage('en') };

function cancelledSignal(): AbortSignal {
  const controller = new AbortController();
  controller.abort(new DOMException('stop', 'AbortError'));
  return controller.signal;
}

function parsed(text: string): unknown {
  return JSON.parse(text);
}

describe('A word to be pasted into a shell', () => {
  it('is quoted where a shell would change it', () => {
    assert.equal(shellWord('metier.demandes_rdv'), 'metier.demandes_rdv');
    assert.equal(shellWord('metier."Order"'), `'metier."Order"'`);
    assert.equal(shellWord("/d'été/$x"), String.raw`'/d'\''été/$x'`);
  });
});

describe('The ending of a command', () => {
  it('is one JSON document with ok and the fields', () => {
    const { stdout, status } = answered({ fields: { rows: 3 }, text: 'three' }, program);
    assert.deepEqual(parsed(stdout), { ok: true, rows: 3 });
    assert.equal(status, 0);
  });

  it('keeps the figures beside a refusal', () => {
    const failure = new RecoveryError('row-drifted', 'One row moved on.', {
      hint: 'Compare again.',
    });
    const { stdout, status } = answered(
      { fields: { drifted: [['1']] }, text: '', failure },
      program,
    );
    assert.deepEqual(parsed(stdout), {
      ok: false,
      error: { code: 'row-drifted', message: 'One row moved on.', hint: 'Compare again.' },
      drifted: [['1']],
    });
    assert.equal(status, 3);
  });

  it('has the exit status of its kind', () => {
    const status = (code: ConstructorParameters<typeof RecoveryError>[0]): number =>
      failed(new RecoveryError(code, ''), going, person).status;
    assert.deepEqual(
      [
        status('usage'),
        status('wrong-table'),
        status('table-not-in-dump'),
        status('wrong-password'),
        status('outcome-unknown'),
        status('disk-full'),
      ],
      [2, 3, 4, 5, 5, 6],
    );
  });

  it('names the SQLSTATE where the database refused', () => {
    const error = new RecoveryError('database-refused', 'no', { sqlstate: '23505' });
    assert.deepEqual(parsed(failed(error, going, program).stdout), {
      ok: false,
      error: { code: 'database-refused', message: 'no', hint: null, sqlstate: '23505' },
    });
  });

  it('is a bug with its stack on standard error for anything else', () => {
    const { stdout, stderr, status } = failed(new TypeError('x is undefined'), going, program);
    assert.equal(status, 1);
    assert.match(stderr, /TypeError: x is undefined\n\s+at /);
    assert.match(stdout, /"code": "unexpected"/);
  });

  it('is 130 when the operator stopped it, however the stop came back', () => {
    const signal = cancelledSignal();
    const stoppedStatement = new RecoveryError('database-refused', 'canceled', {
      sqlstate: '57014',
    });
    assert.equal(failed(signal.reason, signal, person).status, 130);
    assert.equal(failed(stoppedStatement, signal, person).status, 130);
    assert.equal(failed(stoppedStatement, going, person).status, 6);
  });

  it('still says that the outcome is unknown when it was stopped in a commit', () => {
    const error = new RecoveryError('outcome-unknown', 'unknown');
    assert.equal(failed(error, cancelledSignal(), person).status, 5);
  });
});

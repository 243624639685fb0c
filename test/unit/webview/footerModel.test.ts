import assert from 'node:assert/strict';
import type { ReviewStatus } from '../../../src/protocol/state';
import { footerModel } from '../../../webview/review/footerModel';
import { counts, status } from './sampleReview';

const written = { insert: 2, update: 1, delete: 0, at: '2026-11-19T12:00:00Z' };
const passed = { state: 'passed', at: '2026-11-19T11:50:00Z', remarks: [] } as const;

function offered(now: ReviewStatus): readonly string[] {
  return footerModel({ status: now })
    .buttons.filter(({ enabled }) => enabled)
    .map(({ step, primary }) => (primary ? `${step}!` : step));
}

describe('the footer', () => {
  it('offers nothing while nothing is selected, and says what to do', () => {
    const selection = counts();
    assert.deepEqual(offered(status({ selection, rehearsal: passed })), []);
    assert.equal(
      footerModel({ status: status({ selection }) }).note,
      'Select the rows to put right',
    );
  });

  it('offers nothing but to compare again where rows have no key, and says why', () => {
    const withoutKey = { missing: 5, extra: 3 };
    const { note, buttons } = footerModel({ status: status(), withoutKey });
    assert.deepEqual(
      buttons.map(({ step, label }) => [step, label]),
      [['compareAgain', 'Choose Key and Compare Again…']],
    );
    assert.equal(note, 'Without a key no row can be corrected');
  });

  it('offers the rehearsal before the apply', () => {
    assert.deepEqual(offered(status()), ['saveScript', 'rehearse!']);
    assert.equal(footerModel({ status: status() }).note, 'Apply opens after a rehearsal');
  });

  it('opens the apply when the rehearsal of this very selection has passed', () => {
    assert.deepEqual(offered(status({ rehearsal: passed })), ['saveScript', 'rehearse', 'apply!']);
  });

  it('opens the apply after a file was applied only by a rehearsal since', () => {
    const at = '2026-11-19T12:00:00Z';
    const outcome = { state: 'filed', file: 'correction.sql', at, remarks: [] } as const;
    assert.deepEqual(offered(status({ outcome, rehearsal: passed })), [
      'compareAgain',
      'rehearse!',
    ]);
    const rehearsal = { ...passed, at: '2026-11-19T12:30:00Z' };
    assert.ok(offered(status({ outcome, rehearsal })).includes('apply!'));
  });

  it('closes the apply again when the selection has changed since, or the rehearsal failed', () => {
    const failed = { state: 'failed', at: passed.at, reasons: ['1 row drifted'] } as const;
    for (const rehearsal of [{ state: 'stale' } as const, failed]) {
      assert.deepEqual(offered(status({ rehearsal })), ['saveScript', 'rehearse!']);
    }
  });

  it('offers nothing while a step runs', () => {
    const running = { step: 'rehearse', phase: 'rehearsing', done: 0, cancellable: true } as const;
    assert.deepEqual(offered(status({ running })), []);
  });

  it('offers the proof and the undo after an apply', () => {
    const outcome = { state: 'applied', written, proof: { state: 'none' }, remarks: [] } as const;
    assert.deepEqual(offered(status({ outcome })), ['undo', 'verify!']);
  });

  it('offers to write what is left, or to take back what is written, where it is partly applied', () => {
    const left = { insert: 2, update: 0, delete: 0 };
    const outcome = { state: 'partly', written, left, remarks: [] } as const;
    assert.deepEqual(offered(status({ outcome })), ['undo', 'verify', 'rehearse', 'apply!']);
  });

  it('offers to ask production, and no writing, when the outcome is unknown', () => {
    const outcome = { state: 'unknown', message: 'The connection was lost.' } as const;
    assert.deepEqual(offered(status({ outcome, rehearsal: passed })), ['verify!', 'compareAgain']);
  });

  it('offers the same correction again after an undo, by way of a rehearsal made since', () => {
    const outcome = { state: 'undone', written, proof: { state: 'none' }, remarks: [] } as const;
    const since = { ...passed, at: new Date(Date.parse(written.at) + 1000).toISOString() };
    const before = { ...passed, at: new Date(Date.parse(written.at) - 1000).toISOString() };
    const first = ['verify', 'compareAgain'];
    assert.deepEqual(offered(status({ outcome, rehearsal: before })), [...first, 'rehearse!']);
    assert.deepEqual(offered(status({ outcome, rehearsal: since })), [
      ...first,
      ...['rehearse', 'apply!'],
    ]);
  });

  it('has one primary button at a time', () => {
    const proved = { state: 'proved', sentence: '3 of 3 rows equal the backup' } as const;
    const all = [
      status(),
      status({ rehearsal: passed }),
      status({ outcome: { state: 'applied', written, proof: { state: 'none' }, remarks: [] } }),
      status({ outcome: { state: 'applied', written, proof: proved, remarks: [] } }),
      status({ outcome: { state: 'undone', written, proof: { state: 'none' }, remarks: [] } }),
    ];
    for (const now of all) {
      assert.equal(footerModel({ status: now }).buttons.filter(({ primary }) => primary).length, 1);
    }
  });
});

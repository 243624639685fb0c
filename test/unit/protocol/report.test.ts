import assert from 'node:assert/strict';
import { readReportIntent } from '../../../src/protocol/report';

describe('What a report asks of its host', () => {
  it('is read field by field', () => {
    for (const kind of ['ready', 'verifyDump', 'recoverTable'] as const) {
      assert.deepEqual(readReportIntent({ kind, more: 1 }), { kind });
    }
    assert.deepEqual(readReportIntent({ kind: 'showTrust', line: 3 }), {
      kind: 'showTrust',
      line: 3,
    });
  });

  it('is nothing where no page of ours sends it', () => {
    for (const message of [
      ...[undefined, null, 'ready', {}, { kind: 'drop' }, { kind: 'showTrust' }],
      ...[
        { kind: 'showTrust', line: -1 },
        { kind: 'showTrust', line: 0.5 },
        { kind: 'showTrust', line: '0' },
      ],
    ]) {
      assert.equal(readReportIntent(message), undefined);
    }
  });
});

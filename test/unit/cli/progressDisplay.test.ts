import assert from 'node:assert/strict';
import { ProgressDisplay } from '../../../src/cli/progressDisplay';

const step = { phase: 'Restoring', done: 500, total: 1000, unit: 'rows' } as const;

describe('Progress', () => {
  it('is a bar on a terminal, taken off before anything else is said', () => {
    const written: string[] = [];
    const output = { isTTY: true, columns: 80, write: (text: string) => written.push(text) };
    const display = new ProgressDisplay(output, () => 0);
    display.show(step);
    display.say('Note.');
    assert.match(written[0] ?? '', /█{12}░{12} {2}50 % {2}Restoring {2}500 of 1,000 rows$/);
    assert.deepEqual(written.slice(1), ['\r\u001b[K', 'Note.\n']);
  });

  it('is a plain line every few seconds elsewhere', () => {
    const written: string[] = [];
    let time = 0;
    const display = new ProgressDisplay({ write: (text) => written.push(text) }, () => time);
    for (; time < 7000; time += 100) {
      display.show({ phase: 'Reading', done: time, total: undefined, unit: 'ranges' });
    }
    assert.deepEqual(written, ['Reading: 3,000 ranges\n', 'Reading: 6,000 ranges\n']);
  });
});

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

  it('says how many rows, how fast, and how long it still takes', () => {
    const written: string[] = [];
    let time = 0;
    const display = new ProgressDisplay({ write: (text) => written.push(text) }, () => time);
    for (; time <= 3000; time += 500) {
      const done = time * 1000;
      const bytes = { done, total: 12_000_000, unit: 'bytes', rows: done / 100 } as const;
      display.show({ phase: 'rows of metier.demandes_rdv', ...bytes });
    }
    const line = '3.0 of 12.0 MB · 30,000 rows · 1.0 MB/s · 9 s left (25 %)';
    assert.deepEqual(written, [`Rows of metier.demandes_rdv: ${line}\n`]);
  });

  it('names what goes on and since when, where nothing is known of how far it is', () => {
    const written: string[] = [];
    let time = 0;
    const display = new ProgressDisplay({ write: (text) => written.push(text) }, () => time);
    const sorting = { phase: 'sorting', done: 0, total: undefined, unit: 'rows' } as const;
    display.show(sorting);
    time = 3000;
    display.show(sorting);
    time = 6000;
    display.show({ ...sorting, seconds: 6 });
    assert.deepEqual(written, ['Sorting\n', 'Sorting: for 6 s\n']);
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

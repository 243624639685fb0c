import assert from 'node:assert/strict';
import { OutputLines } from '../../../../src/pgtools/runner/outputLines';

describe('What a script says', () => {
  it('comes line by line, whatever pieces it is written in', () => {
    const { output, lines } = outputOf(['first\r\nsec', 'ond\n', '10 %\r20 %\n', 'last']);
    assert.deepEqual(lines, ['first', 'second', '10 %', '20 %', 'last']);
    assert.equal(output.ending, '10 % / 20 % / last');
  });

  it('has the password masked, also where it came in two pieces', () => {
    const { output, lines } = outputOf(['user pw: se', 'cret/1 and secret%2F1', '\n'], 'secret/1');
    assert.deepEqual(lines, ['user pw: ******** and ********']);
    assert.equal(output.ending, 'user pw: ******** and ********');
  });

  it('is cut where a line has no end', () => {
    const { lines } = outputOf(Array.from({ length: 100 }, () => 'x'.repeat(1000)));
    assert.deepEqual(lines, ['x'.repeat(4000)]);
  });
});

function outputOf(
  pieces: readonly string[],
  password?: string,
): { readonly output: OutputLines; readonly lines: readonly string[] } {
  const lines: string[] = [];
  const output = new OutputLines((line) => lines.push(line), password);
  pieces.forEach((piece) => {
    output.add(piece);
  });
  output.end();
  return { output, lines };
}

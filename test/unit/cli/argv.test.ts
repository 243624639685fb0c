import assert from 'node:assert/strict';
import { readOperandsAndOptions } from '../../../src/cli/argv';
import type { RecoveryError } from '../../../src/core/errors';
import type { CommandSpec } from '../../../src/cli/commandSpec';

const restore = {
  name: 'restore',
  summary: 'Restores a table.',
  operand: { name: 'DUMP', help: 'the file', count: 'one' },
  options: {
    table: { type: 'text', value: 'TABLE', help: 'the table', required: true },
    scratch: { type: 'text', value: 'CONN', help: 'where' },
    all: { type: 'flag', help: 'everything' },
    transaction: { type: 'list', value: 'XID', help: 'rows of it' },
  },
} as const satisfies CommandSpec;

function refused(
  words: readonly string[],
  message: RegExp,
  hint = /Usage: pra restore DUMP/,
): void {
  assert.throws(
    () => readOperandsAndOptions(restore, words),
    (error: RecoveryError) => {
      assert.equal(error.code, 'usage');
      assert.match(error.message, message);
      assert.match(error.hint ?? '', hint);
      return true;
    },
  );
}

describe('The words of a command line', () => {
  it('are operands and options, in any order', () => {
    const { operands, options } = readOperandsAndOptions(restore, [
      '--table=a.b',
      'x.dump',
      '--transaction',
      '7',
      '--json',
      '--transaction',
      '8',
    ]);
    assert.deepEqual(operands, ['x.dump']);
    assert.deepEqual(options, {
      table: 'a.b',
      scratch: undefined,
      all: false,
      transaction: ['7', '8'],
    });
  });

  it('are refused with a near word where an option is misspelt', () => {
    refused(['x.dump', '--tabel', 'a.b'], /no option --tabel/, /Did you mean --table\?/);
  });

  it('are refused where something is missing', () => {
    refused(['--table', 'a.b'], /needs DUMP/);
    refused(['x.dump'], /needs --table TABLE/);
    refused(['x.dump', '--table'], /--table/);
    refused(['x.dump', '--table', '--all'], /--table/);
  });

  it('are refused where something is too much', () => {
    refused(['x.dump', 'y.dump', '--table', 'a.b'], /“y.dump”/);
    refused(['x.dump', '--table', 'a.b', '--table', 'c.d'], /--table is given twice/);
    refused(['x.dump', '--table', 'a.b', '--all=yes'], /--all/);
  });

  it('take what follows two dashes as it is', () => {
    const { operands } = readOperandsAndOptions(restore, ['--table', 't', '--', '--odd.dump']);
    assert.deepEqual(operands, ['--odd.dump']);
  });
});

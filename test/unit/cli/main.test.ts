import assert from 'node:assert/strict';
import { command } from '../../../src/cli/command';
import type { Command } from '../../../src/cli/commandSpec';
import { speechOf } from '../../../src/cli/language';
import { runCommandLine } from '../../../src/cli/main';
import type { Ending } from '../../../src/cli/output';
import type { Program } from '../../../src/engine/engineHost';

function named(name: string): Command {
  return command({ name, summary: `Does ${name}.`, options: {} }, () =>
    Promise.resolve({ fields: { name }, text: name }),
  );
}

const program: Program = {
  tool: 'pra 1.2.3',
  language: 'en',
  mediaFolder: '/nowhere',
  pgRestore: undefined,
  postgresBinaries: undefined,
};

async function run(words: readonly string[], commands: readonly Command[]): Promise<Ending> {
  return runCommandLine(
    { words, ...(await speechOf(words, {})) },
    () => Promise.resolve(commands),
    () => Promise.resolve(program),
  );
}

const commands = [named('toc'), named('restore'), named('scratch list'), named('scratch drop')];

describe('The program', () => {
  it('runs the command that is named, of one word or two', async () => {
    assert.equal((await run(['toc'], commands)).stdout, 'toc\n');
    assert.equal((await run(['scratch', 'drop'], commands)).stdout, 'scratch drop\n');
  });

  it('lists its commands when it is asked, or called without a word', async () => {
    for (const words of [[], ['--help'], ['-h'], ['help']]) {
      const { stdout, status } = await run(words, commands);
      assert.match(stdout, /scratch list {2}Does scratch list\./);
      assert.equal(status, 0);
    }
  });

  it('helps with one command, or with a group of them', async () => {
    assert.match((await run(['toc', '--help'], commands)).stdout, /^Usage: pra toc/);
    assert.match((await run(['help', 'toc'], commands)).stdout, /^Usage: pra toc/);
    const { stdout } = await run(['scratch', '--help'], commands);
    assert.match(stdout, /scratch drop/);
    assert.doesNotMatch(stdout, /restore/);
  });

  it('names the nearest command for a misspelt one', async () => {
    const { stderr, status } = await run(['retsore'], commands);
    assert.match(stderr, /no command “retsore”.*\nDid you mean pra restore\?/);
    assert.equal(status, 2);
    assert.match((await run(['scratch', 'dorp'], commands)).stderr, /pra scratch drop/);
  });

  it('answers a wrong call in JSON too when that was asked for', async () => {
    const { stdout, status } = await run(['toc', 'x', '--json'], commands);
    assert.match(stdout, /"ok": false/);
    assert.equal(status, 2);
  });
});

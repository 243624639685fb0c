import assert from 'node:assert/strict';
import type { Side } from '../../../src/recovery/ports/snapshot';
import { FaultProxy } from '../../support/faultProxy';
import { quiet } from '../../support/postgres';
import { pra, uri } from '../cli/pra';
import { compare, type Connections, onBoth, twoDatabases } from './sides';

/** Statements that a small table takes on either side, each of which is waited for. */
const mostUntilFound = 5;
const mostInAll = 10;

let sides: Connections;
let through: Readonly<Record<Side, FaultProxy>>;

before(async () => {
  sides = await twoDatabases();
  await onBoth(sides, `create table far (id int primary key, v text)`);
  through = {
    backup: await FaultProxy.start(sides.backup),
    live: await FaultProxy.start(sides.live),
  };
});

after(async () => {
  await through.backup.close();
  await through.live.close();
});

function overTheNetwork(): Connections {
  return { backup: through.backup.settings, live: through.live.settings };
}

describe('A comparison with a server far away', () => {
  it('waits for few answers before it reads the table, and for few in all', async () => {
    const asked: Readonly<Record<Side, string[]>> = { backup: [], live: [] };
    for (const side of ['backup', 'live'] as const) {
      through[side].expect(({ text }) => {
        asked[side].push(text);
        return 'pass';
      });
    }
    await compare(overTheNetwork(), { table: 'far' });
    for (const statements of [asked.backup, asked.live]) {
      const found = statements.findIndex((text) => text.includes('pg_relation_size'));
      assert.ok(found > 0 && found <= mostUntilFound, `${found} until the table is found`);
      assert.ok(statements.length <= mostInAll, `${statements.length} in all`);
    }
  });

  it('looks for a table on both sides at once where its name has its schema', async () => {
    const isLock = (text: string): boolean => text.includes('lock table');
    let isLookedFor = false;
    through.live.expect(({ text }) => (isLock(text) ? 'hold' : 'pass'));
    through.backup.expect(({ text }) => {
      if (isLock(text)) {
        isLookedFor = true;
        through.live.cutAll();
      }
      return 'pass';
    });
    const work = { ...quiet, signal: AbortSignal.timeout(5000) };
    await assert.rejects(compare(overTheNetwork(), { table: 'public.far' }, work));
    assert.ok(isLookedFor, 'the backup waits for production');
  });

  it('looks the table up once on either side, also where it must first be known whether it has a key', async () => {
    const locks: Record<Side, number> = { backup: 0, live: 0 };
    for (const side of ['backup', 'live'] as const) {
      through[side].expect(({ text }) => {
        locks[side] += text.includes('lock table') ? 1 : 0;
        return 'pass';
      });
    }
    const { backup, live } = overTheNetwork();
    const words = ['compare', '--backup', uri(backup), '--live', uri(live), '--table', 'far'];
    const { status, stderr } = await pra(words);
    assert.equal(status, 0, stderr);
    assert.deepEqual(locks, { backup: 1, live: 1 });
  });
});

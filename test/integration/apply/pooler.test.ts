import assert from 'node:assert/strict';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { startPooler } from '../../support/pgbouncer';
import { appointments, apply, prove, removeFolders, scene, sql, tableDigest, undo } from './scene';

describe('A correction through a pooler of transactions', () => {
  after(removeFolders);

  it('is applied, proved and undone, and leaves its settings in no connection that others get', async function () {
    const direct = await scene(appointments);
    const pooler = await startPooler({ mode: 'transaction', size: 2, server: direct.live });
    if (!pooler) {
      this.skip();
    }
    try {
      const through = { ...direct, live: pooler.through(direct.live) };
      const damaged = await tableDigest(direct.live, 'metier.rdv');
      const earlier = await settingsOfBoth(through.live);
      assert.equal((await apply(through)).outcome, 'applied');
      assert.deepEqual((await prove(through)).selected, { equal: 35, different: 0 });
      assert.deepEqual(await settingsOfBoth(through.live), earlier);
      assert.equal((await undo(through)).outcome, 'undone');
      assert.equal(await tableDigest(direct.live, 'metier.rdv'), damaged);
      assert.deepEqual(await settingsOfBoth(through.live), earlier);
    } finally {
      await pooler.stop();
    }
  });
});

/** As whoever gets either of the pooler's connections finds them. */
async function settingsOfBoth(live: ConnectionSettings): Promise<unknown> {
  const settings = `
    select string_agg(name || '=' || setting, ' ' order by name), pg_sleep(0.3)::text
      from pg_settings
     where name <> 'application_name'`;
  return Promise.all([sql(live, settings), sql(live, settings)]);
}

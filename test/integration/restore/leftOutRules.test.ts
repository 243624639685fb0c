import assert from 'node:assert/strict';
import { differenceWords } from '../../../src/core/catalog/structure';
import { compareStructure } from '../../../src/engine/structure';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { archivePath } from '../../support/dumps';
import { connected, quiet } from '../../support/postgres';
import { realServices, tableNamed, withRestored } from './restoring';

/** By name, each with what it is. */
async function rules(
  backup: ConnectionSettings,
  live: ConnectionSettings,
): Promise<readonly string[]> {
  const { structure } = await compareStructure(
    { backup, live, table: tableNamed('shop', 'orders') },
    quiet.signal,
  );
  return structure
    .filter(({ constraint }) => constraint !== undefined)
    .map((found) => `${found.difference}: ${differenceWords(found)}`);
}

describe('The foreign keys and exclusion constraints of a table that was restored by itself', () => {
  for (const [name, engine] of [
    ['pg15-custom.dump', 'built-in'],
    ['pg15-custom.dump', 'pg_restore'],
    ['pg15-plain.sql.gz', 'built-in'],
  ] as const) {
    it(`are known from ${name}, restored by ${engine}, so that those that production has besides are told`, async () => {
      const dump = archivePath(name);
      const table = tableNamed('shop', 'orders');
      const { server } = await realServices();
      const whole = { dump, table: undefined, engine: 'built-in' } as const;
      await withRestored(whole, (production) =>
        withRestored({ dump, table, engine }, async (scratch) => {
          const live = { ...server, database: production.database };
          const backup = { ...server, database: scratch.database };
          assert.deepEqual(await rules(backup, live), []);
          await connected(live, async (session) => {
            await session.query(
              `alter table shop.orders add constraint itself foreign key (id) references shop.orders`,
            );
            await session.query(
              `alter table shop.orders add constraint apart exclude using btree (id with =)`,
            );
          });
          assert.deepEqual(await rules(backup, live), [
            'exclusion: apart EXCLUDE USING btree (id WITH =) only in production',
            'foreign key: itself FOREIGN KEY (id) REFERENCES shop.orders(id) only in production',
          ]);
        }),
      );
    });
  }
});

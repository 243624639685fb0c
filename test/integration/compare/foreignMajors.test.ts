import assert from 'node:assert/strict';
import { otherMajors } from '../../support/otherMajors';
import { testServerOf } from '../../support/postgres';
import { compareCells, lines, run } from './sides';
import { openSpread, spread, type Spread } from './spread';

for (const major of otherMajors) {
  describe(`Production on PostgreSQL ${major} whose partitions lie on servers of another`, () => {
    let place: Spread;

    before(async function () {
      const server = await testServerOf(major);
      const opened = server && (await openSpread(server));
      if (!opened) {
        this.skip();
      }
      place = opened;
    });

    it('is compared row by row, hashed where its rows lie if both servers hash alike', async () => {
      const [north, south] = place.production.leaves;
      await spread(place, 'visits');
      await run(
        north,
        `update visits set price = 1.50 where id = 150`,
        `update visits set note = '' where id in (3, 4)`,
        `delete from visits where id = 7`,
      );
      await run(
        south,
        `update visits set status = null where id = 15001`,
        `insert into visits (id, citizen) values (20001, 1)`,
      );
      const found = await compareCells(place.sides, { table: 'visits', key: ['id'] });
      const wanted = ['changed 3: note', 'changed 4: note', 'missing 7', 'changed 150: price'];
      assert.deepEqual(
        lines(found).toSorted(),
        [...wanted, 'changed 15001: status', 'extra 20001'].toSorted(),
      );
      assert.equal(found.comparison.rows.identical, 19_995);
      assert.equal(found.comparison.hashing.form, major < 14 ? 'sha256' : 'shipped');
      assert.deepEqual(found.comparison.connections, { backup: 1, live: 2 });
    });
  });
}

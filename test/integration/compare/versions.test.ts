import assert from 'node:assert/strict';
import type { ProgressStep } from '../../../src/recovery/work';
import { otherMajors } from '../../support/otherMajors';
import { quiet } from '../../support/postgres';
import { compare, compareCells, type Connections, lines, onBoth, run, sidesAcross } from './sides';

for (const major of otherMajors) {
  describe(`Production on PostgreSQL ${major}, the backup on the newest`, () => {
    let sides: Connections;

    before(async function () {
      const found = await sidesAcross(major);
      if (!found) {
        this.skip();
      }
      sides = found;
    });

    it('is compared by hashes that both servers compute alike', async () => {
      await onBoth(sides, `create table hashed (id int primary key)`);
      const { hashing } = await compare(sides, { table: 'hashed' });
      assert.equal(hashing.form, major >= 14 ? 'extended' : 'sha256');
    });

    it('gives each differing row of a large table, and no other', async () => {
      await onBoth(
        sides,
        `create table large (id bigint primary key, at timestamptz, what text, price numeric, flag boolean)`,
        `insert into large
         select i, timestamptz '2026-01-01 00:00+00' + i * interval '1 second',
                case when i % 7 > 0 then 'é ' || i end, i / 100.0, i % 2 = 0
           from generate_series(1, 20000) i`,
      );
      await run(
        sides.live,
        `delete from large where id in (5, 19000)`,
        `update large set price = 1.10 where id = 110`,
        `update large set what = '' where id = 7`,
        `insert into large (id) values (-3)`,
      );
      const found = await compareCells(sides, { table: 'large' });
      assert.deepEqual(lines(found), [
        ...['extra -3', 'missing 5', 'changed 7: what', 'changed 110: price', 'missing 19000'],
      ]);
      assert.equal(found.comparison.rows.identical, 19996);
    });

    it('gives them by a key that is no number, however many connections read', async () => {
      await onBoth(
        sides,
        `create table by_text (k text primary key, v int)`,
        `insert into by_text select 'é ' || i, i from generate_series(1, 20000) i`,
      );
      await run(
        sides.live,
        `delete from by_text where v in (5, 19000)`,
        `update by_text set v = -v where v = 110`,
        `insert into by_text values ('new', 0)`,
      );
      for (const connections of [1, 3]) {
        const found = await compareCells(sides, { table: 'by_text', connections });
        const wanted = ['extra new', 'missing é 19000', 'missing é 5', 'changed é 110: v'];
        assert.deepEqual(lines(found).toSorted(), wanted.toSorted());
        assert.equal(found.comparison.rows.identical, 19_997);
      }
    });

    it('says within a scan by such a key how far it is', async () => {
      await onBoth(
        sides,
        `create table watched (k uuid primary key, v int)`,
        `insert into watched select md5(i::text)::uuid, i from generate_series(1, 20000) i`,
      );
      const parts: number[] = [];
      const progress = ({ done, total }: ProgressStep): void => {
        parts.push(done / (total ?? Infinity));
      };
      await compare(sides, { table: 'watched' }, { ...quiet, progress });
      assert.ok(new Set(parts.filter((part) => part < 0.5)).size > 20, parts.join());
    });

    it('tells rows of NULLs, and rows that swapped their values, from each other', async () => {
      await onBoth(
        sides,
        `create table swapped (id int primary key, a text, b int)`,
        `insert into swapped select i, 'x' || i, i from generate_series(1, 5000) i`,
        `insert into swapped select i from generate_series(5001, 10000) i`,
      );
      await run(
        sides.live,
        `update swapped set a = 'x' || 5 - id, b = 5 - id where id in (2, 3)`,
        `update swapped set b = 1 where id = 6000`,
        `update swapped set a = '' where id = 7000`,
        `delete from swapped where id = 8000`,
      );
      assert.deepEqual(lines(await compareCells(sides, { table: 'swapped' })), [
        ...['changed 2: a, b', 'changed 3: a, b', 'changed 6000: b', 'changed 7000: a'],
        'missing 8000',
      ]);
    });

    it('matches numeric keys that are written with other zeros', async () => {
      await onBoth(sides, `create table priced (price numeric primary key, what text)`);
      await run(sides.backup, `insert into priced values (1.50, 'a'), (100, 'b'), (0.00, 'c')`);
      await run(sides.live, `insert into priced values (1.5, 'a'), (100.0, 'z'), (0, 'c')`);
      const { rows } = await compare(sides, { table: 'priced' });
      assert.deepEqual([rows.missing, rows.extra, rows.changed], [0, 0, 3]);
    });
  });
}

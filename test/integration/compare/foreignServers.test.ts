import assert from 'node:assert/strict';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { mappingOf, serverOf, type SpreadProduction } from '../../support/foreignPartitions';
import { connected, quiet, testServer } from '../../support/postgres';
import { compare, compareCells, type Connections, lines, run } from './sides';
import { leafOf, openSpread, spread, type Spread } from './spread';

let place: Spread;
let production: SpreadProduction;
let sides: Connections;

before(async function () {
  const opened = await openSpread();
  if (!opened) {
    this.skip();
  }
  place = opened;
  ({ production, sides } = opened);
});

describe('Production that reaches its partitions over postgres_fdw', () => {
  it('is compared by text, not by its bytes, where a server has another encoding', async () => {
    const [north] = production.leaves;
    await run(
      north,
      `create database western encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template template0`,
    );
    const western = { ...north, database: 'western', name: 'west' };
    await run(sides.live, serverOf(western), mappingOf(western, sides.live.user));
    const definition = 'id bigint not null, what text';
    await run(
      sides.backup,
      `create table accents (${definition}, primary key (id))`,
      `insert into accents select i, 'été ' || i from generate_series(1, 6000) i`,
    );
    await run(sides.live, `create table accents (${definition}) partition by range (id)`);
    await leafOf(place, western, {
      name: 'accents',
      definition,
      fill: `select i, 'été ' || i from generate_series(1, 6000) i`,
      bounds: '(minvalue) to (maxvalue)',
    });
    // In LATIN1 these are the bytes that the right text has in UTF-8.
    await run(western, `update accents set what = 'Ã©tÃ© ' || id where id = 77`);
    assert.deepEqual(lines(await compareCells(sides, { table: 'accents', key: ['id'] })), [
      'changed 77: what',
    ]);
  });

  it('shows rows that share a key on two servers, or have none, as conflicts', async () => {
    const [north, south] = production.leaves;
    await spread(place, 'twice', {
      definition: 'id bigint, what text',
      fill: `select i, 'w' || i from generate_series`,
    });
    // No constraint of production forbids it, since none can be over foreign partitions.
    await run(north, `insert into twice values (15000, 'w15000')`);
    await run(south, `alter table twice drop constraint twice_pkey`);
    await run(
      south,
      `alter table twice alter id drop not null`,
      `insert into twice values (null, 'x')`,
    );
    await run(south, `update twice set what = 'y' where id = 16000`);
    const { rows } = await compare(sides, { table: 'twice', key: ['id'] });
    assert.deepEqual([rows.conflicts, rows.liveConflicts], [1, 3]);
    assert.deepEqual([rows.missing, rows.changed, rows.extra], [0, 1, 0]);
  });

  it('needs no more than the right to read, here and there', async () => {
    await spread(place, 'readable');
    const server = await testServer();
    const reader = await server.createRole('reads_here', '');
    await run(sides.live, `grant select on readable to reads_here`);
    for (const leaf of production.leaves) {
      await run(
        leaf,
        `drop role if exists reads_there`,
        `create role reads_there login password 'there'`,
        `grant select on readable to reads_there`,
      );
      await run(
        sides.live,
        mappingOf({ ...leaf, user: 'reads_there', password: 'there' }, 'reads_here'),
      );
    }
    const live = { ...reader, database: sides.live.database };
    const [north] = production.leaves;
    await run(north, `delete from readable where id = 5`);

    const asWhole = await compareCells({ ...sides, live }, { table: 'readable', key: ['id'] });
    assert.deepEqual(lines(asWhole), ['missing 5']);
    assert.match(asWhole.comparison.notices.join('\n'), /needs the right to read each partition/);

    await run(sides.live, `grant select on readable_north, readable_south to reads_here`);
    const byLeaf = await compareCells({ ...sides, live }, { table: 'readable', key: ['id'] });
    assert.deepEqual(lines(byLeaf), ['missing 5']);
    assert.equal(byLeaf.comparison.hashing.form, 'shipped');
  });

  it('says that rows which row security of another server hides look missing, and how that is made an error', async () => {
    await spread(place, 'guarded');
    const server = await testServer();
    const reader = await server.createRole('guarded_here', '');
    await run(sides.live, `grant select on guarded, guarded_north, guarded_south to guarded_here`);
    for (const leaf of production.leaves) {
      await run(
        leaf,
        `drop role if exists guarded_there`,
        `create role guarded_there login password 'there'`,
        `grant select on guarded to guarded_there`,
        `create policy most on guarded for select using (id <> 5)`,
        `alter table guarded enable row level security`,
      );
      const mapped = { ...leaf, user: 'guarded_there', password: 'there' };
      await run(sides.live, mappingOf(mapped, 'guarded_here'));
    }
    const live = { ...reader, database: sides.live.database };
    const compared = () => compareCells({ ...sides, live }, { table: 'guarded', key: ['id'] });

    const found = await compared();
    assert.deepEqual(lines(found), ['missing 5']);
    const said = found.comparison.notices.join('\n');
    assert.match(said, /rows that a policy there hides from the role that reads them/);
    assert.match(said, /OPTIONS \(ADD options '-c row_security=off'\)/);

    for (const { name } of production.leaves) {
      await run(sides.live, `alter server ${name} options (add options '-c row_security=off')`);
    }
    try {
      await assert.rejects(compared(), /would be affected by row-level security policy/);
    } finally {
      for (const { name } of production.leaves) {
        await run(sides.live, `alter server ${name} options (drop options)`);
      }
    }
  });

  it('can be stopped: no query is left running on any of its servers', async () => {
    const [north, south] = production.leaves;
    await spread(place, 'slow');
    await run(
      north,
      `alter table slow rename to slow_rows`,
      `create function dawdle() returns int language plpgsql as $$ begin perform pg_sleep(60); return 1; end $$`,
      `create view slow as select * from slow_rows where dawdle() = 1`,
    );
    const stop = new AbortController();
    const reason = new Error('the operator pressed Ctrl-C');
    const watching = whenRunning(north).then(() => {
      stop.abort(reason);
    });
    const start = performance.now();
    await assert.rejects(
      compare(sides, { table: 'slow', key: ['id'] }, { ...quiet, signal: stop.signal }),
      (error: unknown) => error === reason,
    );
    await watching;
    assert.ok(performance.now() - start < 20_000);
    await new Promise((resolve) => setTimeout(resolve, 500));
    for (const server of [north, south, sides.live, sides.backup]) {
      assert.deepEqual(await runningOn(server), []);
    }
  });
});
/** Waits until a query of production runs on a leaf server. */
async function whenRunning(leaf: ConnectionSettings): Promise<void> {
  while ((await runningOn(leaf)).length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function runningOn(server: ConnectionSettings): Promise<readonly unknown[]> {
  return connected(server, (session) =>
    session.rows(
      `select query from pg_stat_activity
        where state = 'active' and pid <> pg_backend_pid() and backend_type = 'client backend'
          and datname = current_database()`,
    ),
  );
}

import assert from 'node:assert/strict';
import { createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { EarlySession } from '../../../src/postgres/correction/earlySession';
import { PostgresCorrectionTarget } from '../../../src/postgres/correction/target';
import { connected, quiet } from '../../support/postgres';
import { apply, removeFolders, type Scene, scene, shortPatience } from './scene';

const sessions = `
  select pid::text from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`;

async function damaged(): Promise<Scene> {
  return scene({
    create: `
      create table notes (id int primary key, texte text);
      insert into notes select n, 'note ' || n from generate_series(1, 20) n`,
    damage: 'delete from notes where id > 10',
    table: 'public.notes',
  });
}

async function othersOf({ live }: Scene): Promise<readonly string[]> {
  return connected(live, async (session) =>
    (await session.query(sessions)).rows.flat().map(String),
  );
}

/** Sessions end on the server some moments after they were closed. */
async function endOfSessions(of: Scene): Promise<readonly string[]> {
  const deadline = performance.now() + 5000;
  for (;;) {
    const left = await othersOf(of);
    if (left.length === 0 || performance.now() > deadline) {
      return left;
    }
    await pause(20);
  }
}

describe('The connection of an apply, which is opened early', () => {
  after(removeFolders);

  it('answers for the ledger, writes, and is gone with the apply', async () => {
    const incident = await damaged();
    assert.equal((await apply(incident)).outcome, 'applied');
    assert.deepEqual(await endOfSessions(incident), []);
  });

  it('is closed where nothing was begun', async () => {
    const incident = await damaged();
    const target = new PostgresCorrectionTarget(incident.live, shortPatience);
    const during = await target.connectedEarly(async () => {
      await target.ledger(incident.stored.plan, [], quiet);
      return othersOf(incident);
    }, quiet);
    assert.equal(during.length, 1);
    assert.deepEqual(await endOfSessions(incident), []);
  });

  it('gives way to a new one where the server has ended it', async () => {
    const incident = await damaged();
    const target = new PostgresCorrectionTarget(incident.live, shortPatience);
    await target.connectedEarly(async () => {
      await target.ledger(incident.stored.plan, [], quiet);
      const [first] = await othersOf(incident);
      await connected(incident.live, async (session) => {
        await session.query('select pg_terminate_backend($1::int)', [first ?? '']);
      });
      await pause(100);
      const transaction = await target.begin(incident.stored.plan, quiet);
      const [second] = await othersOf(incident);
      await transaction.rollback();
      assert.ok(second !== undefined && second !== first);
    }, quiet);
    assert.deepEqual(await endOfSessions(incident), []);
  });

  it('is given away only once', async () => {
    const incident = await damaged();
    const early = new EarlySession(incident.live, quiet.signal);
    const given = await Promise.all([early.give(), early.give()]);
    assert.equal(given.filter(Boolean).length, 1);
    for (const session of given) {
      await session?.close();
    }
    assert.deepEqual(await endOfSessions(incident), []);
  });

  it('is not waited for where its server is silent and nobody wants it', async () => {
    const incident = await damaged();
    const held: Socket[] = [];
    const silent = createServer((socket) => held.push(socket)).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const { port } = silent.address() as { readonly port: number };
    const target = new PostgresCorrectionTarget({ ...incident.live, port }, shortPatience);
    const begun = performance.now();
    assert.equal(await target.connectedEarly(() => Promise.resolve('done'), quiet), 'done');
    assert.ok(performance.now() - begun < 2000);
    held.forEach((socket) => socket.destroy());
    silent.close();
  });

  it('is told of as any other where it cannot be had', async () => {
    const incident = await damaged();
    const missing = { ...incident.live, database: 'there_is_none' };
    const target = new PostgresCorrectionTarget(missing, shortPatience);
    await assert.rejects(
      target.connectedEarly(() => target.ledger(incident.stored.plan, [], quiet), quiet),
      /there_is_none/,
    );
  });
});

import assert from 'node:assert/strict';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { connected, testServer } from '../../support/postgres';
import { type Document, pra, praJson, uri } from './pra';

let backup: ConnectionSettings;
let live: ConnectionSettings;

before(async () => {
  const server = await testServer();
  backup = await server.createDatabase();
  live = await server.createDatabase();
  for (const side of [backup, live]) {
    await connected(side, (session) =>
      session.script(
        `create table visits (code text primary key, v text) partition by hash (code);
         create table visits_0 partition of visits for values with (modulus 2, remainder 0);
         create table visits_1 partition of visits for values with (modulus 2, remainder 1);
         insert into visits select 'c' || i, 'v' from generate_series(1, 6000) i`,
      ),
    );
  }
  await connected(live, (session) => session.query(`delete from visits where code like 'c77%'`));
});

async function compared(production: ConnectionSettings, ...more: string[]): Promise<Document> {
  return praJson(words(production, ...more));
}

function words(production: ConnectionSettings, ...more: string[]): readonly string[] {
  const sides = ['--backup', uri(backup), '--live', uri(production)];
  return ['compare', ...sides, '--table', 'visits', ...more];
}

describe('pra compare --connections', () => {
  it('reads over as many sessions a side, and finds the same as over one', async () => {
    const alone = await compared(live);
    const together = await compared(live, '--connections', '3');
    assert.deepEqual([alone.status, together.status], [0, 0], together.stderr);
    assert.deepEqual(alone.json['connections'], { backup: 1, live: 1 });
    assert.deepEqual(together.json['connections'], { backup: 3, live: 3 });
    assert.deepEqual(together.json['rows'], alone.json['rows']);
    assert.equal((together.json['rows'] as Readonly<Record<string, number>>)['missing'], 11);
  });

  it('says where production gives fewer, to programs and to people', async () => {
    const server = await testServer();
    const role = await server.createRole('two_only', 'connection limit 2');
    await connected(live, (session) =>
      session.query('grant select on visits, visits_0, visits_1 to two_only'),
    );
    const reader = { ...role, database: live.database };
    const { json, status } = await compared(reader, '--connections', '4');
    assert.equal(status, 0);
    assert.deepEqual(json['connections'], { backup: 4, live: 2 });
    assert.match(String(json['notices']), /read over 2 of 4 connections/);
    const { stdout, stderr } = await pra(words(reader, '--connections', '4'));
    assert.match(stdout + stderr, /read over 2 of 4 connections/);
  });

  it('takes a number from 1 to 99 and nothing else', async () => {
    for (const count of ['0', '-1', '1.5', '100', 'many', '']) {
      const { status, error } = await compared(live, `--connections=${count}`);
      assert.deepEqual([count, status, error.code], [count, 2, 'usage']);
      assert.match(error.message, /--connections is no number from 1 to 99/);
    }
  });
});

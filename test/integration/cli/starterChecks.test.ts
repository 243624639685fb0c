import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { connected, testServer } from '../../support/postgres';
import { praJson, temporaryFolder, uri } from './pra';

const folder = temporaryFolder();

describe('pra checks --generate', () => {
  let live: ConnectionSettings;
  let dir: string;

  before(async () => {
    live = await (await testServer()).createDatabase();
    dir = path.join(folder(), 'pra', 'checks');
    await connected(live, (session) =>
      session.script(`
        create table channels (code_channel text primary key);
        insert into channels values ('DESK'), ('PHONE');
        create table people (person_id int primary key);
        insert into people select generate_series(1, 40);
        create table kinds (kind text primary key);
        insert into kinds values ('A');
        create table "Odd ""visits" (
          id int primary key,
          person_id bigint not null,
          kind text references kinds,
          channel text,
          status varchar(20) not null check (status <> ''),
          state varchar(20),
          remark text,
          "asked
on" date,
          planned date,
          seen timestamptz,
          gone text
        );
        insert into "Odd ""visits"
        select i, 1 + i % 40, 'A', case when i % 2 = 0 then 'DESK' else 'PHONE' end, 'NEW',
               (array['it''s', 'back\\slash'])[1 + i % 2], case when i % 4 > 0 then 'r' || i end,
               date '2026-01-01' + i, date '2026-01-01' + i + i % 30, '2026-01-01'
          from generate_series(1, 400) i;
        update "Odd ""visits" set planned = planned - 60 where id in (1, 2);
        update "Odd ""visits" set person_id = 99 where id = 3;`),
    );
  });

  const generate = () =>
    praJson([
      'checks',
      '--live',
      uri(live),
      '--checks',
      dir,
      '--generate',
      '--table',
      '"Odd ""visits"',
    ]);

  it('writes what holds in nearly all rows of a table, and nothing that a constraint says', async () => {
    const { status, json } = await generate();
    assert.equal(status, 0, JSON.stringify(json));
    const written = (await readdir(dir)).map((file) => file.replace('public.Odd__visits.', ''));
    assert.deepEqual(
      [...written].sort(),
      [
        'domain.channel.sql',
        'domain.state.sql',
        'load.sessions.sql',
        'load.size.sql',
        'load.week.asked_on.sql',
        'load.written.sql',
        'null.asked_on.sql',
        'null.channel.sql',
        'null.kind.sql',
        'null.planned.sql',
        'null.remark.sql',
        'null.seen.sql',
        'null.state.sql',
        'order.asked_on.planned.sql',
        'reference.channel.sql',
        'reference.person_id.sql',
        'rows.sql',
      ].sort(),
    );
    const text = await readFile(
      path.join(dir, 'public.Odd__visits.order.asked_on.planned.sql'),
      'utf8',
    );
    assert.match(
      text,
      /^-- name: public\.Odd "visits: planned is not before asked⏎on\n-- expect: no rows\n-- severity: error\n-- table: public\."Odd ""visits"\n-- As seen in production at .* UTC, in 400 rows\.\n-- 2 rows do not keep it now\.\n/,
    );
  });

  it('writes checks that run, and find what was damaged', async () => {
    await connected(live, (session) =>
      session.script(`
        update "Odd ""visits" set state = 'LOST' where id <= 5;
        delete from "Odd ""visits" where id > 300;`),
    );
    const { status, json } = await praJson(['checks', '--live', uri(live), '--checks', dir]);
    assert.equal(status, 3);
    const states = Object.fromEntries(
      (json['checks'] as { file: string; production: { state: string; found?: number } }[]).map(
        ({ file, production: { state, found } }) => [
          file.replace('public.Odd__visits.', '').replace('.sql', ''),
          [state, state === 'measured' ? undefined : found],
        ],
      ),
    );
    const kept = (found = 0) => ['kept', found];
    const measured = ['measured', undefined];
    assert.deepEqual(states, {
      ...{ 'domain.channel': kept(), 'domain.state': ['broken', 5], rows: ['broken', 300] },
      ...{ 'load.sessions': measured, 'load.size': measured, 'load.written': measured },
      ...{ 'load.week.asked_on': measured, 'order.asked_on.planned': ['broken', 2] },
      ...{ 'null.asked_on': kept(), 'null.channel': kept(), 'null.kind': kept() },
      ...{ 'null.planned': kept(), 'null.remark': kept(25), 'null.seen': kept() },
      ...{
        'null.state': kept(),
        'reference.channel': kept(),
        'reference.person_id': ['broken', 1],
      },
    });
  });

  it('leaves every check as it is that is there already', async () => {
    const file = path.join(dir, 'public.Odd__visits.rows.sql');
    await writeFile(file, 'mine');
    const { json } = await generate();
    assert.ok((json['kept'] as readonly string[]).includes(path.basename(file)));
    assert.equal(await readFile(file, 'utf8'), 'mine');
  });

  it('wants to be told the table, and finds it', async () => {
    const words = ['checks', '--live', uri(live), '--checks', dir, '--generate'];
    assert.equal((await praJson(words)).status, 2);
    const { status, error } = await praJson([...words, '--table', 'nothing']);
    assert.deepEqual([status, error.code], [3, 'table-not-found']);
  });
});

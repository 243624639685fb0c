import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildPlan } from '../../../src/core/correction/buildPlan';
import type { RowChange } from '../../../src/core/diff/rows/rowChange';
import { DriftedRowsError } from '../../../src/core/correction/refusal';
import { correctionScript } from '../../../src/core/sql/correctionScript';
import { IncidentFolder } from '../../../src/files/incidentFolder';
import { connected } from '../../support/postgres';
import { committing, readIdentity } from '../../support/scriptIncident';
import { type Connections, compareCells, lines, onBoth, run, twoDatabases } from '../compare/sides';
import {
  apply,
  newFolder,
  prove,
  refusedWith,
  rehearse,
  removeFolders,
  type Scene,
  sql,
  tableDigest,
  undo,
} from './scene';

let sides: Connections;

before(async () => {
  sides = await twoDatabases();
  await onBoth(
    sides,
    `create collation ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false)`,
    `create type mood as enum ('good', 'bad', 'gone', 'new')`,
    `create type pair as (a int, b text)`,
    `create type place as (name text, at point)`,
    `create type priced as (amount numeric, unit text)`,
  );
  await run(
    sides.live,
    `do $$ begin
       execute format('alter database %I set extra_float_digits = -3', current_database());
       execute format('alter database %I set datestyle = ''German, DMY''', current_database());
       execute format('alter database %I set intervalstyle = sql_standard', current_database());
     end $$`,
  );
});

after(removeFolders);

/** Rows of a key of this type: what was lost, changed, left as it was, or added in production. */
interface KeyCase {
  /** Absent where nothing makes the key unique but the operator's word. */
  readonly constraint?: 'primary key';
  readonly lost: string;
  readonly changed: string;
  readonly same: string;
  readonly added: string;
  /** How production writes the changed key, where that is otherwise. */
  readonly changedTo?: string;
}

let number = 0;

/** Compares, and plans the correction of every difference; the folder is one that has just been planned. */
async function incident(type: string, of: KeyCase): Promise<Scene> {
  number += 1;
  const table = `public.keyed_${number}`;
  const { constraint = '', lost, changed, same, added, changedTo = changed } = of;
  await onBoth(sides, `create table ${table} (k ${type} ${constraint}, v int, p pair)`);
  await run(
    sides.backup,
    `insert into ${table} values (${lost}, 1, '(1,x)'), (${changed}, 2, '(2,x)'), (${same}, 3, null)`,
  );
  await run(
    sides.live,
    `insert into ${table} values (${changedTo}, 20, '(20,y)'), (${same}, 3, null), (${added}, 4, null)`,
  );
  return planned(table, ['k']);
}

async function planned(table: string, key: readonly string[], expected = 3): Promise<Scene> {
  const { comparison, changes } = await compareCells(sides, { table, key });
  const differences = changes.filter((change): change is RowChange => change.kind !== 'stale');
  assert.equal(
    differences.length,
    expected,
    `${table}: ${lines({ comparison, changes }).join('; ')}`,
  );
  const identity = await connected(sides.live, (session) =>
    readIdentity(session, 'public', table.replace('public.', '')),
  );
  const { plan } = buildPlan({
    ...{ id: randomUUID(), compared: comparison.table, identity, changes: differences },
  });
  const folder = await newFolder(plan);
  const stored = await (await IncidentFolder.open(folder)).plan();
  return { live: sides.live, folder, table, stored };
}

/** What the rows hold beside their keys. */
async function values(table: string): Promise<readonly string[]> {
  const found = await sql(
    sides.live,
    `select v::text || coalesce(p::text, '') from ${table} order by v`,
  );
  return found.map(([value]) => value ?? '');
}

/** Applied and undone by the tool, then by its scripts: each time exactly these rows, and back again. */
async function correctedBothWays(scene: Scene): Promise<void> {
  const { live, folder, table, stored } = scene;
  const damaged = await tableDigest(live, table);
  const rehearsal = await rehearse(scene);
  assert.deepEqual(
    [rehearsal.drifted, rehearsal.violations, rehearsal.altered],
    [[], [], []],
    table,
  );
  assert.equal((await apply(scene)).outcome, 'applied', table);
  const corrected = await tableDigest(live, table);
  assert.deepEqual(await values(table), ['1(1,x)', '2(2,x)', '3'], table);
  assert.ok((await prove(scene)).proved, table);
  assert.equal((await undo(scene)).outcome, 'undone', table);
  assert.equal(await tableDigest(live, table), damaged, table);
  await sql(live, committing(correctionScript(stored.plan, stored.origin)));
  assert.equal(await tableDigest(live, table), corrected, table);
  await sql(live, committing([await readFile(join(folder, 'undo.sql'), 'utf8')]));
  assert.equal(await tableDigest(live, table), damaged, table);
}

describe('correcting rows by a key', () => {
  it('that the server takes for equal though it is written differently', async () => {
    const cases: Readonly<Record<string, KeyCase>> = {
      'text collate ci': {
        ...{ constraint: 'primary key', lost: `'L'`, changed: `'C'`, changedTo: `'c'` },
        ...{ same: `'s'`, added: `'A'` },
      },
      interval: {
        ...{ constraint: 'primary key', lost: `'3 days'`, changed: `'1 day'` },
        ...{ changedTo: `'24:00'`, same: `'1 year -2 days'`, added: `'1 mon'` },
      },
      priced: {
        ...{ constraint: 'primary key', lost: `'(5,x)'`, changed: `'(1.0,x)'` },
        ...{ changedTo: `'(1.00,x)'`, same: `'(2,)'`, added: `'(1.1,x)'` },
      },
    };
    for (const [type, of] of Object.entries(cases)) {
      await correctedBothWays(await incident(type, of));
    }
  });

  it('by an equality that production’s search path does not lead to', async function () {
    const [[available] = []] = await sql(
      sides.live,
      `select count(*) from pg_available_extensions where name = 'citext'`,
    );
    if (available === '0') {
      console.log('    this server was built without citext');
      this.skip();
    }
    await onBoth(sides, `create schema words`, `create extension citext schema words`);
    const scene = await incident('words.citext', {
      ...{ constraint: 'primary key', lost: `'L'`, changed: `'C'`, changedTo: `'c'` },
      ...{ same: `'s'`, added: `'A'` },
    });
    await correctedBothWays(scene);
    // Somebody has since written the keys otherwise: for their type they are the same.
    await run(
      sides.live,
      `insert into ${scene.table} values ('l', 1)`,
      `create table public.words_child (k words.citext references ${scene.table} on delete cascade)`,
      `insert into public.words_child values ('a')`,
    );
    await assert.rejects(apply(scene), DriftedRowsError);
    await assert.rejects(
      sql(sides.live, committing(correctionScript(scene.stored.plan, scene.stored.origin))),
      /appeared: 1\./,
    );
    await run(sides.live, `delete from ${scene.table} where k operator(words.=) 'L'`);
    await assert.rejects(apply(scene), refusedWith('violation'));
    await assert.rejects(
      sql(sides.live, committing(correctionScript(scene.stored.plan, scene.stored.origin))),
      /would delete or change others: 1 of words_child\./,
    );
  });

  it('of a type with no equality, by its text as it is compared, whatever production’s settings are', async () => {
    const cases: Readonly<Record<string, KeyCase>> = {
      json: { lost: `'{"a":  1}'`, changed: `'{"a": 1}'`, same: `'{"a":1}'`, added: `'2'` },
      xml: {
        ...{ lost: `'<a></a>'`, changed: `'<?xml version="1.0" encoding="UTF-8"?><a/>'` },
        ...{ same: `'<b/>'`, added: `'x'` },
      },
      point: {
        ...{ lost: `'(0.1,0)'`, changed: `'(0.30000000000000004,0)'` },
        ...{ same: `'(0.3,0)'`, added: `'(-0,0)'` },
      },
      place: {
        ...{ lost: `'(a,"(0.1,0)")'`, changed: `'(a,"(0.30000000000000004,0)")'` },
        ...{ same: `'(a,"(0.3,0)")'`, added: `'(b,)'` },
      },
      regclass: {
        ...{ lost: `'pg_class'`, changed: `'pg_proc'`, same: `'pg_type'`, added: `'pg_am'` },
      },
    };
    for (const [type, of] of Object.entries(cases)) {
      await correctedBothWays(await incident(type, of));
    }
  });

  it('that names an object, wherever production’s search path leads', async () => {
    await onBoth(
      sides,
      `create schema named`,
      `create table named.a ()`,
      `create table named.b ()`,
    );
    await onBoth(sides, `create table named.c ()`, `create table named.d ()`);
    const { database } = sides.live;
    await run(sides.live, `alter database "${database}" set search_path = named, public`);
    try {
      const of = { lost: `'named.a'`, changed: `'named.b'`, same: `'named.c'`, added: `'named.d'` };
      await correctedBothWays(await incident('regclass', of));
    } finally {
      await run(sides.live, `alter database "${database}" reset search_path`);
    }
  });

  it('is refused where another row has got the same since: nothing keeps it unique', async () => {
    const scene = await incident('json', {
      ...{ lost: `'1'`, changed: `'2'`, same: `'3'`, added: `'4'` },
    });
    await run(sides.live, `insert into ${scene.table} values ('2', 20, '(20,y)')`);
    const before = await tableDigest(sides.live, scene.table);
    await assert.rejects(apply(scene), refusedWith('row-drifted'));
    await assert.rejects(
      sql(sides.live, committing(correctionScript(scene.stored.plan, scene.stored.origin))),
      /Refused/,
    );
    assert.equal(await tableDigest(sides.live, scene.table), before);
  });

  it('that production’s type does not take is found out by the rehearsal, as a violation', async () => {
    await run(sides.backup, `create type state as enum ('open', 'done', 'gone')`);
    await run(sides.live, `create type state as enum ('open', 'done', 'new')`);
    for (const [table, backupType, liveType, lost, added, sentence] of [
      ['states', 'state', 'state', 'gone', 'new', /invalid input value for enum/],
      ['tags', 'state[]', 'state[]', '{gone}', '{new}', /invalid input value for enum/],
      ['rooms', 'bigint', 'int', '99999999999', '5', /out of range/],
      ['numbers', 'bigint', 'oid', '5000000000', '5', /out of range/],
    ] as const) {
      await run(
        sides.backup,
        `create table ${table} (k ${backupType} primary key, v int)`,
        `insert into ${table} values ('${lost}', 1)`,
      );
      await run(
        sides.live,
        `create table ${table} (k ${liveType} primary key, v int)`,
        `insert into ${table} values ('${added}', 2)`,
      );
      const scene = await planned(`public.${table}`, ['k'], 2);
      const { drifted, violations } = await rehearse(scene);
      assert.deepEqual(drifted, []);
      assert.match(violations[0]?.message ?? '', sentence);
    }
  });

  it('below zero is refused where production’s column would take it for another number', async () => {
    const created = (type: string): string => `create table below (k ${type} primary key, n int)`;
    await run(sides.backup, created('bigint'), `insert into below values (-1, 1), (-7, 2), (3, 3)`);
    await run(sides.live, created('oid'), `insert into below values (4294967295, 9)`);
    await assert.rejects(planned('public.below', ['k'], 4), {
      code: 'structure-differs',
      message:
        '-7 cannot be written into k of public.below, nor 1 more: in production it is of type oid, which holds no number below zero.',
      hint: 'Leave these rows out, by the selection or with the condition k >= 0.',
    });
  });

  it('of any other kind', async () => {
    const cases: Readonly<Record<string, readonly [string, string, string, string]>> = {
      pair: [`'(1,x)'`, `'(1,"")'`, `'(2,)'`, `'(,x)'`],
      mood: [`'gone'`, `'bad'`, `'good'`, `'new'`],
      'mood[]': [`'{gone,bad}'`, `'{bad}'`, `'{}'`, `'{{new}}'`],
      'text[]': [`'{a,NULL}'`, `'{a,"NULL"}'`, `'{}'`, `'[0:0]={x}'`],
      numrange: [`'[1,2]'`, `'[1.0,3]'`, `'empty'`, `'[1,)'`],
      'char(3)': [`'a'`, `'ab'`, `''`, `'abc'`],
      money: [`'1234567.5'`, `'-2'`, `'3'`, `'0'`],
      oid: ['4294967295', '7', '8', '1'],
      timestamptz: [`'2026-02-01 10:00+02'`, `'2026-02-01'`, `'infinity'`, `'0044-03-15 BC'`],
    };
    for (const [type, [lost, changed, same, added]] of Object.entries(cases)) {
      const of: KeyCase = { constraint: 'primary key', lost, changed, same, added };
      await correctedBothWays(await incident(type, of));
    }
  });
});

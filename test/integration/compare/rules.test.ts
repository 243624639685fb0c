import assert from 'node:assert/strict';
import { differenceWords } from '../../../src/core/catalog/structure';
import { parseTableName } from '../../../src/core/catalog/tableName';
import { quoteLiteral } from '../../../src/core/sql/quote';
import { compareStructure } from '../../../src/engine/structure';
import { type ScratchMark, scratchMark } from '../../../src/postgres/scratch/scratchMark';
import { otherMajors } from '../../support/otherMajors';
import { connected, quiet, testServer } from '../../support/postgres';
import { compare, type Connections, onBoth, run, sidesAcross, twoDatabases } from './sides';

/** `total: total_check CHECK ((total > 0)) only in production` of each difference, and what it means. */
async function differences(
  sides: Connections,
  table: string,
): Promise<Readonly<Record<string, string>>> {
  const { structure } = await compare(sides, { table });
  assert.ok(structure.every(({ blocks }) => blocks === undefined));
  return Object.fromEntries(
    structure.map((found) => [`${found.column}: ${differenceWords(found)}`, found.consequence]),
  );
}

async function mark(sides: Connections, more: Partial<ScratchMark>): Promise<void> {
  const { owner } = await testServer();
  const origin = {
    ...{ dump: 'd', database: 'mairie', owner: owner.user, encoding: 'UTF8', host: 'h' },
    table: { schema: 'public', name: 'visits' },
    process: { pid: 1, startedAt: '', boot: '' },
  };
  const comment = scratchMark({ origin, createdAt: '', state: 'complete', ...more });
  await run(
    sides.backup,
    `comment on database "${sides.backup.database}" is ${quoteLiteral(comment)}`,
  );
}

const refused = /refused when it is inserted or updated/;

function tests(between: () => Promise<Connections | undefined>): void {
  let sides: Connections;

  before(async function () {
    const found = await between();
    if (!found) {
      this.skip();
    }
    sides = found;
  });

  it('has labels of an enum that production lacks, has besides, or orders otherwise', async () => {
    const made = (labels: string): readonly string[] => [
      `create type mood as enum (${labels})`,
      `create table moods (id int primary key, mood mood, moods mood[])`,
    ];
    await run(sides.backup, ...made(`'glad', 'sad', 'it''s over', 'last'`));
    await run(sides.live, ...made(`'sad', 'glad', 'new', 'last'`));
    const found = await differences(sides, 'moods');
    const labels = `labels 'it''s over' only in backup, 'new' only in production`;
    const order = `label order 'glad', 'sad' → 'sad', 'glad'`;
    assert.deepEqual(Object.keys(found), [
      `mood: ${labels}`,
      `mood: ${order}`,
      `moods: ${labels}`,
      `moods: ${order}`,
    ]);
    assert.match(found[`mood: ${labels}`] ?? '', /'it''s over' is refused when it is inserted or/);
    await run(sides.live, `alter type mood add value 'it''s over'`);
    const { [`mood: labels 'new' only in production`]: added } = await differences(sides, 'moods');
    assert.equal(added, 'Every value of the backup fits.');
  });

  it('has values that production’s domain does not take', async () => {
    const made = (check: string): readonly string[] => [
      `create schema kinds`,
      `create domain kinds.amount as numeric(10,2) check (value ${check})`,
      `create domain kinds.code as varchar(5) check (value in ('a', 'b'))`,
      `create table priced (id int primary key, amount kinds.amount, amounts kinds.amount[], code kinds.code)`,
    ];
    await run(sides.backup, ...made('>= 0'));
    await run(
      sides.live,
      ...made('> 0'),
      // A domain is shown where the session's path leads to it or not; it is the same.
      `alter database "${sides.live.database}" set search_path = public, kinds`,
    );
    const found = await differences(sides, 'priced');
    const domain = (check: string): string =>
      `kinds.amount over numeric(10,2) CHECK ((VALUE ${check} (0)::numeric))`;
    const words = `domain ${domain('>=')} → ${domain('>')}`;
    assert.deepEqual(Object.keys(found), [`amount: ${words}`, `amounts: ${words}`]);
    assert.match(found[`amount: ${words}`] ?? '', refused);
  });

  it('has values of a domain over another type, which are compared all the same', async () => {
    const made = (type: string): readonly string[] => [
      `create domain number as ${type}`,
      `create table numbered (id number primary key, n number)`,
      `insert into numbered select i, i from generate_series(1, 3000) i`,
    ];
    await run(sides.backup, ...made('int'));
    await run(sides.live, ...made('bigint'), `update numbered set n = 0 where id = 7`);
    const { rows, structure } = await compare(sides, { table: 'numbered' });
    assert.deepEqual([rows.identical, rows.changed], [2999, 1]);
    assert.equal(
      structure.map(differenceWords)[0],
      'domain public.number over integer → public.number over bigint',
    );
  });

  it('has composite values with other attributes in production', async () => {
    const made = (attributes: string): readonly string[] => [
      `create type place as (${attributes})`,
      `create table placed (id int primary key, place place, places place[])`,
    ];
    const said = async (live: string): Promise<readonly string[]> => {
      await run(
        sides.live,
        `drop table if exists placed`,
        `drop type if exists place`,
        ...made(live),
      );
      return Object.entries(await differences(sides, 'placed')).map((found) => found.join(': '));
    };
    await run(sides.backup, ...made('x int, y numeric(6,2)'));
    assert.deepEqual(await said('x int, y numeric(6,2)'), []);
    const [added, ofElements] = await said('x int, y numeric(6,2), z int');
    const words =
      'attributes public.place (x integer, y numeric(6,2)) → public.place (x integer, y numeric(6,2), z integer)';
    assert.ok(added?.startsWith(`place: ${words}`) && ofElements?.startsWith(`places: ${words}`));
    assert.match(
      added ?? '',
      /every row with one differs.*refused when it is inserted, or updated there/,
    );
    const [swapped] = await said('y int, x numeric(6,2)');
    assert.match(swapped ?? '', /correct them only where the places still mean the same/);
    const [wider] = await said('x bigint, y numeric(6,2)');
    assert.match(wider ?? '', /Compared by their text/);
  });

  it('is under constraints that production has besides, has otherwise, or has not checked', async () => {
    await onBoth(
      sides,
      `create table people (id int primary key)`,
      `create table visits (id int primary key, day date, room int, total int, code text,
         person int references people, constraint total_range check (total < 100))`,
      `alter table visits add constraint code_known check (code <> '') not valid`,
    );
    await run(
      sides.live,
      `alter table visits drop constraint total_range`,
      `alter table visits add constraint total_range check (total < 10)`,
      `alter table visits add check (day is not null or room is null)`,
      `alter table visits add constraint once unique (day, room)`,
      `create unique index coded on visits (lower(code)) where total > 1`,
      `alter table visits add constraint apart exclude using btree (room with =)`,
      `alter table visits add constraint guest foreign key (room) references people not valid`,
    );
    const found = await differences(sides, 'visits');
    assert.deepEqual(Object.keys(found), [
      ': coded UNIQUE (lower(code)) WHERE (total > 1) only in production',
      'day, room: once UNIQUE (day, room) only in production',
      'room: apart EXCLUDE USING btree (room WITH =) only in production',
      `code: code_known CHECK ((code <> ''::text)) NOT VALID on both sides`,
      'total: total_range CHECK ((total < 100)) → CHECK ((total < 10))',
      'day, room: visits_check CHECK (((day IS NOT NULL) OR (room IS NULL))) only in production',
      'room: guest FOREIGN KEY (room) REFERENCES public.people(id) NOT VALID only in production',
    ]);
    for (const [words, consequence] of Object.entries(found)) {
      assert.match(
        consequence,
        /refused when it is inserted, or updated (there|in any column)/,
        words,
      );
    }
    await mark(sides, { checks: 'left out' });
    assert.deepEqual(Object.keys(await differences(sides, 'visits')), [
      'day, room: once UNIQUE (day, room) only in production',
    ]);
  });

  it('is under the same constraints, as PostgreSQL writes them once they were dumped and restored', async () => {
    await run(
      sides.live,
      `create table dumped (id int primary key, "State" varchar(20), kind char(3),
         check ("State" in ('open', 'it''s', '::text')), check (kind <> all (array['a', 'b'])),
         check ("State" like '(x)%' or upper("State") = any ('{A,B}'::varchar[])))`,
    );
    const written = await connected(sides.live, (session) =>
      session.rows(
        `select quote_ident(conname), pg_get_constraintdef(oid)
           from pg_constraint
          where conrelid = 'dumped'::regclass and contype = 'c'`,
      ),
    );
    await run(
      sides.backup,
      `create table dumped (id int primary key, "State" varchar(20), kind char(3))`,
      ...written.map(
        ([name, check]) => `alter table dumped add constraint ${String(name)} ${String(check)}`,
      ),
    );
    assert.deepEqual(await differences(sides, 'dumped'), {});
    const request = { ...sides, table: parseTableName('dumped') };
    const { ddl } = await compareStructure(request, quiet.signal);
    assert.equal(ddl.backup, ddl.live);
  });
}

describe('What the backup holds', () => {
  tests(twoDatabases);

  it('is under the constraints of columns that were renamed since', async () => {
    const sides = await twoDatabases();
    const made = (name: string): string =>
      `create table renamed (id int primary key, ${name} int unique check (${name} > 0), other int)`;
    await run(sides.backup, made('"Old"'));
    await run(sides.live, made('new'));
    const { structure } = await compare(sides, {
      table: 'renamed',
      map: [{ backup: 'Old', live: 'new' }],
    });
    assert.deepEqual(structure.map(differenceWords), ['name Old → new']);
  });

  it('may hold NULL where NOT NULL was never checked on rows that were there before', async function () {
    const sides = await sidesAcross(18);
    if (!sides) {
      this.skip();
    }
    const unchecked = (table: string): readonly string[] => [
      `create table ${table} (id int primary key, v int)`,
      `insert into ${table} values (1, null)`,
      `alter table ${table} add constraint v_known not null v not valid`,
    ];
    await run(sides.live, ...unchecked('looked'));
    await run(sides.backup, `create table looked (id int primary key, v int not null)`);
    assert.deepEqual(await differences(sides, 'looked'), {
      'v: nullability not null → not null, not checked on all rows':
        'Nothing hinders a correction: the backup holds no NULL.',
    });
    await run(sides.live, `create table refilled (id int primary key, v int)`);
    await run(sides.backup, ...unchecked('refilled'));
    await run(sides.live, `alter table refilled add not null v not valid`);
    assert.deepEqual(Object.values(await differences(sides, 'refilled')), [
      'A row whose backup value is NULL is refused by production.',
    ]);
  });

  it('is not bound by a constraint that production does not enforce', async function () {
    const sides = await sidesAcross(18);
    if (!sides) {
      this.skip();
    }
    await onBoth(sides, `create table loose (id int primary key, v int)`);
    await run(sides.live, `alter table loose add check (v > 0) not enforced`);
    assert.deepEqual(await differences(sides, 'loose'), {});
  });
});

for (const major of otherMajors) {
  describe(`What the backup holds, beside a production on PostgreSQL ${major},`, () => {
    tests(() => sidesAcross(major));
  });
}

import assert from 'node:assert/strict';
import { definitionTexts } from '../../../src/core/sql/definitionText';
import { compareStructure } from '../../../src/engine/structure';
import { describeTable } from '../../../src/postgres/tableDefinition';
import { parseTableName } from '../../../src/core/catalog/tableName';
import { scratchMark } from '../../../src/postgres/scratch/scratchMark';
import { quoteLiteral } from '../../../src/core/sql/quote';
import { otherMajors } from '../../support/otherMajors';
import { connected, quiet, testServer, testServerOf } from '../../support/postgres';
import { type Connections, onBoth, run, twoDatabases } from './sides';

let sides: Connections;

before(async () => {
  sides = await twoDatabases();
});

async function definitionOf(table: string): Promise<string> {
  const { definition } = await describeTable(sides.live, parseTableName(table), quiet.signal);
  return definitionTexts({ live: definition }).live;
}

describe('The definition of a table', () => {
  it('is everything that its catalogue holds, as SQL that makes the very same table again', async () => {
    await run(
      sides.live,
      `create schema "Shop"`,
      `create type "Shop".mood as enum ('glad')`,
      `create function "Shop".touch() returns trigger language plpgsql as $$ begin return new; end $$`,
      `create table "Shop".places (id int primary key)`,
      `create table "Shop"."order" (
         id bigint generated always as identity primary key,
         code varchar(8) default 'x''y' not null,
         name text collate "C",
         mood "Shop".mood default 'glad',
         place int references "Shop".places,
         total numeric(10,2) check (total >= 0),
         twice numeric generated always as (total * 2) stored,
         constraint once unique (code, place))`,
      `create index by_name on "Shop"."order" (lower(name)) where total > 1`,
      `create unique index code_only on "Shop"."order" (code)`,
      `create trigger touched before update on "Shop"."order" for each row execute function "Shop".touch()`,
      `create trigger asleep before insert on "Shop"."order" for each row execute function "Shop".touch()`,
      `alter table "Shop"."order" disable trigger asleep`,
      `create rule quiet as on delete to "Shop"."order" do instead nothing`,
      `alter table "Shop"."order" enable row level security`,
      `create policy own on "Shop"."order" for select using (code = current_user)`,
      `comment on table "Shop"."order" is 'it''s\nit'`,
      `comment on column "Shop"."order".mood is 'how'`,
    );
    const text = await definitionOf('"Shop"."order"');
    assert.deepEqual(text.split('\n'), [
      'CREATE TABLE "Shop"."order" (',
      '    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,',
      "    code character varying(8) DEFAULT 'x''y'::character varying NOT NULL,",
      '    name text COLLATE pg_catalog."C",',
      `    mood "Shop".mood DEFAULT 'glad'::"Shop".mood,`,
      '    place integer,',
      '    total numeric(10,2),',
      '    twice numeric GENERATED ALWAYS AS ((total * (2)::numeric)) STORED,',
      '    CONSTRAINT order_pkey PRIMARY KEY (id),',
      '    CONSTRAINT once UNIQUE (code, place),',
      '    CONSTRAINT order_total_check CHECK ((total >= (0)::numeric)),',
      '    CONSTRAINT order_place_fkey FOREIGN KEY (place) REFERENCES "Shop".places(id)',
      ');',
      '',
      'CREATE INDEX by_name ON "Shop"."order" USING btree (lower(name)) WHERE (total > (1)::numeric);',
      '',
      'CREATE UNIQUE INDEX code_only ON "Shop"."order" USING btree (code);',
      '',
      'CREATE TRIGGER asleep BEFORE INSERT ON "Shop"."order" FOR EACH ROW EXECUTE FUNCTION "Shop".touch() /* disabled */;',
      '',
      'CREATE TRIGGER touched BEFORE UPDATE ON "Shop"."order" FOR EACH ROW EXECUTE FUNCTION "Shop".touch();',
      '',
      'CREATE RULE quiet AS',
      '    ON DELETE TO "Shop"."order" DO INSTEAD NOTHING;',
      '',
      'ALTER TABLE "Shop"."order" ENABLE ROW LEVEL SECURITY;',
      '',
      'CREATE POLICY own ON "Shop"."order" AS PERMISSIVE FOR SELECT TO PUBLIC USING (((code)::text = CURRENT_USER));',
      '',
      `COMMENT ON TABLE "Shop"."order" IS 'it''s`,
      `it';`,
      '',
      `COMMENT ON COLUMN "Shop"."order".mood IS 'how';`,
      '',
    ]);
    const again = await (await testServer()).createDatabase();
    await run(
      again,
      `create schema "Shop"`,
      `create type "Shop".mood as enum ('glad')`,
      `create function "Shop".touch() returns trigger language plpgsql as $$ begin return new; end $$`,
      `create table "Shop".places (id int primary key)`,
      `${text}; alter table "Shop"."order" disable trigger asleep`,
    );
    const made = { backup: again, live: sides.live };
    const { ddl } = await compareStructure(
      { ...made, table: parseTableName('"Shop"."order"') },
      quiet.signal,
    );
    assert.equal(ddl.backup, ddl.live);
  });

  it('shows a partition with what it is a part of, a parent with all that lies below it', async () => {
    await run(
      sides.live,
      `create table whole (id int, day date, primary key (id, day)) partition by range (day)`,
      `create table late partition of whole for values from ('2026-01-01') to (maxvalue) partition by hash (id)`,
      `create table late_1 partition of late for values with (modulus 1, remainder 0)`,
      `create table rest partition of whole default`,
      `create table base (id int)`,
      `create table child (more int) inherits (base)`,
    );
    assert.match(await definitionOf('whole'), /^\)\nPARTITION BY RANGE \(day\);$/m);
    assert.match(
      await definitionOf('whole'),
      /PARTITION OF public\.whole FOR VALUES FROM \('2026-01-01'\) TO \(MAXVALUE\)\n {4}PARTITION BY HASH \(id\);/,
    );
    assert.match(await definitionOf('whole'), /public\.late_1 PARTITION OF public\.late FOR/);
    assert.match(await definitionOf('rest'), /ATTACH PARTITION public\.rest DEFAULT;/);
    assert.match(await definitionOf('child'), /^\)\nINHERITS \(public\.base\);$/m);
    assert.match(await definitionOf('base'), /^ALTER TABLE public\.child INHERIT public\.base;$/m);
  });
});

describe('Two definitions side by side', () => {
  it('do not show as a difference what a restore leaves out on purpose', async () => {
    await onBoth(sides, `create table cut (id int primary key, v text)`);
    await run(
      sides.live,
      `create index on cut (v)`,
      `comment on table cut is 'whole'`,
      `alter table cut enable row level security`,
    );
    const { owner } = await testServer();
    const origin = {
      ...{ dump: 'd', database: 'mairie', owner: owner.user, encoding: 'UTF8', host: 'h' },
      table: { schema: 'public', name: 'cut' },
      process: { pid: 1, startedAt: '', boot: '' },
    };
    const mark = scratchMark({ origin, createdAt: '2026-01-01T00:00:00Z', state: 'complete' });
    const { database } = sides.backup;
    const request = { ...sides, table: parseTableName('cut') };
    const before = await compareStructure(request, quiet.signal);
    assert.notEqual(before.ddl.backup, before.ddl.live);
    await run(sides.backup, `comment on database "${database}" is ${quoteLiteral(mark)}`);
    const { ddl } = await compareStructure(request, quiet.signal);
    assert.equal(ddl.backup, ddl.live);
    assert.match(ddl.live, /Not shown, on neither side.*\n.* indexes, triggers,/);
  });

  for (const major of otherMajors) {
    it(`are the same on PostgreSQL ${major}, though 18 keeps each NOT NULL as a constraint`, async function () {
      const other = await testServerOf(major);
      if (!other) {
        this.skip();
      }
      const majors = { backup: await other.createDatabase(), live: sides.live };
      await run(
        majors.live,
        `create schema if not exists old`,
        `drop table if exists old.all_majors`,
      );
      await run(majors.backup, `create schema old`);
      await onBoth(
        majors,
        `create table old.all_majors (
           id bigint generated by default as identity primary key,
           day date not null default current_date check (date_part('year', day) > 2000),
           parent bigint not null references old.all_majors on delete cascade,
           label varchar(9) collate "C" not null,
           twice bigint generated always as (id * 2) stored not null)`,
        `create index on old.all_majors (lower(label) desc) where day > '2026-01-01'`,
        `alter table old.all_majors alter label set not null`,
      );
      const request = { ...majors, table: parseTableName('old.all_majors') };
      const { ddl, structure } = await compareStructure(request, quiet.signal);
      assert.deepEqual(structure, []);
      assert.equal(ddl.backup, ddl.live);
    });
  }

  it('are read by a role that has no right to read a row', async () => {
    const reader = await (await testServer()).createRole('structure_reader', '');
    await onBoth(sides, `create table unread (id int primary key)`);
    const asReader = (side: Connections['live']): Connections['live'] => ({
      ...reader,
      database: side.database,
    });
    const { ddl } = await compareStructure(
      {
        ...{ backup: asReader(sides.backup), live: asReader(sides.live) },
        table: parseTableName('unread'),
      },
      quiet.signal,
    );
    assert.equal(ddl.backup, ddl.live);
    await connected(sides.live, (session) => session.query('drop table unread'));
  });
});

import assert from 'node:assert/strict';
import type { ArchiveContents, TocEntry } from '../../../../src/core/archive/contents';
import { planTableRestore } from '../../../../src/core/restore/plan';

describe('The plan of a table of an unusual dump', () => {
  it('refuses a table whose rows were not dumped, as it would come back empty', () => {
    const contents = dumpOf(table('t'));
    assert.throws(() => planTableRestore(contents, { schema: 's', name: 't' }), {
      code: 'table-not-in-dump',
      message: 'The dump holds the definition of s.t but none of its rows.',
    });
  });

  it('refuses a partitioned table of which one partition’s rows were not dumped', () => {
    const parent = table('p', {
      definition: 'CREATE TABLE s.p (\n    a integer\n)\nPARTITION BY LIST (a);\n',
    });
    const child = table('p1', { dependencies: [parent.dumpId] });
    const attach = entry('TABLE ATTACH', 'p1', { dependencies: [child.dumpId, parent.dumpId] });
    const contents = dumpOf(parent, child, attach);
    assert.throws(() => planTableRestore(contents, { schema: 's', name: 'p' }), {
      message: 'The dump holds the definition of s.p1 but none of its rows.',
    });
  });

  it('takes the rows by the table’s name, also where they depend on nothing', () => {
    const [t, rows] = tableWithRows('t');
    assert.deepEqual(planTableRestore(dumpOf(t, rows), { schema: 's', name: 't' }).data, [rows]);
  });

  it('makes the schema that a dump of one table alone does not hold', () => {
    const contents = dumpOf(...tableWithRows('t'));
    assert.deepEqual(planTableRestore(contents, { schema: 's', name: 't' }).schemas, ['s']);
  });

  it('finds partitions that older versions attach in the partition’s own definition', () => {
    const parent = table('p', {
      definition: 'CREATE TABLE s.p (\n    a integer\n)\nPARTITION BY LIST (a);\n',
    });
    const [child, rows] = tableWithRows('p1', {
      definition:
        'CREATE TABLE s.p1 (\n    a integer\n);\nALTER TABLE ONLY s.p ATTACH PARTITION s.p1 FOR VALUES IN (1);\n',
      dependencies: [parent.dumpId],
    });
    const plan = planTableRestore(dumpOf(parent, child, rows), { schema: 's', name: 'p' });
    assert.deepEqual(
      plan.tables.map(({ name }) => name),
      ['p', 'p1'],
    );
  });

  it('takes unique indexes over columns as keys, and no partial, functional or plain one', () => {
    const [t, rows] = tableWithRows('t');
    const index = (name: string, definition: string): TocEntry =>
      entry('INDEX', name, { dependencies: [t.dumpId], definition, section: 'post-data' });
    const contents = dumpOf(
      t,
      rows,
      index('a', 'CREATE UNIQUE INDEX a ON s.t USING btree (x, "y (z)");\n'),
      index(
        'b',
        'CREATE UNIQUE INDEX b ON ONLY s.t USING btree (x) INCLUDE (y) NULLS NOT DISTINCT;\n',
      ),
      index('c', 'CREATE UNIQUE INDEX c ON s.t USING btree (x) WHERE (y > 0);\n'),
      index('d', 'CREATE UNIQUE INDEX d ON s.t USING btree (lower(x));\n'),
      index('e', 'CREATE INDEX e ON s.t USING btree (x);\n'),
    );
    const plan = planTableRestore(contents, { schema: 's', name: 't' });
    assert.deepEqual(
      plan.postData.map(({ tag }) => tag),
      ['a', 'b'],
    );
  });

  it('leaves out exclusion constraints, whatever a key’s name may be', () => {
    const [t, rows] = tableWithRows('t');
    const constraint = (name: string, definition: string): TocEntry =>
      entry('CONSTRAINT', `t ${name}`, {
        dependencies: [t.dumpId],
        definition,
        section: 'post-data',
      });
    const contents = dumpOf(
      t,
      rows,
      constraint(
        'x',
        'ALTER TABLE ONLY s.t\n    ADD CONSTRAINT x EXCLUDE USING gist (a WITH &&);\n',
      ),
      constraint('k', 'ALTER TABLE ONLY s.t\n    ADD CONSTRAINT "a EXCLUDE b" PRIMARY KEY (a);\n'),
    );
    const plan = planTableRestore(contents, { schema: 's', name: 't' });
    assert.deepEqual(
      plan.postData.map(({ tag }) => tag),
      ['t k'],
    );
    assert.deepEqual(
      plan.skipped.map(({ name }) => name),
      ['s.t x'],
    );
  });

  it('warns of columns that number large objects', () => {
    const contents = dumpOf(
      ...tableWithRows('t', {
        definition:
          'CREATE TABLE s.t (\n    id integer NOT NULL,\n    "the photo" oid,\n    doc public.lo,\n    oidish text\n);\n',
      }),
    );
    const { warnings } = planTableRestore(contents, { schema: 's', name: 't' });
    assert.equal(warnings.length, 2);
    assert.match(warnings.join(), /"the photo".*doc/);
  });

  it('names the extensions that the scratch server must have', () => {
    const extension = entry('EXTENSION', 'postgis', { namespace: undefined });
    const contents = dumpOf(extension, ...tableWithRows('t', { dependencies: [extension.dumpId] }));
    assert.deepEqual(planTableRestore(contents, { schema: 's', name: 't' }).extensions, [
      'postgis',
    ]);
  });

  it('with hidden needs brings all definitions, of which the others may fail', () => {
    const other = entry('FUNCTION', 'f()', {});
    const contents = dumpOf(other, ...tableWithRows('t'));
    const plan = planTableRestore(contents, { schema: 's', name: 't' }, 'hidden');
    assert.ok(plan.optional.has(other));
    assert.ok(plan.preData.includes(other));
    assert.match(plan.warnings.join(), /Check constraints were left out/);
  });
});

let ids = 0;

function entry(desc: string, tag: string, more: Partial<TocEntry>): TocEntry {
  ids += 1;
  return {
    dumpId: ids,
    desc,
    tag,
    namespace: 's',
    section: 'pre-data',
    definition: '',
    copyStatement: undefined,
    owner: undefined,
    dependencies: [],
    hadDumper: false,
    data: { state: 'none' },
    ...more,
  };
}

function table(name: string, more: Partial<TocEntry> = {}): TocEntry {
  return entry('TABLE', name, {
    definition: `CREATE TABLE s.${name} (\n    x integer\n);\n`,
    ...more,
  });
}

function tableWithRows(name: string, more: Partial<TocEntry> = {}): [TocEntry, TocEntry] {
  const made = table(name, more);
  const rows = entry('TABLE DATA', name, {
    section: 'data',
    hadDumper: true,
  });
  return [made, rows];
}

function dumpOf(...entries: readonly TocEntry[]): ArchiveContents {
  return {
    format: 'custom',
    version: { major: 1, minor: 14, revision: 0 },
    compression: 'gzip',
    createdAt: '2026-03-10T02:00:00',
    database: 'mairie',
    serverVersion: '15.18',
    dumpVersion: '15.18',
    entries,
    dataStart: 0,
    intSize: 4,
    offSize: 8,
  };
}

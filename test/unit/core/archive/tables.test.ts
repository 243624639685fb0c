import assert from 'node:assert/strict';
import type { ArchiveContents } from '../../../../src/core/archive/contents';
import { readContents } from '../../../../src/core/archive/readContents';
import { findTable, tableDataEntry, tablesIn } from '../../../../src/core/archive/tables';
import { tableLabel } from '../../../../src/core/catalog/table';
import { RecoveryError } from '../../../../src/core/errors';
import { type EntryToWrite, writeArchive } from '../../../support/archiveWriter';
import { archiveBytes, customArchives, sourceOf } from '../../../support/dumps';

function contentsOf(name: string): Promise<ArchiveContents> {
  return readContents(sourceOf(archiveBytes(name)));
}

async function kindOf(...entries: readonly EntryToWrite[]): Promise<string | undefined> {
  const bytes = writeArchive({ minor: 12, compression: 'none', entries });
  return tablesIn(await readContents(sourceOf(bytes)))[0]?.kind;
}

describe('The tables in a dump', () => {
  for (const name of customArchives) {
    it(`of ${name} are listed with their kinds, data and row security`, async () => {
      const tables = tablesIn(await contentsOf(name));
      const listed = tables.map(
        (table) =>
          `${tableLabel(table)}: ${table.kind}${table.hasData ? '' : ', no data'}${table.rowSecurity ? ', row security' : ''}`,
      );
      assert.deepEqual(listed.sort(), [
        'Other Shop.dot.and "quote" and\nnewline: table',
        'Other Shop.orders: table',
        'shop.base: table',
        'shop.child: table',
        'shop.customers: table',
        'shop.empty: table',
        'shop.events: partitioned, no data',
        'shop.events_2024: partition',
        'shop.events_2025: partitioned, no data',
        'shop.events_2025_a: partition',
        'shop.events_2025_rest: partition',
        'shop.history: table',
        'shop.nokey: table',
        'shop.notes: table',
        'shop.orders: table, row security',
        'shop.totals: matview, no data',
        'shop.types: table',
      ]);
    });
  }

  it('know the tables that partitions and inheritance children stand below', async () => {
    const tables = tablesIn(await contentsOf('pg18-custom.dump'));
    const below = tables.filter(({ parents }) => parents.length > 0);
    assert.deepEqual(
      below.map((table) => `${table.name} < ${table.parents.map(tableLabel).join()}`).sort(),
      [
        'child < shop.base',
        'events_2024 < shop.events',
        'events_2025 < shop.events',
        'events_2025_a < shop.events_2025',
        'events_2025_rest < shop.events_2025',
      ],
    );
  });

  it('are not called partitioned for a default or a column that only says so', async () => {
    const definition = `CREATE TABLE s.t (\n    a text DEFAULT ') PARTITION BY RANGE (a)'::text,\n    ") PARTITION BY " integer\n);\n`;
    assert.equal(await kindOf({ desc: 'TABLE', tag: 't', namespace: 's', definition }), 'table');
  });

  it('are recognised as partitioned and partitions in dumps of PostgreSQL 10 to 13 (synthesised)', async () => {
    const table = (definition: string): EntryToWrite => ({
      ...{ desc: 'TABLE', tag: 't', namespace: 's', definition },
    });
    assert.equal(
      await kindOf(table('CREATE TABLE t (\n    a integer\n)\nPARTITION BY RANGE (a);\n')),
      'partitioned',
    );
    assert.equal(
      await kindOf(table('CREATE TABLE t PARTITION OF p\nFOR VALUES FROM (1) TO (2);\n')),
      'partition',
    );
    assert.equal(
      await kindOf(
        table(
          "CREATE TABLE s.t (\n    a text\n);\nALTER TABLE ONLY s.p ATTACH PARTITION s.t FOR VALUES IN ('x');\n",
        ),
      ),
      'partition',
    );
    assert.equal(
      await kindOf(table('CREATE TABLE t PARTITION OF p\nDEFAULT\nPARTITION BY LIST (b);\n')),
      'partitioned',
    );
  });

  it('include foreign tables (synthesised)', async () => {
    assert.equal(
      await kindOf({ desc: 'FOREIGN TABLE', tag: 't', namespace: 's', definition: 'CREATE …' }),
      'foreign',
    );
  });
});

describe('Looking for a table in a dump', () => {
  it('tells two tables of the same name apart by their schemas', async () => {
    const contents = await contentsOf('pg15-custom.dump');
    assert.equal(findTable(contents, { schema: 'shop', name: 'orders' }).dumpId, 221);
    assert.equal(findTable(contents, { schema: 'Other Shop', name: 'orders' }).dumpId, 222);
    assert.equal(tableDataEntry(contents, { schema: 'shop', name: 'orders' })?.dumpId, 3480);
    assert.equal(tableDataEntry(contents, { schema: 'Other Shop', name: 'orders' })?.dumpId, 3481);
  });

  it('finds no rows of its own for a partitioned table', async () => {
    const contents = await contentsOf('pg15-custom.dump');
    assert.equal(tableDataEntry(contents, { schema: 'shop', name: 'events' }), undefined);
  });

  for (const [schema, name, hint] of [
    ['shop', 'Orders', 'It has Other Shop.orders, shop.orders.'],
    ['public', 'customers', 'It has shop.customers.'],
    ['Other Shop', 'order', /^In that schema it has Other Shop\.dot/],
    ['public', 'nosuch', /^It has Other Shop\.dot.*…\.$/s],
  ] as const) {
    it(`says what comes near when there is no ${schema}.${name}`, async () => {
      const contents = await contentsOf('pg15-custom.dump');
      assert.throws(
        () => findTable(contents, { schema, name }),
        (error) =>
          error instanceof RecoveryError &&
          error.code === 'table-not-in-dump' &&
          (typeof hint === 'string' ? error.hint === hint : hint.test(error.hint ?? '')),
      );
    });
  }
});

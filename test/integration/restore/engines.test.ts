import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';

import { type Entries, findTable, tableDataEntry } from '../../../src/core/archive/tables';
import type { TableId } from '../../../src/core/catalog/table';
import { dumpFiles } from '../../../src/files/dumpFile';
import { findPgRestores } from '../../../src/pgtools/programs/findPgRestore';
import { openDump } from '../../../src/recovery/dumps/openDump';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import type { ProgressStep } from '../../../src/recovery/work';
import type { EngineName } from '../../../src/recovery/ports/restoreEngine';
import { type RestoredDump, restoreDump } from '../../../src/recovery/restore/restoreDump';
import {
  archiveBytes,
  archivePath,
  customArchives,
  directoryArchives,
  expectedTables,
  plainDumps,
  tarArchives,
} from '../../support/dumps';
import { connected } from '../../support/postgres';
import { dumpInLatin1, oldDump, withFile } from './awkwardDumps';
import { catalogueOf, rowsOf } from './restoredDatabase';
import { newServer, realServices, tableNamed, withRestored } from './restoring';

const tables: readonly TableId[] = [
  ...expectedTables().map(({ schema, table }) => tableNamed(schema, table)),
  tableNamed('shop', 'events'),
  tableNamed('shop', 'events_2025'),
];

/** One of each kind of trouble: types, partitions, inheritance, names. */
const awkward = tables.filter(({ schema, name }) =>
  schema === 'shop' ? ['orders', 'types', 'events', 'base'].includes(name) : name !== 'orders',
);

describe('A table restored', () => {
  let newest: Awaited<ReturnType<typeof newServer>>;
  before(async () => (newest = await newServer()));
  after(() => newest.stop());

  for (const archive of [
    ...[...customArchives, ...directoryArchives, ...tarArchives],
    ...plainDumps,
  ]) {
    it(`by the built-in engine from ${archive} has the rows that the dump holds`, async () => {
      for (const table of awkward) {
        await restoredRows({ archive, table, engine: 'built-in' }, newest.owner);
      }
    });
  }

  it('by pg_restore and by the built-in engine leaves the same database, every table', async function () {
    if (!(await hasPgRestore())) {
      console.log('      (no pg_restore on this machine: only the built-in engine was tried)');
      return;
    }
    const archive = 'pg15-custom.dump';
    for (const table of tables) {
      await requireSameDatabase(archive, table);
    }
  });

  for (const archive of ['pg15-directory', 'pg15-tar.tar']) {
    it(`by pg_restore and by the built-in engine leaves the same database from ${archive}`, async function () {
      if (!(await hasPgRestore())) {
        this.skip();
      }
      for (const table of awkward) {
        await requireSameDatabase(archive, table);
      }
    });
  }

  it('comes back by the built-in engine where pg_restore cannot read the dump', async () => {
    for (const archive of ['pg15-custom.dump', 'pg15-tar.tar']) {
      const table = tableNamed('shop', 'orders');
      await withFile(`${archive}.gz`, gzipSync(archiveBytes(archive)), (dump) =>
        withRestored({ dump, table, engine: 'auto' }, ({ engine, tables: restored }) => {
          assert.equal(engine, 'built-in');
          assert.deepEqual(restored, [{ ...table, rows: 500 }]);
          return Promise.resolve();
        }),
      );
    }
  });

  it('from plain SQL leaves the same database as from an archive, table by table', async () => {
    for (const table of tables) {
      const fromArchive = await restoredRows({
        ...{ archive: 'pg15-custom.dump', table, engine: 'built-in' },
      });
      const fromPlain = await restoredRows({
        ...{ archive: 'pg15-plain.sql.gz', table, engine: 'built-in' },
      });
      assert.deepEqual(fromPlain, fromArchive);
    }
  });

  it('comes back by several connections as by one', async () => {
    const table = tableNamed('shop', 'events');
    const dump = archivePath('pg15-custom.dump');
    for (const engine of [
      'built-in',
      ...((await hasPgRestore()) ? ['pg_restore' as const] : []),
    ] as const) {
      const catalogues = [];
      for (const jobs of [1, 3]) {
        catalogues.push(
          await withRestored({ dump, table, engine, jobs }, ({ connection, tables: restored }) =>
            connected(connection, async (session) => [restored, await catalogueOf(session)]),
          ),
        );
      }
      assert.deepEqual(catalogues[1], catalogues[0]);
    }
  });

  it('from a dump written to a pipe or without compression comes back by pg_restore too', async function () {
    if (!(await hasPgRestore())) {
      console.log('      (no pg_restore on this machine)');
      return;
    }
    for (const archive of ['pg15-custom-pipe.dump', 'pg15-custom-none.dump']) {
      const table = tableNamed('shop', 'orders');
      await restoredRows({ archive, table, engine: 'pg_restore' });
    }
  });

  it('keeps its key, and gives new rows the numbers after the last one', async () => {
    const request = {
      dump: archivePath('pg15-custom.dump'),
      table: tableNamed('shop', 'orders'),
      engine: 'auto',
    } as const;
    await withRestored(request, ({ connection }) =>
      connected(connection, async (session) => {
        const [id, ticket] = await session.row(
          `insert into shop.orders (customer_id, amount)
           values (1, 5)
           returning id, ticket`,
        );
        assert.deepEqual([id, ticket], ['501', '1500']);
        await assert.rejects(
          session.query(
            `insert into shop.orders (id, customer_id)
             overriding system value
             values (1, 1)`,
          ),
          { sqlstate: '23505' },
        );
      }),
    );
  });

  for (const engine of ['auto', 'built-in'] as const) {
    it(`by ${engine} from a dump in LATIN1 keeps its letters`, async () => {
      await withFile('latin1.dump', dumpInLatin1(['Noël', 'mañana']), (dump) =>
        withRestored({ dump, table: tableNamed('s', 'été'), engine }, ({ connection }) =>
          connected(connection, async (session) => {
            const rows = await session.rows('select a from s."été" order by a');
            assert.deepEqual(rows, [['Noël'], ['mañana']]);
            assert.deepEqual(await session.row('show server_encoding'), ['LATIN1']);
          }),
        ),
      );
    });

    it(`by ${engine} from a dump of PostgreSQL 9 lands in its schema`, async () => {
      await withFile('old.dump', oldDump(['sad', 'happy']), (dump) =>
        withRestored({ dump, table: tableNamed('s', 't'), engine }, ({ tables: restored }) => {
          assert.deepEqual(restored, [{ schema: 's', name: 't', rows: 2 }]);
          return Promise.resolve();
        }),
      );
    });
  }

  it('is followed by bytes of the dump and by rows, to their end', async () => {
    const services = await realServices();
    const seen: ProgressStep[] = [];
    const { database } = await restoreDump(
      {
        dump: archivePath('pg15-custom.dump'),
        table: tableNamed('shop', 'orders'),
        engine: 'built-in',
      },
      services,
      {
        signal: new AbortController().signal,
        progress: (step) => {
          if (step.unit === 'bytes') {
            seen.push(step);
          }
        },
      },
    );
    await services.scratch.drop(database);
    assert.ok(seen.length > 0);
    assert.ok(seen.every(({ total }) => total !== undefined && total > 5000));
    assert.equal(seen.at(-1)?.rows, 500);
  });
});

interface Restored {
  readonly catalogue: readonly string[];
  readonly hashes: readonly unknown[];
}

interface Restoring {
  readonly archive: string;
  readonly table: TableId;
  readonly engine: EngineName;
}

/** Restores, holds every table's rows against what the dump is known to hold, and gives all of the database. */
async function restoredRows(
  { archive, table, engine }: Restoring,
  server?: ConnectionSettings,
): Promise<Restored> {
  const contents = await contentsOf(archive);
  const look = (restored: RestoredDump) =>
    connected(restored.connection, async (session) => {
      assert.equal(restored.engine, engine);
      const hashes: unknown[] = [];
      for (const { schema, name, rows } of restored.tables) {
        const entry = tableDataEntry(contents, { schema, name });
        if (!entry) {
          assert.match(findTable(contents, { schema, name }).definition, /PARTITION BY/);
          continue;
        }
        const found = await rowsOf(session, entry.copyStatement ?? '');
        const expected = expectedTables().find(
          (known) => known.schema === schema && known.table === name,
        );
        assert.deepEqual(
          { ...found, counted: rows },
          { rows: expected?.rows, copySha256: expected?.copySha256, counted: expected?.rows },
          `${schema}.${name}`,
        );
        hashes.push({ schema, name, ...found });
      }
      return { catalogue: await catalogueOf(session), hashes };
    });
  return withRestored({ dump: archivePath(archive), table, engine }, look, server);
}

async function requireSameDatabase(archive: string, table: TableId): Promise<void> {
  const byTool = await restoredRows({ archive, table, engine: 'pg_restore' });
  const byUs = await restoredRows({ archive, table, engine: 'built-in' });
  assert.deepEqual(byUs, byTool);
}

async function contentsOf(archive: string): Promise<Entries> {
  const dump = await openDump(dumpFiles, archivePath(archive));
  await dump.close();
  return dump.contents;
}

async function hasPgRestore(): Promise<boolean> {
  return (await findPgRestores({})).length > 0;
}

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { tableDataEntry } from '../../../src/core/archive/tables';
import { dumpFiles } from '../../../src/files/dumpFile';
import { findPgRestores, reads } from '../../../src/pgtools/programs/findPgRestore';
import { openDump } from '../../../src/recovery/dumps/openDump';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import type { EngineName } from '../../../src/recovery/ports/restoreEngine';
import type { RestoredDump } from '../../../src/recovery/restore/restoreDump';
import {
  archivePath,
  customArchives,
  directoryArchives,
  type ExpectedTable,
  expectedTables,
  insertDumps,
  plainDumps,
  tarArchives,
} from '../../support/dumps';
import { connected } from '../../support/postgres';
import { catalogueOf, rowsOf } from './restoredDatabase';
import { newServer, withRestored } from './restoring';

const inserted = insertDumps.filter((name) => name.endsWith('.dump'));
const md5OfSecond = 'fbe63896e98a4181743c0cc45a085f8f';
const large = ['pg15-blobs.dump', 'pg15-blobs-directory', 'pg17-blobs-directory', 'pg17-blobs.sql'];

describe('A whole database restored', () => {
  let newest: Awaited<ReturnType<typeof newServer>>;
  before(async () => (newest = await newServer()));
  after(() => newest.stop());

  for (const dump of [
    ...[...customArchives, ...directoryArchives, ...tarArchives],
    ...[...plainDumps, ...insertDumps],
  ]) {
    it(`by the built-in engine from ${dump} has every row that the dump holds`, async () => {
      for (const jobs of [1, 3]) {
        const { hashes } = await restored({ dump, engine: 'built-in', jobs }, newest.owner);
        assert.deepEqual(
          hashes.filter(({ table }) => !isChangedByInserts(dump, table)),
          expectedTables()
            .filter(({ table }) => !isChangedByInserts(dump, table))
            .map(({ rows, ...table }) => ({ ...table, rows, counted: rows })),
        );
      }
    });
  }

  for (const dump of [...customArchives, ...directoryArchives, ...tarArchives, ...inserted]) {
    it(`by pg_restore and by the built-in engine is the same database: ${dump}`, async function () {
      if (!(await isReadByPgRestore(dump))) {
        console.log('      (no pg_restore on this machine reads it)');
        return;
      }
      for (const jobs of [1, 2]) {
        const byTool = await restored({ dump, engine: 'pg_restore', jobs }, newest.owner);
        const byUs = await restored({ dump, engine: 'built-in', jobs }, newest.owner);
        assert.deepEqual(byUs, byTool);
        assert.ok(byUs.catalogue.some((line) => line.startsWith('trigger: shop.orders')));
      }
    });
  }

  it('is the same from plain SQL as from an archive', async () => {
    const fromArchive = await restored({ dump: 'pg15-custom.dump', engine: 'built-in' });
    const fromPlain = await restored({ dump: 'pg15-plain.sql.gz', engine: 'built-in' });
    assert.deepEqual(fromPlain, fromArchive);
  });

  for (const dump of large) {
    it(`has its large objects, each with its number and content: ${dump}`, async () => {
      for (const jobs of [1, 2]) {
        const request = {
          dump: archivePath(dump),
          table: undefined,
          engine: 'built-in',
          jobs,
        } as const;
        const objects = await withRestored(request, ({ connection }) =>
          connected(connection, (session) =>
            session.rows(
              `select m.oid::text, pg_catalog.md5(lo_get(m.oid))
                 from pg_largeobject_metadata m
                order by m.oid`,
            ),
          ),
        );
        assert.deepEqual(objects, [
          ['50001', md5('premier document')],
          ['50002', md5OfSecond],
        ]);
      }
    });
  }

  it('tells what was left out, and hides no row behind row security', async () => {
    const dump = archivePath('pg15-custom.dump');
    const request = { dump, table: undefined, engine: 'built-in' } as const;
    await withRestored(request, async ({ skipped, warnings, connection }) => {
      assert.deepEqual(
        skipped.map(({ desc, name }) => `${desc} ${name}`),
        ['DATABASE nasty', 'POLICY shop.orders only_new', 'ROW SECURITY shop.orders'],
      );
      assert.match(warnings.join(), /shop\.orders has row security/);
      await connected(connection, async (session) => {
        assert.deepEqual(await session.row('select count(*) from shop.orders'), ['500']);
        assert.deepEqual(await session.row('select (sum(total) > 0)::text from shop.totals'), [
          'true',
        ]);
      });
    });
  });
});

async function isReadByPgRestore(name: string): Promise<boolean> {
  const dump = await openDump(dumpFiles, archivePath(name));
  await dump.close();
  const { version } = dump.contents;
  return version !== undefined && (await findPgRestores({})).some((one) => reads(one, version));
}

/** pg_dump writes the float -0 into an INSERT command as a number without a sign: it comes back as 0. */
function isChangedByInserts(dump: string, table: string): boolean {
  return dump.includes('inserts') && table === 'types';
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

interface Restoring {
  readonly dump: string;
  readonly engine: EngineName;
  readonly jobs?: number;
}

interface Restored {
  readonly catalogue: readonly string[];
  readonly hashes: readonly (ExpectedTable & { readonly counted: number | undefined })[];
}

async function restored(
  { dump, engine, jobs = 1 }: Restoring,
  server?: ConnectionSettings,
): Promise<Restored> {
  const statements = await copyStatements();
  const look = (found: RestoredDump) =>
    connected(found.connection, async (session) => {
      assert.equal(found.engine, engine);
      const hashes: Restored['hashes'][number][] = [];
      for (const { schema, table } of expectedTables()) {
        const statement = statements.get(`${schema}.${table}`) ?? '';
        const counted = found.tables.find((one) => one.schema === schema && one.name === table);
        const rows = await rowsOf(session, statement);
        hashes.push({ schema, table, ...rows, counted: counted?.rows });
      }
      return { catalogue: await catalogueOf(session), hashes };
    });
  return withRestored({ dump: archivePath(dump), table: undefined, engine, jobs }, look, server);
}

async function copyStatements(): Promise<ReadonlyMap<string, string>> {
  const dump = await openDump(dumpFiles, archivePath('pg15-custom.dump'));
  await dump.close();
  return new Map(
    expectedTables().map(({ schema, table }) => [
      `${schema}.${table}`,
      tableDataEntry(dump.contents, { schema, name: table })?.copyStatement ?? '',
    ]),
  );
}

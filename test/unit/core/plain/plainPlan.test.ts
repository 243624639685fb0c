import assert from 'node:assert/strict';
import { planDatabaseRestore } from '../../../../src/core/restore/databasePlan';
import { planTableRestore, type RestorePlan } from '../../../../src/core/restore/plan';
import { nameOf } from '../../../../src/core/restore/remarks';
import { dumpFiles } from '../../../../src/files/dumpFile';
import { openDump } from '../../../../src/recovery/dumps/openDump';
import { archivePath, expectedTables, plainDumps } from '../../../support/dumps';

describe('The plan of a restore from plain SQL', () => {
  for (const name of plainDumps) {
    const archive = name.startsWith('pg15') ? 'pg15-custom.dump' : 'pg18-custom.dump';

    it(`takes what the plan from an archive takes, table by table: ${name}`, async () => {
      const [plain, custom] = [await contentsOf(name), await contentsOf(archive)];
      for (const { schema, table } of expectedTables()) {
        const id = { schema, name: table };
        assert.deepEqual(
          entriesOf(planTableRestore(plain, id)),
          entriesOf(planTableRestore(custom, id)),
          `${schema}.${table}`,
        );
      }
    });

    it(`takes what the plan from an archive takes, of the whole database: ${name}`, async () => {
      const [plain, custom] = [await contentsOf(name), await contentsOf(archive)];
      assert.deepEqual(
        entriesOf(planDatabaseRestore(plain)),
        entriesOf(planDatabaseRestore(custom)),
      );
    });
  }
});

type Contents = Awaited<ReturnType<typeof openDump>>['contents'];

async function contentsOf(name: string): Promise<Contents> {
  const dump = await openDump(dumpFiles, archivePath(name));
  await dump.close();
  return dump.contents;
}

function entriesOf({ preData, data, postData, schemas }: RestorePlan): readonly string[] {
  return [
    ...schemas,
    ...[...preData, ...data, ...postData]
      .map((entry) => `${entry.desc} ${nameOf(entry)}`)
      .map((text) => text.replaceAll(/\(.*\)$/g, '')),
  ].sort();
}

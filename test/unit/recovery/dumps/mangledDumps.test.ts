import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ArchiveContents } from '../../../../src/core/archive/contents';
import { copyLines } from '../../../../src/core/archive/copyText';
import { RecoveryError } from '../../../../src/core/errors';
import { planDatabaseRestore } from '../../../../src/core/restore/databasePlan';
import type { RestorePlan } from '../../../../src/core/restore/plan';
import { openArchiveAt, openDump } from '../../../../src/recovery/dumps/openDump';
import { readDumpContents } from '../../../../src/recovery/dumps/readContents';
import { verifyDump } from '../../../../src/recovery/dumps/verifyDump';
import { copyHash, expectedTables, quietWork } from '../../../support/dumps';
import {
  type DumpBytes,
  damages,
  everyDump,
  filesOf,
  mangled,
} from '../../../support/mangledDumps';

/** PRA_FUZZ_RUNS=10000 for a long night; PRA_FUZZ_SEED for other damages. */
const numRuns = Number(process.env['PRA_FUZZ_RUNS'] ?? 20);
const seed = Number(process.env['PRA_FUZZ_SEED'] ?? 20260310);
const mostSeconds = 5;
const mostMemory = 200e6;

describe('A dump damaged anywhere', function () {
  this.timeout(20_000 + numRuns * 1000);

  for (const { name, bytes } of everyDump()) {
    it(`is refused with a sentence or read within bounds: ${name}`, async () => {
      const before = process.memoryUsage.rss();
      await fc.assert(
        fc.asyncProperty(damages, async (damage) => {
          const started = performance.now();
          await readOrRefused(mangled(bytes, damage).bytes);
          assert.ok(performance.now() - started < mostSeconds * 1000, 'took too long');
          assert.ok(process.memoryUsage.rss() - before < mostMemory, 'took too much memory');
        }),
        { numRuns, seed },
      );
    });
  }

  for (const { name, bytes } of everyDump().filter(({ checked }) => checked)) {
    it(`never passes with other rows where its data have checksums: ${name}`, async () => {
      const { checksummed } = await verifyDump(filesOf(bytes), 'test', quietWork());
      assert.equal(checksummed, true);
      const { contents, wrapping } = await contentsOf(bytes);
      const firstByte = (file: string): number =>
        wrapping !== 'none'
          ? 0
          : file === ''
            ? contents.dataStart
            : file === 'toc.dat'
              ? Infinity
              : 0;
      await fc.assert(
        fc.asyncProperty(damages, async (damage) => {
          const { bytes: bad, name: file, at } = mangled(bytes, damage);
          if (at < firstByte(file)) {
            return;
          }
          const found = await verifyDump(filesOf(bad), 'test', quietWork());
          if (found.ok && found.checksummed) {
            await requireExpectedRows(bad);
          }
        }),
        { numRuns, seed: seed + 1 },
      );
    });
  }
});

/** Anything but a sentence for the operator is thrown on. */
async function readOrRefused(bytes: DumpBytes): Promise<void> {
  const uses = [() => readDumpContents(filesOf(bytes), 'test'), () => planned(bytes)];
  for (const use of uses) {
    await use().catch((error: unknown) => {
      assert.ok(error instanceof RecoveryError, String(error));
    });
  }
  const found = await verifyDump(filesOf(bytes), 'test', quietWork());
  assert.equal(found.ok, found.error === undefined);
}

/** What a restore of it would take, whatever has become of it. */
async function planned(bytes: DumpBytes): Promise<RestorePlan> {
  const dump = await openDump(filesOf(bytes), 'test');
  try {
    return planDatabaseRestore(dump.contents);
  } finally {
    await dump.close();
  }
}

async function contentsOf(
  bytes: DumpBytes,
): Promise<{ readonly contents: ArchiveContents; readonly wrapping: string }> {
  const dump = await openArchiveAt(filesOf(bytes), 'test');
  await dump.close();
  return dump;
}

async function requireExpectedRows(bytes: DumpBytes): Promise<void> {
  const dump = await openArchiveAt(filesOf(bytes), 'test');
  try {
    for (const { schema, table, copySha256 } of expectedTables()) {
      const entry = dump.contents.entries.find(
        ({ desc, namespace, tag }) =>
          desc === 'TABLE DATA' && namespace === schema && tag === table,
      );
      assert.ok(entry);
      const lines: Uint8Array[] = [];
      for await (const line of copyLines(dump.data.tableData(entry))) {
        lines.push(line);
      }
      assert.equal(copyHash(lines), copySha256, `${schema}.${table}`);
    }
  } finally {
    await dump.close();
  }
}

import { insertsRefused } from '../../core/archive/archiveData';
import { decoderFor, encodingOf } from '../../core/archive/encoding';
import type { Archive } from '../../core/archive/openArchive';
import { tableOf, tablesIn } from '../../core/archive/tables';
import { type TableId, tableLabel } from '../../core/catalog/table';
import { dataBytes, isTableData } from '../../core/restore/openDump';
import { planTableRestore } from '../../core/restore/plan';
import { VolumeCount } from '../../core/volumes/volumeCount';
import type { DumpFiles, DumpPlace } from '../ports/dumps';
import type { Work } from '../work';
import {
  type Counted,
  type CountedBy,
  type CountedTable,
  countingProgress,
  type CountingWay,
  type RowsCount,
} from './counting';
import { countPlain } from './countPlain';
import { dumpTable } from './dumpTable';
import { closePlace, openArchive } from './openDump';
import { plainDump } from './plainDump';

/**
 * Counts the rows of a table, of its partitions and of its inheritance children in a dump. Of an archive
 * nothing but their data is read, where it says where these are; a plain dump is read to its end.
 * @throws {RecoveryError} `dump-…`, `table-not-in-dump`, `ambiguous-table`.
 */
export async function countDump(
  dump: DumpToCount,
  { table: name, by }: Counted,
  work: Work,
): Promise<CountedTable> {
  const way = { table: name, count: (table: TableId) => new VolumeCount(table, by) };
  const { table, count } = await countDumpBy(dump, way, work);
  return { table, volume: count.volume() };
}

export interface DumpToCount {
  readonly files: DumpFiles;
  readonly path: string;
}

/** The same, by whatever counts them. @throws {RecoveryError} as {@link countDump}. */
export async function countDumpBy<C extends RowsCount>(
  dump: DumpToCount,
  counted: CountingWay<C>,
  work: Work,
): Promise<CountedBy<C>> {
  const place = await dump.files.open(dump.path);
  try {
    const plain = await plainDump(place, dump.files);
    return await (plain
      ? countPlain(plain, counted, work)
      : countPlace(place, dump.files, (archive) => countArchive(archive, counted, work)));
  } finally {
    await closePlace(place);
  }
}

async function countPlace<C extends RowsCount>(
  place: DumpPlace,
  files: DumpFiles,
  count: (archive: Archive) => Promise<CountedBy<C>>,
): Promise<CountedBy<C>> {
  const archive = await openArchive(place, files);
  try {
    return await count(archive);
  } finally {
    await archive.close();
  }
}

async function countArchive<C extends RowsCount>(
  { contents, data }: Archive,
  { table: name, count: countOf }: CountingWay<C>,
  work: Work,
): Promise<CountedBy<C>> {
  const table = dumpTable(name, tablesIn(contents));
  const entries = planTableRestore(contents, table).data.filter(isTableData);
  const count = countOf(table);
  const decode = decoderFor(encodingOf(contents));
  const reading = countingProgress(work, dataBytes({ data }, entries));
  for (const entry of entries) {
    const { copyStatement: statement } = entry;
    if (statement === undefined) {
      throw insertsRefused(tableLabel(tableOf(entry)));
    }
    const block = count.block({ statement, decode });
    for await (const piece of data.tableData(entry, reading)) {
      block.add(piece);
    }
    block.end();
  }
  return { table, count };
}

import type { Reading } from '../../core/archive/archiveData';
import type { TableId } from '../../core/catalog/table';
import type { TableName } from '../../core/catalog/tableName';
import type { Volume } from '../../core/volumes/volume';
import type { BlockCount, CopyBlock } from '../../core/volumes/volumeCount';
import type { Work } from '../work';

/** Whose rows are counted, and by the values of which column. */
export interface Counted {
  readonly table: TableName;
  readonly by: string | undefined;
}

export interface CountedTable {
  readonly table: TableId;
  readonly volume: Volume;
}

/** What counts the rows of a table, block by block. */
export interface RowsCount {
  /** @throws {RecoveryError} `table-not-in-dump` where it does not have what is counted. */
  block(block: CopyBlock): BlockCount;
}

/** A table of a dump, and what counts its rows once it is known which it is. */
export interface CountingWay<C extends RowsCount> {
  readonly table: TableName;
  readonly count: (table: TableId) => C;
}

export interface CountedBy<C extends RowsCount> {
  readonly table: TableId;
  readonly count: C;
}

/** Tells how many bytes have been read. */
export function countingProgress(
  { signal, progress }: Work,
  total: number | undefined,
): Required<Reading> {
  let done = 0;
  const onRead = (bytes: number): void => {
    done += bytes;
    progress({ phase: 'Counting', done, total, unit: 'bytes' });
  };
  return { signal, onRead };
}

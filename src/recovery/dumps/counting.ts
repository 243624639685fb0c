import type { Reading } from '../../core/archive/archiveData';
import type { TableId } from '../../core/catalog/table';
import type { TableName } from '../../core/catalog/tableName';
import type { Volume } from '../../core/volumes/volume';
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

import type { Reading } from '../../core/archive/archiveData';
import type { TocEntry } from '../../core/archive/contents';
import { tableOf } from '../../core/archive/tables';
import { tableLabel } from '../../core/catalog/table';
import { dataBytes, isTableData, type OpenDump } from '../../core/restore/openDump';
import type { Work } from '../../recovery/work';

/** Tells how much of the data has been read of the dump, whoever reads it. */
export class LoadProgress {
  private bytes = 0;
  private readonly total: number | undefined;

  constructor(
    private readonly work: Work,
    dump: OpenDump,
    data: readonly TocEntry[],
  ) {
    this.total = dataBytes(dump, data);
  }

  of(entry: TocEntry): Reading {
    const phase = isTableData(entry) ? `rows of ${tableLabel(tableOf(entry))}` : 'large objects';
    return {
      signal: this.work.signal,
      onRead: (bytes) => {
        this.bytes += bytes;
        this.work.progress({ phase, done: this.bytes, total: this.total, unit: 'bytes' });
      },
    };
  }
}

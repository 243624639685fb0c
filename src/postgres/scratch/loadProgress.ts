import type { Reading } from '../../core/archive/archiveData';
import type { TocEntry } from '../../core/archive/contents';
import { tableOf } from '../../core/archive/tables';
import { tableLabel } from '../../core/catalog/table';
import { dataBytes, isTableData, type OpenDump } from '../../core/restore/openDump';
import type { Work } from '../../recovery/work';

/** How the data of one entry are read, and who is told of it. */
export interface Loading extends Reading {
  /** Told of rows that the server was sent. */
  readonly onRows: (rows: number) => void;
}

/** Tells how much of the data has been read of the dump, whoever reads it. */
export class LoadProgress {
  private bytes = 0;
  private rows = 0;
  private readonly total: number | undefined;

  constructor(
    private readonly work: Work,
    dump: OpenDump,
    data: readonly TocEntry[],
  ) {
    this.total = dataBytes(dump, data);
  }

  of(entry: TocEntry): Loading {
    const phase = isTableData(entry) ? `rows of ${tableLabel(tableOf(entry))}` : 'large objects';
    const tell = (): void => {
      const { bytes: done, rows, total } = this;
      this.work.progress({ phase, done, total, unit: 'bytes', rows });
    };
    return {
      signal: this.work.signal,
      onRead: (bytes) => {
        this.bytes += bytes;
        tell();
      },
      onRows: (rows) => {
        this.rows += rows;
        tell();
      },
    };
  }
}

import { followed, insertsRefused } from '../../core/archive/archiveData';
import type { Span } from '../../core/archive/contents';
import {
  type DecodeText,
  decoderFor,
  decodeUtf8,
  encodingNamed,
} from '../../core/archive/encoding';
import { findTable } from '../../core/archive/tables';
import { type TableId, tableLabel } from '../../core/catalog/table';
import { PlainRows } from '../../core/plain/plainRows';
import { PlainEntries } from '../../core/plain/plainEntries';
import { type PlainEvents, readPlain } from '../../core/plain/readPlain';
import { entryGraph, placeOf, tableFamily } from '../../core/restore/closure';
import { planTableRestore } from '../../core/restore/plan';
import type { BlockCount } from '../../core/volumes/volumeCount';
import type { Work } from '../work';
import { type CountedBy, countingProgress, type CountingWay, type RowsCount } from './counting';
import { dumpTable } from './dumpTable';
import type { PlainDump } from './plainDump';

/** Reads a plain dump to its end: nothing in it says where a table's rows are. */
export async function countPlain<C extends RowsCount>(
  dump: PlainDump,
  counted: CountingWay<C>,
  work: Work,
): Promise<CountedBy<C>> {
  const bytes = dump.wrapping === 'none' ? dump.file.size : undefined;
  const reading = countingProgress(work, bytes);
  const pieces = dump.pieces();
  try {
    const count = new PlainCount(counted);
    await readPlain(followed(pieces, reading), count.events);
    return count.result();
  } finally {
    await pieces.return(undefined);
  }
}

class PlainCount<C extends RowsCount> {
  readonly events: PlainEvents = {
    onStatement: (statement, span) => {
      this.statement(statement, span);
    },
    onRowText: (text) => {
      this.block?.count.add(this.block.rows.add(text));
    },
    onRows: () => {
      this.block?.count.end();
      this.block = undefined;
    },
    onComment: (comment) => {
      this.tables.addComment(comment);
    },
  };
  private readonly tables = new PlainEntries();
  private decode: DecodeText = decodeUtf8;
  /** Known where the first rows begin: pg_dump defines all tables before. */
  private found: Found<C> | undefined;
  /** The rows under way, where they are the table's. */
  private block: { readonly count: BlockCount; readonly rows: PlainRows } | undefined;

  constructor(private readonly counted: CountingWay<C>) {}

  result(): CountedBy<C> {
    const { table, count } = (this.found ??= this.find());
    planTableRestore(this.tables.contents(), table);
    return { table, count };
  }

  private statement(statement: string, span: Span): void {
    if (statement.startsWith('SET client_encoding')) {
      this.decode = decoderFor(encodingNamed(statement));
    }
    const of = this.tables.add(statement, span);
    if (of === undefined) {
      return;
    }
    const { family, count } = (this.found ??= this.find());
    if (!family.has(placeOf({ namespace: of.schema, tag: of.name }))) {
      return;
    }
    if (statement.startsWith('INSERT')) {
      throw insertsRefused(tableLabel(of));
    }
    const block = count.block({ statement, decode: this.decode });
    this.block = { count: block, rows: new PlainRows() };
  }

  private find(): Found<C> {
    const contents = this.tables.contents();
    const table = dumpTable(this.counted.table, this.tables.all());
    const family = tableFamily(entryGraph(contents.entries), findTable(contents, table));
    return {
      table,
      family: new Set(family.map(placeOf)),
      count: this.counted.count(table),
    };
  }
}

interface Found<C> {
  readonly table: TableId;
  /** The places of all tables whose rows are the table's. */
  readonly family: ReadonlySet<string>;
  readonly count: C;
}

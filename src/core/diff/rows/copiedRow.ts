import type { Cell, Row } from '../../catalog/table';
import { decodeCopyField, decodeCopyLine } from '../../archive/copyText';
import { decodeUtf8 } from '../../archive/encoding';
import type { DifferingCells } from './rowChange';

const tab = 0x09;

/** A row as COPY writes it, one line of text: what nobody looks at is never decoded. */
export class CopiedRow {
  private decoded: Row | undefined;

  /** @param start Of the first cell in `bytes`. @param end Of the line, before its newline. */
  constructor(
    readonly bytes: Uint8Array,
    readonly start: number,
    readonly end: number,
  ) {}

  /** All of the line's. */
  get cells(): Row {
    this.decoded ??= decodeCopyLine(this.bytes.subarray(this.start, this.end));
    return this.decoded;
  }
}

/** The columns in which two rows differ: their positions, ascending, and what each row has there. */
export interface DifferingColumns extends DifferingCells {
  readonly columns: readonly number[];
}

/**
 * Compares the first cells of two rows, as many as `width`, as they are written: equal bytes are equal
 * values, since both are written by the same rules and in the same encoding. One pass over the bytes, of
 * which there may be hundreds of megabytes.
 */
export function differingColumns(
  one: CopiedRow,
  other: CopiedRow,
  width: number,
): DifferingColumns {
  const [columns, from, to]: [number[], Cell[], Cell[]] = [[], [], []];
  const { bytes } = one;
  const otherBytes = other.bytes;
  let [at, otherAt] = [one.start, other.start];
  let [start, otherStart] = [at, otherAt];
  for (let column = 0; column < width;) {
    const byte = at < one.end ? bytes[at] : tab;
    if (byte !== (otherAt < other.end ? otherBytes[otherAt] : tab)) {
      at = endOfCell(one, at);
      otherAt = endOfCell(other, otherAt);
      columns.push(column);
      from.push(cellOf(bytes, start, at));
      to.push(cellOf(otherBytes, otherStart, otherAt));
    } else if (byte !== tab) {
      at += 1;
      otherAt += 1;
      continue;
    }
    column += 1;
    at = start = at + 1;
    otherAt = otherStart = otherAt + 1;
  }
  return { columns, from, to };
}

function endOfCell({ bytes, end }: CopiedRow, from: number): number {
  const found = bytes.indexOf(tab, from);
  return found < 0 || found > end ? end : found;
}

function cellOf(bytes: Uint8Array, start: number, end: number): Cell {
  return decodeCopyField(decodeUtf8(bytes.subarray(start, end)));
}

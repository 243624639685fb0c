import type { Cell, Row } from '../catalog/table';
import { decodeCopyField, decodeCopyLine } from '../archive/copyText';
import { decodeUtf8 } from '../archive/encoding';
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
  let [start, otherStart] = [one.start, other.start];
  for (let at = 0; at < width; at++) {
    const same = sameBytes(one, start, other, otherStart);
    let [end, otherEnd] = [start + same, otherStart + same];
    if (!endsCell(one, end) || !endsCell(other, otherEnd)) {
      [end, otherEnd] = [endOfCell(one, end), endOfCell(other, otherEnd)];
      columns.push(at);
      from.push(cellOf(one.bytes, start, end));
      to.push(cellOf(other.bytes, otherStart, otherEnd));
    }
    [start, otherStart] = [end + 1, otherEnd + 1];
  }
  return { columns, from, to };
}

/** How many bytes two cells begin with alike. */
function sameBytes(one: CopiedRow, from: number, other: CopiedRow, otherFrom: number): number {
  const { bytes } = one;
  const otherBytes = other.bytes;
  const most = Math.min(one.end - from, other.end - otherFrom);
  let same = 0;
  while (same < most) {
    const byte = bytes[from + same];
    if (byte === tab || byte !== otherBytes[otherFrom + same]) {
      break;
    }
    same += 1;
  }
  return same;
}

/** A tab stands between cells; within values it is escaped by a letter. */
function endsCell({ bytes, end }: CopiedRow, at: number): boolean {
  return at >= end || bytes[at] === tab;
}

function endOfCell({ bytes, end }: CopiedRow, from: number): number {
  const found = bytes.indexOf(tab, from);
  return found < 0 || found > end ? end : found;
}

function cellOf(bytes: Uint8Array, start: number, end: number): Cell {
  return decodeCopyField(decodeUtf8(bytes.subarray(start, end)));
}

import type { Cell, Row } from '../../catalog/table';
import { decodeCopyField, decodeCopyLine } from '../../archive/copyText';
import { decodeUtf8 } from '../../archive/encoding';
import type { DifferingCells } from './rowChange';

const tab = 0x09;
const backslash = 0x5c;
const lastAscii = 0x7f;
const longestPlain = 12;

/** Where a row lies as COPY writes it, a line of text: what nobody looks at is never decoded. */
export interface CopiedRow {
  readonly bytes: Uint8Array;
  /** Of the first cell. */
  readonly start: number;
  /** Of the line, before its newline. */
  readonly end: number;
}

export function cellsOf({ bytes, start, end }: CopiedRow): Row {
  return decodeCopyLine(bytes.subarray(start, end));
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
  let found: FoundColumns | undefined;
  const { bytes } = one;
  const otherBytes = other.bytes;
  let [at, otherAt] = [one.start, other.start];
  let [start, otherStart] = [at, otherAt];
  for (let column = 0; column < width;) {
    const byte = at < one.end ? bytes[at] : tab;
    if (byte !== (otherAt < other.end ? otherBytes[otherAt] : tab)) {
      at = endOfCell(one, at);
      otherAt = endOfCell(other, otherAt);
      const [from, to] = [cellOf(bytes, start, at), cellOf(otherBytes, otherStart, otherAt)];
      found = withColumn(found, column, from, to);
    } else if (byte !== tab) {
      at += 1;
      otherAt += 1;
      continue;
    }
    column += 1;
    at = start = at + 1;
    otherAt = otherStart = otherAt + 1;
  }
  return found ?? none;
}

interface FoundColumns {
  readonly columns: number[];
  readonly from: Cell[];
  readonly to: Cell[];
}

const none: DifferingColumns = { columns: [], from: [], to: [] };

/** Most rows differ in one column: arrays that are made to grow would be most of what is allocated. */
function withColumn(
  found: FoundColumns | undefined,
  column: number,
  from: Cell,
  to: Cell,
): FoundColumns {
  if (!found) {
    return { columns: [column], from: [from], to: [to] };
  }
  found.columns.push(column);
  found.from.push(from);
  found.to.push(to);
  return found;
}

function endOfCell({ bytes, end }: CopiedRow, from: number): number {
  const found = bytes.indexOf(tab, from);
  return found < 0 || found > end ? end : found;
}

function cellOf(bytes: Uint8Array, start: number, end: number): Cell {
  return plainText(bytes, start, end) ?? decodeCopyField(decodeUtf8(bytes.subarray(start, end)));
}

/** Short texts of ASCII without an escape, far quicker than by a decoder; undefined of any other. */
function plainText(bytes: Uint8Array, start: number, end: number): string | undefined {
  if (end - start > longestPlain) {
    return undefined;
  }
  let text = '';
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? backslash;
    if (byte === backslash || byte > lastAscii) {
      return undefined;
    }
    text += String.fromCharCode(byte);
  }
  return text;
}

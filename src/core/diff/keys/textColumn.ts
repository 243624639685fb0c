import type { Cell } from '../../catalog/table';

/** One text of many rows, as the UTF-8 bytes that came in: cheap to compare, and no text until shown. */
export interface TextColumn {
  readonly bytes: Uint8Array;
  /** Where each row's text starts and ends in {@link bytes}; the end is not included, and -1 for NULL. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

export function textColumn(texts: readonly Cell[]): TextColumn {
  const encoder = new TextEncoder();
  const encoded = texts.map((text) => encoder.encode(text ?? ''));
  const bytes = new Uint8Array(encoded.reduce((sum, { length }) => sum + length, 0));
  const starts = new Int32Array(texts.length);
  const ends = new Int32Array(texts.length);
  let at = 0;
  for (const [row, text] of encoded.entries()) {
    bytes.set(text, at);
    starts[row] = at;
    at += text.length;
    ends[row] = texts[row] === null ? -1 : at;
  }
  return { bytes, starts, ends };
}

export function isNullAt({ ends }: TextColumn, row: number): boolean {
  return ends[row] === -1;
}

export function textAt(column: TextColumn, row: number): string {
  const { bytes, starts, ends } = column;
  // A byte order mark at the start is part of the text.
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(
    bytes.subarray(starts[row] ?? 0, ends[row] ?? 0),
  );
}

/** Negative, zero or positive: the order of the bytes, as `COLLATE "C"` sorts; NULL last. */
export function compareTexts(a: TextColumn, atA: number, b: TextColumn, atB: number): number {
  if (isNullAt(a, atA) || isNullAt(b, atB)) {
    return Number(isNullAt(a, atA)) - Number(isNullAt(b, atB));
  }
  return compareBytes(a, atA, b, atB);
}

function compareBytes(a: TextColumn, atA: number, b: TextColumn, atB: number): number {
  const startA = a.starts[atA] ?? 0;
  const startB = b.starts[atB] ?? 0;
  const lengthA = (a.ends[atA] ?? 0) - startA;
  const lengthB = (b.ends[atB] ?? 0) - startB;
  const shared = Math.min(lengthA, lengthB);
  for (let at = 0; at < shared; at++) {
    const left = a.bytes[startA + at] ?? 0;
    const right = b.bytes[startB + at] ?? 0;
    if (left !== right) {
      return left - right;
    }
  }
  return lengthA - lengthB;
}

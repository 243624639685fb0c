/** One text of many rows, as the UTF-8 bytes that came in: cheap to compare, and no text until shown. */
export interface TextColumn {
  readonly bytes: Uint8Array;
  /** Where each row's text starts and ends in {@link bytes}; the end is not included. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

export function textColumn(texts: readonly string[]): TextColumn {
  const encoder = new TextEncoder();
  const encoded = texts.map((text) => encoder.encode(text));
  const bytes = new Uint8Array(encoded.reduce((sum, { length }) => sum + length, 0));
  const starts = new Int32Array(texts.length);
  const ends = new Int32Array(texts.length);
  let at = 0;
  for (const [row, text] of encoded.entries()) {
    bytes.set(text, at);
    starts[row] = at;
    at += text.length;
    ends[row] = at;
  }
  return { bytes, starts, ends };
}

export function textAt(column: TextColumn, row: number): string {
  const { bytes, starts, ends } = column;
  // A byte order mark at the start is part of the text.
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(
    bytes.subarray(starts[row] ?? 0, ends[row] ?? 0),
  );
}

/** Negative, zero or positive: the order of the bytes, as `COLLATE "C"` sorts. */
export function compareTexts(a: TextColumn, atA: number, b: TextColumn, atB: number): number {
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

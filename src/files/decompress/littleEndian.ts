/** All bytes as one unsigned number. */
export function littleEndian(bytes: Uint8Array): number {
  return bytes.reduce((value, byte, i) => value + byte * 256 ** i, 0);
}

const prime1 = 0x9e3779b1;
const prime2 = 0x85ebca77;
const prime3 = 0xc2b2ae3d;
const prime4 = 0x27d4eb2f;
const prime5 = 0x165667b1;
const stripeLength = 16;

/** The checksum of LZ4's frames, over bytes given one after another. */
export class Xxh32 {
  private readonly lanes = Int32Array.of(prime1 + prime2, prime2, 0, -prime1);
  private readonly open = new Uint8Array(stripeLength);
  private openLength = 0;
  private length = 0;

  update(bytes: Uint8Array): this {
    let at = 0;
    this.length += bytes.length;
    if (this.openLength > 0) {
      at = Math.min(bytes.length, stripeLength - this.openLength);
      this.open.set(bytes.subarray(0, at), this.openLength);
      this.openLength += at;
      if (this.openLength < stripeLength) {
        return this;
      }
      this.stripes(this.open, 0, stripeLength);
    }
    const end = bytes.length - ((bytes.length - at) % stripeLength);
    this.stripes(bytes, at, end);
    this.open.set(bytes.subarray(end));
    this.openLength = bytes.length - end;
    return this;
  }

  /** Unsigned. */
  digest(): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.lanes;
    let hash =
      this.length < stripeLength
        ? prime5 | 0
        : (rotated(a, 1) + rotated(b, 7) + rotated(c, 12) + rotated(d, 18)) | 0;
    hash = (hash + this.length) | 0;
    const words = this.openLength >> 2;
    for (let i = 0; i < words; i += 1) {
      hash = Math.imul(rotated((hash + Math.imul(word(this.open, i * 4), prime3)) | 0, 17), prime4);
    }
    for (let i = words * 4; i < this.openLength; i += 1) {
      const byte = this.open[i] ?? 0;
      hash = Math.imul(rotated((hash + Math.imul(byte, prime5)) | 0, 11), prime1);
    }
    hash = Math.imul(hash ^ (hash >>> 15), prime2);
    hash = Math.imul(hash ^ (hash >>> 13), prime3);
    return (hash ^ (hash >>> 16)) >>> 0;
  }

  private stripes(bytes: Uint8Array, from: number, to: number): void {
    let [a = 0, b = 0, c = 0, d = 0] = this.lanes;
    for (let at = from; at < to; at += stripeLength) {
      a = round(a, word(bytes, at));
      b = round(b, word(bytes, at + 4));
      c = round(c, word(bytes, at + 8));
      d = round(d, word(bytes, at + 12));
    }
    this.lanes.set([a, b, c, d]);
  }
}

function round(lane: number, input: number): number {
  return Math.imul(rotated((lane + Math.imul(input, prime2)) | 0, 13), prime1);
}

function rotated(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

/** Little endian, as the digest of it is the same on every machine. */
function word(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] ?? 0) |
    ((bytes[at + 1] ?? 0) << 8) |
    ((bytes[at + 2] ?? 0) << 16) |
    ((bytes[at + 3] ?? 0) << 24)
  );
}

/** Bytes added one by one, of which no more than the first `most` are kept. */
export class KeptBytes {
  private bytes = new Uint8Array(1024);
  private count = 0;

  constructor(private readonly most: number) {}

  /** How many were added. */
  get length(): number {
    return this.count;
  }

  add(byte: number): void {
    if (this.count < this.most) {
      if (this.count === this.bytes.length) {
        this.grow();
      }
      this.bytes[this.count] = byte;
    }
    this.count += 1;
  }

  addAll(bytes: Uint8Array): void {
    const room = bytes.subarray(0, Math.max(0, this.most - this.count));
    while (this.count + room.length > this.bytes.length) {
      this.grow();
    }
    this.bytes.set(room, Math.min(this.count, this.most));
    this.count += bytes.length;
  }

  /** Forgets the last. */
  drop(): void {
    this.count -= 1;
  }

  /** Those that were kept, and begins anew. */
  take(): Uint8Array {
    const kept = this.bytes.slice(0, Math.min(this.count, this.most));
    this.count = 0;
    return kept;
  }

  private grow(): void {
    const larger = new Uint8Array(2 * this.bytes.length);
    larger.set(this.bytes);
    this.bytes = larger;
  }
}

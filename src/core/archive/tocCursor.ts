import type { DumpBytes } from './byteSource';
import { joined } from './bytes';
import { damaged, truncated } from './damage';
import { type DecodeText, decodeUtf8 } from './encoding';
import { count, wordFor } from '../words';

/** Sizes that the archive's header gives for its numbers. */
export interface NumberSizes {
  readonly intSize: number;
  readonly offSize: number;
}

/** No object's definition comes near this: a longer one is a damaged length. */
const longestText = 64 * 1024 * 1024;
const pieceLength = 256 * 1024;

/** Thrown by {@link TocCursor} when its bytes end before the value; caught by {@link TocWindow} only. */
class BytesMissing extends Error {
  constructor(readonly needed: number) {
    super(`${count(needed)} more ${wordFor(needed, 'byte is', 'bytes are')} needed.`);
  }
}

/** Reads pg_dump's primitives one after another from bytes in memory. */
export class TocCursor {
  constructor(
    private readonly bytes: Uint8Array,
    public position: number,
    private readonly sizes: NumberSizes,
    private readonly decode: DecodeText,
  ) {}

  byte(): number {
    const byte = this.bytes[this.position];
    if (byte === undefined) {
      throw new BytesMissing(1);
    }
    this.position += 1;
    return byte;
  }

  skip(count: number): void {
    for (let i = 0; i < count; i += 1) {
      this.byte();
    }
  }

  int(): number {
    const sign = this.byte();
    if (sign > 1) {
      throw damaged('The table of contents holds a number that is none.');
    }
    const magnitude = this.unsigned(this.sizes.intSize);
    return sign === 1 ? -magnitude : magnitude;
  }

  /** Undefined is SQL's NULL. */
  rawText(): Uint8Array | undefined {
    const length = this.int();
    if (length < 0) {
      return undefined;
    }
    if (length > longestText) {
      throw damaged(`The table of contents holds a text of ${length} bytes, which cannot be.`);
    }
    const end = this.position + length;
    if (end > this.bytes.length) {
      throw new BytesMissing(end - this.bytes.length);
    }
    const text = this.bytes.subarray(this.position, end);
    this.position = end;
    return text;
  }

  text(): string | undefined {
    const raw = this.rawText();
    return raw === undefined ? undefined : decodeOrRefuse(raw, this.decode);
  }

  offset(): { readonly flag: number; readonly value: number } {
    return { flag: this.byte(), value: this.unsigned(this.sizes.offSize) };
  }

  private unsigned(size: number): number {
    const end = this.position + size;
    if (end > this.bytes.length) {
      throw new BytesMissing(end - this.bytes.length);
    }
    let value = 0;
    for (let i = end - 1; i >= this.position; i -= 1) {
      value = value * 256 + (this.bytes[i] ?? 0);
    }
    if (!Number.isSafeInteger(value)) {
      throw damaged('The table of contents holds a number that is too large.');
    }
    this.position = end;
    return value;
  }
}

/** Feeds a {@link TocCursor} from a file in growing pieces: no more of it is in memory than one value needs. */
export class TocWindow {
  /** What the texts are decoded by; pg_dump names the encoding in the first entry. */
  decode: DecodeText = decodeUtf8;
  sizes: NumberSizes = { intSize: 4, offSize: 8 };
  private bytes: Uint8Array = new Uint8Array(0);
  private start = 0;
  private position = 0;

  constructor(private readonly source: DumpBytes) {}

  /** How far into the file has been read. */
  get offset(): number {
    return this.start + this.position;
  }

  /** Bytes that follow; more than there can be where nothing but reading tells. */
  get remaining(): number {
    return (this.source.size ?? Infinity) - this.offset;
  }

  /** `parse` must be repeatable: it runs again with more bytes when those at hand do not do. */
  async take<T>(parse: (cursor: TocCursor) => T): Promise<T> {
    for (;;) {
      const cursor = new TocCursor(this.bytes, this.position, this.sizes, this.decode);
      try {
        const value = parse(cursor);
        this.position = cursor.position;
        return value;
      } catch (error) {
        if (!(error instanceof BytesMissing)) {
          throw error;
        }
        await this.extend(error.needed);
      }
    }
  }

  private async extend(needed: number): Promise<void> {
    const kept = this.bytes.subarray(this.position);
    const at = this.start + this.bytes.length;
    if (at + needed > (this.source.size ?? Infinity)) {
      throw endedEarly();
    }
    const more = await this.source.read(at, Math.max(pieceLength, needed, kept.length));
    if (more.length < needed) {
      throw endedEarly();
    }
    this.start += this.position;
    this.position = 0;
    this.bytes = joined(kept, more);
  }
}

function endedEarly(): Error {
  return truncated('The file ends within its table of contents.');
}

export function decodeOrRefuse(bytes: Uint8Array, decode: DecodeText): string {
  try {
    return shortAscii(bytes) ?? decode(bytes);
  } catch (cause) {
    throw damaged('The table of contents holds bytes that its encoding does not have.', cause);
  }
}

/** Names and kinds: the same in every encoding, and the platform's decoders are slow to start. */
function shortAscii(bytes: Uint8Array): string | undefined {
  if (bytes.length > 32 || bytes.some((byte) => byte >= 0x80)) {
    return undefined;
  }
  return String.fromCharCode(...bytes);
}

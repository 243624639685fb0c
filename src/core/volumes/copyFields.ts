import type { Cell } from '../catalog/table';
import { decodeCopyField } from '../archive/copyText';
import { damaged, truncated } from '../archive/damage';
import type { DecodeText } from '../archive/encoding';
import { KeptBytes } from '../plain/keptBytes';
import { mostCharacters } from './groupOf';

/** More than what is looked at of a value, in whatever encoding and however escaped. */
const longestKept = 16 * mostCharacters;
/** No character has more bytes. */
const longestCharacter = 4;

const newline = 0x0a;
const tab = 0x09;

/**
 * The cells of one column out of COPY text that is given piece by piece; of a long one its beginning.
 * pg_dump never writes a tab or newline within a value.
 */
export class CopyFields {
  private rowCount = 0;
  private position = 0;
  private readonly kept = new KeptBytes(longestKept);

  constructor(
    private readonly wanted: number,
    private readonly decode: DecodeText,
    private readonly onCell: (cell: Cell) => void,
  ) {}

  get rows(): number {
    return this.rowCount;
  }

  /** @throws {RecoveryError} `dump-damaged`. */
  add(piece: Uint8Array): void {
    for (let at = 0; at < piece.length; at += 1) {
      const byte = piece[at] ?? 0;
      if (byte === newline) {
        this.endRow();
      } else if (byte === tab) {
        this.position += 1;
        at = this.position > this.wanted ? beforeNewline(piece, at) : at;
      } else if (this.position === this.wanted) {
        this.kept.add(byte);
      } else if (this.position > this.wanted) {
        at = beforeNewline(piece, at);
      }
    }
  }

  /** @throws {RecoveryError} `dump-truncated`. */
  end(): void {
    if (this.position > 0 || this.kept.length > 0) {
      throw truncated('The last row has no end.');
    }
  }

  private endRow(): void {
    if (this.position < this.wanted) {
      throw damaged('A row has fewer values than the table has columns.');
    }
    const isCut = this.kept.length > longestKept;
    this.onCell(decodeCopyField(this.text(this.kept.take(), isCut)));
    this.rowCount += 1;
    this.position = 0;
  }

  private text(bytes: Uint8Array, isCut: boolean): string {
    // A long value may be cut within its last character.
    const most = isCut ? longestCharacter : 1;
    for (let cut = 0; cut < most; cut += 1) {
      try {
        return this.decode(bytes.subarray(0, bytes.length - cut));
      } catch (cause) {
        if (cut === most - 1) {
          throw damaged('A row holds bytes that the encoding of the dump does not have.', cause);
        }
      }
    }
    return '';
  }
}

/** The last byte that can be passed over from there on. */
function beforeNewline(piece: Uint8Array, from: number): number {
  const end = piece.indexOf(newline, from);
  return (end < 0 ? piece.length : end) - 1;
}

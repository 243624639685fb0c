import { damaged } from './damage';

export const tarBlock = 512;

/** One member of a tar file, as its header tells. */
export interface TarMember {
  readonly name: string;
  readonly size: number;
}

/**
 * The member that a block of 512 bytes announces; `end` for a block of zeros.
 * @throws {RecoveryError} `dump-damaged` where its checksum is wrong, or for a kind that pg_dump never writes.
 */
export function readTarHeader(block: Uint8Array): TarMember | 'end' {
  if (isZero(block)) {
    return 'end';
  }
  const sum = block.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 0x20 : byte), 0);
  if (sum !== octal(block.subarray(148, 156))) {
    throw damaged('A member of the tar file has a header with a wrong checksum.');
  }
  const kind = block[156];
  if (kind !== 0x30 && kind !== 0) {
    throw damaged('The tar file holds a member that is no plain file: pg_dump did not write it.');
  }
  return { name: textOf(block.subarray(0, 100)), size: sizeOf(block.subarray(124, 136)) };
}

/** What follows a member's bytes up to the next block. */
export function paddingAfter(size: number): number {
  return (tarBlock - (size % tarBlock)) % tarBlock;
}

export function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}

/** Octal digits, or from 8 GiB on the number itself behind a set bit. */
function sizeOf(field: Uint8Array): number {
  const [first = 0, ...rest] = field;
  const size =
    (first & 0x80) === 0 ? octal(field) : rest.reduce((value, byte) => value * 256 + byte, 0);
  if (!Number.isSafeInteger(size) || (first & 0x7f) > 0x40) {
    throw damaged('A member of the tar file has a size that cannot be.');
  }
  return size;
}

function octal(field: Uint8Array): number {
  const digits = textOf(field).trim();
  if (!/^[0-7]+$/.test(digits)) {
    throw damaged('A member of the tar file has a header with a number that is none.');
  }
  return Number.parseInt(digits, 8);
}

/** The bytes before the first zero. Names that pg_dump writes are ASCII. */
function textOf(field: Uint8Array): string {
  const end = field.indexOf(0);
  return String.fromCharCode(...(end < 0 ? field : field.subarray(0, end)));
}

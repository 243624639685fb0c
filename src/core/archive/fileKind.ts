import { RecoveryError } from '../errors';
import { truncated } from './damage';

/** How many bytes from the start of a file tell what it is. */
export const headLength = 512;

/** Why a file that is something else cannot be read, and what to do about it. */
interface OtherKind {
  readonly looksLike: string;
  readonly hint: string;
}

const magic = latin1('PGDMP');
/** The same in every version from 1.7 on. */
const formatPosition = 10;
const customFormat = 1;
const makeAgain = 'Give a file or folder made by pg_dump.';
const decompress = 'Decompress it and give the file that comes out of it.';

const wrappings = [
  { kind: 'gzip', bytes: [0x1f, 0x8b] },
  { kind: 'lz4', bytes: [0x04, 0x22, 0x4d, 0x18] },
  { kind: 'zstd', bytes: [0x28, 0xb5, 0x2f, 0xfd] },
] as const;

/** Signatures at the start of a file that holds no dump, or none that can be got at. */
const signatures: readonly (OtherKind & { readonly bytes: readonly number[] })[] = [
  {
    bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a],
    looksLike: 'a file compressed with xz',
    hint: decompress,
  },
  { bytes: latin1('BZh'), looksLike: 'a file compressed with bzip2', hint: decompress },
  { bytes: latin1('PK\x03\x04'), looksLike: 'a zip file', hint: decompress },
  ...[latin1('\xff\xfe'), latin1('P\0G\0D\0')].map((bytes) => ({
    bytes,
    looksLike: 'text in UTF-16, as PowerShell’s “>” writes it',
    hint: 'Make the dump again with pg_dump’s option --file: redirecting has damaged this one.',
  })),
];

/** What a file is that holds a dump. */
export type FileKind = 'custom' | 'tar' | 'plain' | WrappedKind;
export type WrappedKind = 'gzip' | 'lz4' | 'zstd';

/**
 * Tells what a file is by its content; `head` is the first {@link headLength} bytes of it, or all there are.
 * @throws {RecoveryError} `dump-format` for what holds no dump, naming what it looks like, or
 * `dump-truncated` when there is too little to tell.
 */
export function fileKind(head: Uint8Array): FileKind {
  if (startsWith(head, magic)) {
    requireCustomFormat(head);
    return 'custom';
  }
  requireEnough(head);
  const wrapping = wrappings.find(({ bytes }) => startsWith(head, bytes));
  if (wrapping) {
    return wrapping.kind;
  }
  const other = signatures.find(({ bytes }) => startsWith(head, bytes));
  if (other === undefined && startsWith(head.subarray(257), latin1('ustar'))) {
    requireContentsFirst(head);
    return 'tar';
  }
  if (other === undefined && isPlainDump(head)) {
    return 'plain';
  }
  throw notRead(other ?? textKind(head));
}

/** The refusal of what is no dump that can be read. */
export function notRead({ looksLike, hint }: OtherKind): RecoveryError {
  return new RecoveryError('dump-format', `This is ${looksLike}, not a dump that can be read.`, {
    hint,
  });
}

/** What was compressed and then compressed again. */
export const wrappedTwice: OtherKind = {
  looksLike: 'a file that was compressed twice',
  hint: decompress,
};

/** A folder without a table of contents. */
export const folderWithoutContents: OtherKind = {
  looksLike: 'a folder without a toc.dat',
  hint: 'Give the path of a dump. pg_dump writes the toc.dat of a directory last: without it the dump was not finished.',
};

function requireEnough(head: Uint8Array): void {
  if (head.length < magic.length && startsWith(magic, head)) {
    throw truncated(
      head.length === 0 ? 'The file is empty.' : 'The file ends within its first bytes.',
    );
  }
}

function requireCustomFormat(head: Uint8Array): void {
  const format = head[formatPosition];
  if (format === undefined) {
    throw truncated('The file ends within its header.');
  }
  if (format !== customFormat) {
    throw notRead(
      format === 3 || format === 5
        ? {
            looksLike: 'the toc.dat of a directory-format dump',
            hint: 'Give the folder that it lies in.',
          }
        : { looksLike: 'a pg_dump archive of an unknown format', hint: makeAgain },
    );
  }
}

function requireContentsFirst(head: Uint8Array): void {
  if (!startsWith(head, latin1('toc.dat\0'))) {
    throw notRead({
      looksLike: 'a tar file that does not begin with a toc.dat',
      hint: 'Unpack it and give the dump that it holds.',
    });
  }
}

function isPlainDump(head: Uint8Array): boolean {
  return String.fromCharCode(...head).includes('PostgreSQL database dump');
}

function textKind(head: Uint8Array): OtherKind {
  const text = String.fromCharCode(...head);
  if (text.includes('PostgreSQL database cluster dump')) {
    return {
      looksLike: 'the plain SQL of pg_dumpall',
      hint: 'Dump the database itself, with pg_dump -Fc.',
    };
  }
  const looksLike = isText(head)
    ? 'a text file that pg_dump did not write'
    : 'an unknown kind of file';
  return { looksLike, hint: makeAgain };
}

function isText(head: Uint8Array): boolean {
  return head.every((byte) => byte >= 0x20 || (byte >= 0x08 && byte <= 0x0d));
}

function startsWith(bytes: ArrayLike<number>, start: ArrayLike<number>): boolean {
  return bytes.length >= start.length && Array.from(start).every((byte, i) => byte === bytes[i]);
}

function latin1(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}

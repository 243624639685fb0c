import { RecoveryError } from '../errors';
import type { ArchiveContents } from './contents';
import { damaged } from './damage';

/** Text out of bytes in one encoding. @throws TypeError for bytes that the encoding does not have. */
export type DecodeText = (bytes: Uint8Array) => string;

/** PostgreSQL's names and those of the platform's decoders, where they differ in more than case. */
const platformNames: Readonly<Record<string, string>> = {
  UTF8: 'utf-8',
  UNICODE: 'utf-8',
  LATIN2: 'iso-8859-2',
  LATIN3: 'iso-8859-3',
  LATIN4: 'iso-8859-4',
  LATIN5: 'iso-8859-9',
  LATIN6: 'iso-8859-10',
  LATIN7: 'iso-8859-13',
  LATIN8: 'iso-8859-14',
  LATIN9: 'iso-8859-15',
  LATIN10: 'iso-8859-16',
  KOI8R: 'koi8-r',
  KOI8U: 'koi8-u',
  WIN866: 'ibm866',
  EUC_JP: 'euc-jp',
  EUC_KR: 'euc-kr',
  UHC: 'euc-kr',
  EUC_CN: 'gbk',
  SJIS: 'shift_jis',
};

/** The encoding of the dump's text and rows, by PostgreSQL's name: what `client_encoding` must be to load them. */
export function encodingOf(contents: Pick<ArchiveContents, 'entries'>): string {
  const entry = contents.entries.find(({ desc }) => desc === 'ENCODING');
  return entry === undefined ? 'UTF8' : encodingNamed(entry.definition);
}

/** The encoding that an ENCODING entry's definition names. */
export function encodingNamed(definition: string): string {
  const name = /^SET client_encoding = '([^']+)';/.exec(definition)?.[1];
  if (name === undefined) {
    throw damaged('The table of contents does not name the encoding of the dump.');
  }
  return name;
}

/** @throws {RecoveryError} `dump-format` for an encoding that the platform does not know. */
export function decoderFor(encoding: string): DecodeText {
  const name = encoding.toUpperCase();
  if (name === 'LATIN1') {
    return decodeLatin1;
  }
  if (name === 'SQL_ASCII') {
    return decodeUnknown;
  }
  return platformDecoder(
    platformNames[name] ?? name.replace(/^WIN(?=\d)/, 'windows-').replaceAll('_', '-'),
  );
}

function platformDecoder(label: string): DecodeText {
  try {
    const decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
    return (bytes) => decoder.decode(bytes);
  } catch (cause) {
    throw new RecoveryError(
      'dump-format',
      `The dump’s text is in the encoding ${label}, which cannot be read here.`,
      {
        hint: 'Make the dump with pg_dump --encoding=UTF8.',
        cause,
      },
    );
  }
}

/** The platform's “latin1” is windows-1252, which differs from it in 0x80 to 0x9f. */
function decodeLatin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) {
    text += String.fromCharCode(byte);
  }
  return text;
}

/** SQL_ASCII is bytes of no known encoding: mostly UTF-8 in practice. */
function decodeUnknown(bytes: Uint8Array): string {
  try {
    return decodeUtf8(bytes);
  } catch {
    return decodeLatin1(bytes);
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** @throws TypeError for what is no UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}

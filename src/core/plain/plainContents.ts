import type { ArchiveTable } from '../archive/tables';
import { PlainTables } from './plainTables';
import { readPlain } from './readPlain';

/** What a plain dump holds. It has no table of contents: it must be read to its end. */
export interface PlainContents {
  readonly tables: readonly ArchiveTable[];
  readonly statements: number;
}

/** @throws {RecoveryError} those of {@link readPlain}. */
export async function readPlainContents(pieces: AsyncIterable<Uint8Array>): Promise<PlainContents> {
  const tables = new PlainTables();
  let statements = 0;
  await readPlain(pieces, {
    onStatement: (statement) => {
      statements += 1;
      tables.add(statement);
    },
    onRows: () => undefined,
    onComment: () => undefined,
  });
  return { tables: tables.all(), statements };
}

/** How many bytes from the start of a plain dump hold what it says of itself. */
export const plainHeadLength = 2048;

export interface PlainVersions {
  readonly serverVersion: string;
  readonly dumpVersion: string;
}

/** Out of the comments that pg_dump begins with. */
export function plainVersions(head: Uint8Array): PlainVersions {
  const text = String.fromCharCode(...head);
  const after = (words: string) => new RegExp(`^-- ${words} version (.+)$`, 'm').exec(text)?.[1];
  return {
    serverVersion: after('Dumped from database') ?? '',
    dumpVersion: after('Dumped by pg_dump') ?? '',
  };
}

import type { TocEntry } from '../archive/contents';
import { type DumpObjects, ObjectTally } from '../archive/dumpObjects';
import { type ArchiveTable, tablesIn } from '../archive/tables';
import { PlainEntries } from './plainEntries';
import { readPlain } from './readPlain';

/** What a plain dump holds. It has no table of contents: it must be read to its end. */
export interface PlainContents {
  /** In an order in which they can be restored. */
  readonly entries: readonly TocEntry[];
  /** Names say their schemas; before PostgreSQL 10.3 that was left to the search path. */
  readonly isQualified: boolean;
  readonly tables: readonly ArchiveTable[];
  readonly objects: DumpObjects;
  readonly statements: number;
}

/**
 * Between its pieces, `onPiece` may ask for what was found so far.
 * @throws {RecoveryError} those of {@link readPlain}.
 */
export async function readPlainContents(
  pieces: AsyncIterable<Uint8Array>,
  onPiece: (soFar: () => PlainContents) => void = () => undefined,
): Promise<PlainContents> {
  const entries = new PlainEntries();
  const objects = new ObjectTally();
  let statements = 0;
  const soFar = (): PlainContents => {
    const contents = entries.contents();
    return { ...contents, tables: tablesIn(contents), objects: objects.all(), statements };
  };
  const followed = telling(pieces, () => {
    onPiece(soFar);
  });
  await readPlain(followed, {
    onStatement: (statement, span) => {
      statements += 1;
      entries.add(statement, span);
    },
    onRows: (_, __, span) => {
      entries.addRows(span);
    },
    onComment: (comment) => {
      entries.addComment(comment);
      const [, tag = '', desc = '', owner = '-'] = objectComment.exec(comment) ?? [];
      objects.add({ desc, tag, owner: owner === '-' ? undefined : owner });
    },
  });
  return soFar();
}

/** What pg_dump writes above every object. */
const objectComment = /^(?:Data for )?Name: (.*); Type: ([^;]+); Schema: .*; Owner: (.*)$/;

async function* telling(
  pieces: AsyncIterable<Uint8Array>,
  onTaken: () => void,
): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    yield piece;
    onTaken();
  }
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

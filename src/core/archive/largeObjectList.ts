import { joined } from './bytes';
import type { TocEntry } from './contents';
import { damaged, truncated } from './damage';
import { decodeUtf8 } from './encoding';

/** A large object of a directory or tar archive, and the part that holds it. */
export interface ListedObject {
  readonly oid: string;
  readonly name: string;
}

/** The oids of the large objects that the table of contents knows of. */
export function announcedObjects(entries: readonly TocEntry[]): readonly string[] {
  return entries.flatMap(({ desc, tag, definition }) => {
    switch (desc) {
      case 'BLOB':
        return [tag];
      // From PostgreSQL 17 on an entry is for many of them: their oids, line by line.
      case 'BLOB METADATA':
        return definition.split('\n').filter((line) => line !== '');
      default:
        return [];
    }
  });
}

/** What a `blobs.toc` lists: lines of an oid and the name of a part. */
export async function listedObjects(
  data: AsyncIterable<Uint8Array>,
): Promise<readonly ListedObject[]> {
  let bytes: Uint8Array = new Uint8Array(0);
  for await (const piece of data) {
    bytes = joined(bytes, piece);
  }
  const lines = decodedList(bytes).split('\n');
  if (lines.pop() !== '') {
    throw truncated('Their list ends within a line.');
  }
  return lines.map((line) => {
    const [, oid, name] = /^(\d+) (blob_\d+\.dat)$/.exec(line) ?? [];
    if (oid === undefined || name === undefined) {
      throw damaged('Their list holds a line that pg_dump does not write.');
    }
    return { oid, name };
  });
}

function decodedList(bytes: Uint8Array): string {
  try {
    return decodeUtf8(bytes);
  } catch (cause) {
    throw damaged('Their list is no text.', cause);
  }
}

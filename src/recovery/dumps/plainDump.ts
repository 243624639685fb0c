import { followed, type Reading } from '../../core/archive/archiveData';
import { piecesOf } from '../../core/archive/pieces';
import { unwrap, type Wrapping } from '../../core/archive/unwrap';
import { plainHeadLength, plainVersions, type PlainVersions } from '../../core/plain/plainContents';
import type { DumpFile, DumpFiles, DumpPlace } from '../ports/dumps';

/** A plain SQL dump, of which nothing but the beginning has been read. */
export interface PlainDump {
  readonly file: DumpFile;
  /** What the whole of it was compressed with. */
  readonly wrapping: Wrapping;
  readonly versions: PlainVersions;
  /**
   * From its first byte on, as pg_dump wrote it; `reading` is told of the bytes of the file. Whoever asks
   * for them ends them.
   */
  pieces(reading?: Reading): AsyncGenerator<Uint8Array>;
}

/** Undefined for a dump of another format. */
export async function plainDump(
  place: DumpPlace,
  { decompressors }: DumpFiles,
): Promise<PlainDump | undefined> {
  if (place.kind === 'folder') {
    return undefined;
  }
  const { kind, wrapping, bytes, close } = await unwrap(place, decompressors);
  try {
    return kind === 'plain'
      ? {
          file: place,
          wrapping,
          versions: plainVersions(await bytes.read(0, plainHeadLength)),
          pieces: (reading = {}) => {
            const pieces = followed(piecesOf(place), reading);
            return wrapping === 'none' ? pieces : decompressors[wrapping](pieces);
          },
        }
      : undefined;
  } finally {
    await close();
  }
}

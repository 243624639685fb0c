import { checkFile } from '../../core/archive/checkFile';
import { PartCheck } from '../../core/archive/partCheck';
import type { RecoveryError } from '../../core/errors';
import { checkPlain, type PlainCheck } from '../../core/plain/checkPlain';
import type { DumpFiles, DumpFolder, DumpPlace } from '../ports/dumps';
import { failureOf } from './failureOf';
import { FolderHash } from './folderHash';
import type { HashedBytes, HashedReading } from './hashedReading';
import { openArchive } from './openDump';
import { plainDump } from './plainDump';

/** A dump of which every byte can be read and checked. */
export interface WholeDump {
  /** It may still turn out that some data carry no checksum. */
  readonly isCompressed: boolean;
  /** Its hash is known whether it is good or bad. */
  read(reading: HashedReading): Promise<HashedBytes>;
}

/** @throws {RecoveryError} where what it holds cannot even be read. */
export async function wholeDump(
  place: DumpPlace,
  files: DumpFiles,
  findings: Pick<PlainCheck, 'onTable' | 'onUnchecked' | 'onFrozen'>,
): Promise<WholeDump> {
  const { decompressors } = files;
  const plain = await plainDump(place, files);
  if (plain) {
    const { file, wrapping } = plain;
    const check = { ...findings, decompressors, wrapping };
    return {
      isCompressed: wrapping !== 'none',
      read: (reading) => reading.read(file, (pieces) => checkPlain(pieces, check)),
    };
  }
  const archive = await openArchive(place, files);
  await archive.close();
  const { contents, wrapping } = archive;
  const check = { ...findings, decompressors, contents, wrapping };
  return {
    isCompressed: contents.compression !== 'none' || wrapping !== 'none',
    read: (reading) =>
      place.kind === 'folder'
        ? readFolder(place, new PartCheck(check), reading, new FolderHash(files))
        : reading.read(place, (pieces) => checkFile(pieces, check)),
  };
}

async function readFolder(
  folder: DumpFolder,
  parts: PartCheck,
  reading: HashedReading,
  hash: FolderHash,
): Promise<HashedBytes> {
  let damage: RecoveryError | undefined;
  for (const name of folder.files.keys()) {
    const file = await folder.open(name);
    try {
      const read = file && (await reading.read(file, (pieces) => parts.read(name, pieces)));
      hash.add(name, read?.sha256);
      damage ??= read?.damage;
    } finally {
      await file?.close();
    }
  }
  damage ??= await failureOf(() => {
    parts.finish();
  });
  return { sha256: hash.digest(), damage };
}

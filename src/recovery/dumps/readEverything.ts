import { checkFile } from '../../core/archive/checkFile';
import type { DumpCheck } from '../../core/archive/dumpCheck';
import { PartCheck } from '../../core/archive/partCheck';
import type { RecoveryError } from '../../core/errors';
import type { DumpFiles, DumpFolder, DumpPlace } from '../ports/dumps';
import { failureOf } from './failureOf';
import { FolderHash } from './folderHash';
import type { HashedBytes, HashedReading } from './hashedReading';

/** What every byte of a dump shows, and its hash, whether it is good or bad. */
export function readEverything(
  place: DumpPlace,
  check: DumpCheck,
  reading: HashedReading,
  files: DumpFiles,
): Promise<HashedBytes> {
  if (place.kind === 'folder') {
    return readFolder(place, new PartCheck(check), reading, new FolderHash(files));
  }
  return reading.read(place, (pieces) => checkFile(pieces, check));
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

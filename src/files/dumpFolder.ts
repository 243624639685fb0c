import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { contentsPart } from '../core/archive/archiveParts';
import { folderWithoutContents, notRead } from '../core/archive/fileKind';
import type { DumpFolder } from '../recovery/ports/dumps';
import { readable } from './dumpReading';
import { openDumpFile } from './openDumpFile';

/** A folder that pg_dump wrote, as its files are at this moment. @throws {RecoveryError} `dump-unreadable`, `dump-format`. */
export async function openDumpFolder(path: string): Promise<DumpFolder> {
  const names = await readable(path, () => readdir(path));
  if (!names.includes(contentsPart)) {
    throw notRead(folderWithoutContents);
  }
  const files = await regularFiles(path, names);
  return {
    kind: 'folder',
    path,
    files,
    sizeOf: (name) => files.get(name),
    open: async (name) => (files.has(name) ? openDumpFile(join(path, name)) : undefined),
  };
}

async function regularFiles(
  path: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const files = new Map<string, number>();
  const visible = names.filter((name) => !name.startsWith('.'));
  for (const name of visible.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))) {
    const file = join(path, name);
    const status = await readable(file, () => stat(file));
    if (status.isFile()) {
      files.set(name, status.size);
    }
  }
  return files;
}

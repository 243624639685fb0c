import { open } from 'node:fs/promises';
import type { DumpFile } from '../recovery/ports/dumps';
import { readable } from './dumpReading';
import { OpenFile } from './openFile';

/** The regular file at that path, open. */
export async function openDumpFile(path: string): Promise<DumpFile> {
  const handle = await readable(path, () => open(path, 'r'));
  try {
    const { size, mtime } = await readable(path, () => handle.stat());
    const file = new OpenFile(size, handle);
    return {
      kind: 'file',
      path,
      size,
      writtenAt: localTimeOf(mtime),
      read: (offset, length) => readable(path, () => file.read(offset, length)),
      readInto: (memory, offset) => readable(path, () => file.readInto(memory, offset)),
      close: () => file.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function localTimeOf(time: Date): string {
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19);
}

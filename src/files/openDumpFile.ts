import { open } from 'node:fs/promises';
import type { DumpFile } from '../recovery/ports/dumps';
import { readable } from './dumpReading';
import { OpenFile } from './openFile';

/** The regular file at that path, open. */
export async function openDumpFile(path: string): Promise<DumpFile> {
  const handle = await readable(path, () => open(path, 'r'));
  try {
    const { size } = await readable(path, () => handle.stat());
    const file = new OpenFile(size, handle);
    return {
      kind: 'file',
      path,
      size,
      read: (offset, length) => readable(path, () => file.read(offset, length)),
      readInto: (memory, offset) => readable(path, () => file.readInto(memory, offset)),
      close: () => file.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

import { writeSync } from 'node:fs';
import fs, { type FileHandle } from 'node:fs/promises';

/**
 * Counts what this process does to files from here on: makes, writes, syncs, renames and removes them.
 * At step `dieAt` it ends, half of what was to be written being in the file. Gives the count so far.
 */
export async function countFileSteps(dieAt: number | undefined): Promise<() => number> {
  let steps = 0;
  const isLast = (): boolean => (steps += 1) === dieAt;
  const dyingBefore = <A extends unknown[], R>(step: (...args: A) => R) =>
    function (this: unknown, ...args: A): R {
      if (isLast()) {
        die();
      }
      return step.apply(this, args);
    };
  const { open } = fs;
  const opening = dyingBefore(open);
  fs.open = (path, flags, mode) =>
    flags === undefined || flags === 'r' ? open(path, flags, mode) : opening(path, flags, mode);
  fs.rename = dyingBefore(fs.rename);
  fs.rm = dyingBefore(fs.rm);
  const handles = await handlePrototype();
  const sync: HandleMethods['sync'] = Reflect.get(handles, 'sync');
  const appendFile: HandleMethods['appendFile'] = Reflect.get(handles, 'appendFile');
  handles.sync = dyingBefore(sync);
  handles.appendFile = function (this: FileHandle, data, options) {
    if (isLast()) {
      const text = String(data);
      writeSync(this.fd, text.slice(0, Math.floor(text.length / 2)));
      die();
    }
    return appendFile.call(this, data, options);
  };
  return () => steps;
}

/** As functions that are called on a handle. */
interface HandleMethods {
  readonly sync: (this: FileHandle) => Promise<void>;
  readonly appendFile: (
    this: FileHandle,
    ...args: Parameters<FileHandle['appendFile']>
  ) => Promise<void>;
}

async function handlePrototype(): Promise<FileHandle> {
  const handle = await fs.open(process.execPath);
  await handle.close();
  // All handles share what they can do.
  return Object.getPrototypeOf(handle) as FileHandle;
}

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

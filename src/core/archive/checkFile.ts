import { checkCustom } from './checkCustom';
import { checkTar } from './checkTar';
import type { DumpCheck } from './dumpCheck';

/**
 * Reads every byte of an archive that is one file, given from its first byte on.
 * @throws {RecoveryError} `dump-truncated`, `dump-damaged`.
 */
export function checkFile(pieces: AsyncIterable<Uint8Array>, check: DumpCheck): Promise<void> {
  return throughWrapping(pieces, check, (unwrapped, onUnchecked) =>
    check.contents.format === 'tar'
      ? checkTar(unwrapped, { ...check, onUnchecked })
      : checkCustom(unwrapped[Symbol.asyncIterator](), { ...check, onUnchecked }),
  );
}

/** Has the bytes of a file checked as they were before it was compressed as a whole. */
export async function throughWrapping(
  pieces: AsyncIterable<Uint8Array>,
  { wrapping, decompressors, onUnchecked }: Omit<DumpCheck, 'contents' | 'onTable'>,
  check: (unwrapped: AsyncIterable<Uint8Array>, onUnchecked: () => void) => Promise<void>,
): Promise<void> {
  if (wrapping === 'none') {
    await check(pieces, onUnchecked);
    return;
  }
  const unwrapped = decompressors[wrapping](pieces, onUnchecked);
  try {
    // What covers the whole file covers all that is in it.
    await check(unwrapped, () => undefined);
  } finally {
    await unwrapped.return(undefined);
  }
}

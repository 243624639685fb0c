import { checkCustom } from './checkCustom';
import { checkTar } from './checkTar';
import type { DumpCheck } from './dumpCheck';

/**
 * Reads every byte of a dump that is one file, given from its first byte on.
 * @throws {RecoveryError} `dump-truncated`, `dump-damaged`.
 */
export async function checkFile(
  pieces: AsyncIterable<Uint8Array>,
  check: DumpCheck,
): Promise<void> {
  if (check.wrapping === 'none') {
    await checkUnwrapped(pieces, check);
    return;
  }
  const unwrapped = check.decompressors[check.wrapping](pieces, check.onUnchecked);
  try {
    // What covers the whole file covers all that is in it.
    await checkUnwrapped(unwrapped, { ...check, onUnchecked: () => undefined });
  } finally {
    await unwrapped.return(undefined);
  }
}

function checkUnwrapped(pieces: AsyncIterable<Uint8Array>, check: DumpCheck): Promise<void> {
  return check.contents.format === 'tar'
    ? checkTar(pieces, check)
    : checkCustom(pieces[Symbol.asyncIterator](), check);
}

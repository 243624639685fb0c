import type { KeyHashes } from '../../core/diff/keys/keyHashes';
import type { SideRows } from '../../core/diff/comparison';
import { type MergeResult, mergeKeyHashStreams } from '../../core/diff/found/mergeKeyHashes';
import type { Side } from '../ports/snapshot';

/** Merges what both sides send in key order; where one fails, the other does not go on sending. */
export async function mergeSides(
  read: (side: Side, signal: AbortSignal) => AsyncIterable<KeyHashes>,
  into: { readonly found: MergeResult; readonly onRows: (rows: SideRows) => void },
  signal: AbortSignal,
): Promise<SideRows> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  try {
    return await mergeKeyHashStreams(
      { backup: read('backup', either), live: read('live', either) },
      into.found,
      into.onRows,
    );
  } catch (error) {
    stop.abort(error);
    throw error;
  }
}

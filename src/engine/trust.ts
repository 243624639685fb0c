import { dumpFiles } from '../files/dumpFile';
import { fileOwner } from '../files/fileOwner';
import { type KeptVerification, keptVerification } from '../recovery/dumps/keptVerification';
import {
  type DumpContents,
  readDumpContents,
  readDumpSummary,
} from '../recovery/dumps/readContents';
import { type Trust, trustOf } from '../recovery/dumps/trust';
import type { DumpVerification } from '../recovery/dumps/verifyDump';

/** How far the dump can be relied on, as of now. */
export async function trustOfDump(
  contents: DumpContents,
  verification: KeptVerification | undefined,
): Promise<Trust> {
  const owner = await fileOwner(contents.dump.path);
  return trustOf({ contents, verification, owner, now: new Date() });
}

/**
 * The same of a dump that has just been read whole. Undefined where it is bad, and for a plain dump: it
 * would have to be read once more.
 */
export async function trustOfVerified(verified: DumpVerification): Promise<Trust | undefined> {
  const { path, bytes, ok } = verified;
  if (!ok || (await readDumpSummary(dumpFiles, path)).format === 'plain') {
    return undefined;
  }
  const at = new Date();
  const stamp = { path, bytes, modifiedAt: at.getTime() };
  const kept = keptVerification(stamp, verified, at.toISOString());
  return trustOfDump(await readDumpContents(dumpFiles, path), kept);
}

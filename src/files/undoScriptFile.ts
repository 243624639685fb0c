import { createHash, webcrypto } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing, writeDurably } from './durableFile';

const script = 'undo.sql';
/** Beside the rows: which plan the script is of, and its SHA-256. */
const seal = join('rows', 'undo.seal');

export async function writeUndoScript(
  folder: string,
  planId: string,
  parts: Iterable<string>,
): Promise<void> {
  const hash = createHash('sha256');
  await writeDurably({ path: join(folder, script), mode: 0o600 }, hashed(parts, hash));
  const text = sealOf(planId, hash.digest('hex'));
  await writeDurably({ path: join(folder, seal), mode: 0o600 }, [text]);
}

/** True where the script is there as it was written for that plan: whole, and edited by nobody. */
export async function isUndoScriptOf(folder: string, planId: string): Promise<boolean> {
  try {
    const [kept, bytes] = await Promise.all([
      readFile(join(folder, seal), 'utf8'),
      readFile(join(folder, script)),
    ]);
    const sha256 = Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes)).toString('hex');
    return kept === sealOf(planId, sha256);
  } catch (error) {
    if (isMissing(error)) {
      return false;
    }
    throw error;
  }
}

function sealOf(planId: string, sha256: string): string {
  return `${sha256} ${planId}\n`;
}

function* hashed(
  parts: Iterable<string>,
  hash: ReturnType<typeof createHash>,
): Generator<string, void> {
  for (const part of parts) {
    hash.update(part);
    yield part;
  }
}

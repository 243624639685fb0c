import { createHash, webcrypto } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing, writeDurably } from './durableFile';

const script = 'undo.sql';
/** Beside the rows: which plan the script is of, its SHA-256, and as which file it was written. */
const seal = join('rows', 'undo.seal');

export async function writeUndoScript(
  { folder, mode }: { readonly folder: string; readonly mode: number },
  planId: string,
  parts: Iterable<string>,
): Promise<void> {
  const path = join(folder, script);
  const hash = createHash('sha256');
  await writeDurably({ path, mode }, hashed(parts, hash));
  const text = `${hash.digest('hex')} ${planId} ${await fileMark(path)}\n`;
  await writeDurably({ path: join(folder, seal), mode }, [text]);
}

/** True where the script is there as it was written for that plan: whole, and edited by nobody. */
export async function isUndoScriptOf(folder: string, planId: string): Promise<boolean> {
  const path = join(folder, script);
  try {
    const kept = await readFile(join(folder, seal), 'utf8');
    const [sha256, of, mark] = kept.trimEnd().split(' ');
    // A folder that was copied holds the same script as another file.
    return of === planId && (mark === (await fileMark(path)) || sha256 === (await sha256Of(path)));
  } catch (error) {
    if (isMissing(error)) {
      return false;
    }
    throw error;
  }
}

/** Another one once anybody has written to the file. */
async function fileMark(path: string): Promise<string> {
  const { size, mtimeNs, ino } = await stat(path, { bigint: true });
  return `${size}-${mtimeNs}-${ino}`;
}

async function sha256Of(path: string): Promise<string> {
  const digest = await webcrypto.subtle.digest('SHA-256', await readFile(path));
  return Buffer.from(digest).toString('hex');
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

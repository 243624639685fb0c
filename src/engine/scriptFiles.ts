import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { StoredPlan } from '../core/correction/planFile';
import { RecoveryError } from '../core/errors';
import type { ScriptFile } from '../core/scriptFile/scriptFile';
import { correctionScript } from '../core/sql/correctionScript';
import { canBeStored } from '../core/sql/quote';
import type { IncidentFolder } from '../files/incidentFolder';

/** No script of ours is larger, and no value of PostgreSQL's could hold much more. */
const mostBytes = 256 * 1024 * 1024;

/**
 * A script of an incident: `file` within the incident's folder, else as it is.
 * @throws {RecoveryError} `usage` where it is not there; `script-refused` where it is no UTF-8; `script-too-large`.
 */
export async function scriptFile(
  file: string,
  incident: IncidentFolder,
  stored: StoredPlan,
): Promise<ScriptFile> {
  const found = await placeOf(file, incident.path);
  const bytes = await readFile(found);
  const digest = createHash('sha256').update(bytes).digest('hex');
  const name = nameIn(incident.path, found);
  return { name, digest, text: textOf(bytes, name), isPlansOwn: digest === ownDigest(stored) };
}

async function placeOf(file: string, dir: string): Promise<string> {
  for (const place of [path.resolve(dir, file), path.resolve(file)]) {
    const size = await sizeOf(place);
    if (size !== undefined && size > mostBytes) {
      throw new RecoveryError('script-too-large', `${file} is too large to be run as a script.`, {
        hint: 'Let the tool apply a plan, or write a smaller script.',
        ways: ['apply'],
      });
    }
    if (size !== undefined) {
      return place;
    }
  }
  throw new RecoveryError('usage', `There is no file ${file}.`, {
    hint: `Name a script, such as correction.sql in ${dir}.`,
  });
}

async function sizeOf(place: string): Promise<number | undefined> {
  try {
    const found = await stat(place);
    return found.isFile() ? found.size : undefined;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) {
      return undefined;
    }
    throw error;
  }
}

function nameIn(dir: string, file: string): string {
  const within = path.relative(dir, file);
  return within.startsWith('..') || path.isAbsolute(within) ? file : within;
}

function textOf(bytes: Uint8Array, name: string): string {
  const refused = (why: string): RecoveryError =>
    new RecoveryError('script-refused', `${name} ${why}`, {
      hint: 'Save it as UTF-8, as it was made.',
    });
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refused('is not UTF-8.');
  }
  if (!canBeStored(text)) {
    throw refused('holds a character that PostgreSQL cannot store.');
  }
  return text;
}

/** Of the script that the plan makes; undefined where it makes none. */
function ownDigest({ plan, origin }: StoredPlan): string | undefined {
  const hash = createHash('sha256');
  try {
    for (const part of correctionScript(plan, origin)) {
      hash.update(part);
    }
  } catch (error) {
    if (error instanceof RecoveryError) {
      return undefined;
    }
    throw error;
  }
  return hash.digest('hex');
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RowsReach } from '../core/incident/rowsReach';
import { isMissing } from './durableFile';

/** Permissions of what holds rows, before the umask. */
export interface RowModes {
  readonly file: number;
  readonly folder: number;
}

export const rowModes: Readonly<Record<RowsReach, RowModes>> = {
  owner: { file: 0o600, folder: 0o700 },
  git: { file: 0o644, folder: 0o755 },
};

/** What goes into no repository, whatever rows do: tokens, locks, and files that are not whole. */
const never = ['freeze/', '.*.tmp', '*.partial', '.recovering*'];
/** What holds rows, or keys of rows. */
const ofRows = ['rows/', '*.sql', 'rehearsal.json'];

/** The `.gitignore` of an incident's folder, which also says how its files with rows are kept. */
export const gitignores: Readonly<Record<RowsReach, string>> = {
  owner: text([...ofRows, ...never]),
  git: text(['# Rows and scripts of this incident go through git, as was asked for', ...never]),
};

/** As its `.gitignore` was made; one that is not ours lets nobody else read the rows. */
export async function rowsReachIn(dir: string): Promise<RowsReach> {
  try {
    const kept = await readFile(join(dir, '.gitignore'), 'utf8');
    return kept.replaceAll('\r\n', '\n') === gitignores.git ? 'git' : 'owner';
  } catch (error) {
    if (isMissing(error)) {
      return 'owner';
    }
    throw error;
  }
}

function text(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}

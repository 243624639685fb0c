import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { keptRunText, readKeptRun } from '../core/checks/checkRun';
import { RecoveryError } from '../core/errors';
import type { CheckFolder } from '../recovery/ports/checks';
import { isMissing, isThere, makeFolder, writeDurably } from './durableFile';

/** Where earlier runs lie: a file each, so that two machines' never meet in one. */
const runsFolder = 'runs';
/** As many as a year of nightly runs. */
const mostRuns = 400;

export function checkFolder(dir: string): CheckFolder {
  const runs = path.join(dir, runsFolder);
  return {
    texts: async () => {
      const files = (await namesIn(dir)).filter((name) => name.endsWith('.sql'));
      return Promise.all(
        files.map(async (file) => ({ file, text: await readFile(path.join(dir, file), 'utf8') })),
      );
    },
    add: async (file, text) => {
      const place = path.join(dir, file);
      if (await isThere(place)) {
        return false;
      }
      await makeFolder(dir, 0o777);
      await writeDurably({ path: place, mode: 0o666 }, [text]);
      return true;
    },
    runs: async () => {
      const names = await namesIn(runs).catch(() => []);
      const latest = names.filter((name) => name.endsWith('.json')).slice(-mostRuns);
      const texts = latest.map((name) => readFile(path.join(runs, name), 'utf8'));
      return (await Promise.all(texts)).flatMap((text) => readKeptRun(text) ?? []);
    },
    keep: async (run) => {
      await makeFolder(runs, 0o777);
      const place = path.join(runs, `${run.at.replaceAll(/[-:]/g, '')}.json`);
      await writeDurably({ path: place, mode: 0o666 }, [keptRunText(run)]);
    },
  };
}

/** @throws {RecoveryError} `usage`. */
async function namesIn(dir: string): Promise<readonly string[]> {
  try {
    return (await readdir(dir)).sort();
  } catch (cause) {
    const why = isMissing(cause) ? 'it is not there' : (cause as NodeJS.ErrnoException).code;
    throw new RecoveryError('usage', `No checks can be read in ${dir}: ${why}.`, {
      hint: 'Name the folder of the checks, or create starter checks there first.',
      cause,
    });
  }
}

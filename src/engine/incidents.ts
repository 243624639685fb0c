import { createHash, randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { RecoveryError } from '../core/errors';
import { IncidentFolder } from '../files/incidentFolder';
import type { Planning } from '../recovery/correct/planFromComparison';
import type { Program } from './engineHost';

/** What planning in a folder takes. */
export function planningIn(incident: IncidentFolder, { tool }: Program): Planning {
  return {
    incident,
    newHash: () => createHash('sha256'),
    newPlanId: randomUUID,
    now: () => new Date(),
    tool,
  };
}

/** A new incident's folder; taken away again where `use` fails before it holds anything to go on from. */
export async function inNewIncident<T>(
  dir: string,
  use: (incident: IncidentFolder) => Promise<T>,
): Promise<T> {
  const folder = path.resolve(dir);
  await refuseFilled(folder);
  const incident = await IncidentFolder.create(folder);
  try {
    return await use(incident);
  } catch (error) {
    if (!(await holdsComparison(folder))) {
      await rm(folder, { recursive: true, force: true });
    }
    throw error;
  }
}

export async function openIncident(dir: string): Promise<IncidentFolder> {
  return IncidentFolder.open(path.resolve(dir));
}

/** The files that the operator may want to open. */
export function incidentFiles(
  { path: dir }: IncidentFolder,
  hasPlan: boolean,
): Readonly<Record<string, string>> {
  const changes = path.join(dir, 'rows', 'changes.jsonl');
  return hasPlan
    ? {
        ...{ dir, changes },
        plan: path.join(dir, 'plan.json'),
        correction: path.join(dir, 'correction.sql'),
        undo: path.join(dir, 'undo.sql'),
        report: path.join(dir, 'report.md'),
      }
    : { dir, changes };
}

async function refuseFilled(folder: string): Promise<void> {
  if ((await entriesOf(folder)).length > 0) {
    throw new RecoveryError('usage', `${folder} is not empty.`, {
      hint: 'Name a new folder, or make a new plan in an incident’s.',
      ways: ['plan-again'],
    });
  }
}

async function holdsComparison(folder: string): Promise<boolean> {
  return (await entriesOf(path.join(folder, 'rows'))).includes('comparison.json');
}

async function entriesOf(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return [];
    }
    throw error;
  }
}

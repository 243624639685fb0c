import { createHash, randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { StoredPlan } from '../core/correction/planFile';
import { RecoveryError } from '../core/errors';
import type { RowsReach } from '../core/incident/rowsReach';
import { IncidentFolder } from '../files/incidentFolder';
import { withFileLock } from '../pgtools/server/fileLock';
import { refuseWithoutKey } from '../recovery/compare/comparisonFiles';
import type { Planning } from '../recovery/correct/planFromComparison';
import { thisMachinesClock } from './dumpRanking';
import type { Program } from './engineHost';

/** What planning in a folder takes. */
export function planningIn(incident: IncidentFolder, { tool, language }: Program): Planning {
  return {
    incident,
    newHash: () => createHash('sha256'),
    clock: thisMachinesClock(),
    newPlanId: randomUUID,
    now: () => new Date(),
    tool,
    language,
  };
}

/** Where an incident is kept, and who may read its rows where it is a new one: its owner alone, where not said. */
export interface NewIncident {
  readonly dir: string;
  readonly rows?: RowsReach | undefined;
}

/**
 * The folder of an incident that holds no comparison yet: a new one, or one whose recovery was broken
 * off. A new one is taken away again where `use` fails before it holds anything to go on from.
 * @throws {RecoveryError} `usage` where the folder holds anything else; `in-use` where a recovery into
 * it is running.
 */
export async function inUncomparedIncident<T>(
  { dir, rows }: NewIncident,
  use: (incident: IncidentFolder) => Promise<T>,
): Promise<T> {
  const folder = path.resolve(dir);
  const isNew = !(await isUnfinished(folder));
  if (isNew) {
    await refuseFilled(folder);
  }
  const incident = await (isNew
    ? IncidentFolder.create(folder, rows)
    : IncidentFolder.open(folder));
  const section = async (): Promise<T> => {
    if (await holdsComparison(folder)) {
      throw inUse(folder);
    }
    return use(incident);
  };
  const lock = path.join(folder, '.recovering');
  try {
    return await withFileLock(lock, section, { milliseconds: 0, held: () => inUse(folder) });
  } catch (error) {
    if (isNew && !(await holdsComparison(folder))) {
      await rm(folder, { recursive: true, force: true });
    }
    throw error;
  }
}

export async function openIncident(dir: string): Promise<IncidentFolder> {
  return IncidentFolder.open(path.resolve(dir));
}

/**
 * The folder of the incident that a table is frozen for: often the first that is done of it, before anything is
 * restored; a recovery into the same folder goes on from there.
 * @throws {RecoveryError} `usage` where the folder holds anything else.
 */
export async function incidentToFreeze({ dir, rows }: NewIncident): Promise<IncidentFolder> {
  const folder = path.resolve(dir);
  if ((await entriesOf(folder)).includes('journal')) {
    return IncidentFolder.open(folder);
  }
  await refuseFilled(folder);
  return IncidentFolder.create(folder, rows);
}

/**
 * The plan that an incident holds.
 * @throws {RecoveryError} `incident-unreadable`; `no-key` where none can follow from what was compared.
 */
export async function plannedIn(incident: IncidentFolder): Promise<StoredPlan> {
  try {
    return await incident.plan();
  } catch (error) {
    await refuseWithoutKey({ incident, newHash: () => createHash('sha256') });
    throw error;
  }
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

/** The tool ended, or was ended, before the comparison was there. */
async function isUnfinished(folder: string): Promise<boolean> {
  const isIncident = (await entriesOf(folder)).includes('journal');
  return isIncident && !(await holdsComparison(folder));
}

function inUse(folder: string): RecoveryError {
  return new RecoveryError('in-use', `Another recovery into ${folder} is running.`, {
    hint: 'Wait for it, or take another folder.',
  });
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

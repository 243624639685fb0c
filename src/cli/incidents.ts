import { createHash, randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { RecoveryError } from '../core/errors';
import { IncidentFolder } from '../files/incidentFolder';
import { linesOf } from '../files/lineFile';
import type { Planning, SelectionChoice } from '../recovery/correct/planFromComparison';
import { usage } from './argv';
import type { CommandSpec } from './commandSpec';
import { ownVersion } from './version';

/** Options of every command that selects rows. */
export const selectOptions = {
  select: { type: 'text', value: 'missing,changed,extra', help: 'Rows of these kinds' },
  transaction: {
    type: 'list',
    value: 'XID',
    help: 'Rows that this production transaction wrote',
  },
  pattern: { type: 'list', value: 'ID', help: 'Changed rows of this pattern' },
  keys: { type: 'text', value: 'FILE', help: 'Rows of these keys: lines as of compare --changes' },
} as const satisfies CommandSpec['options'];

interface SelectOptionValues {
  readonly select: string | undefined;
  readonly transaction: readonly string[];
  readonly pattern: readonly string[];
  readonly keys: string | undefined;
}

const kinds = ['missing', 'changed', 'extra'] as const;

/** @throws {RecoveryError} `usage`. */
export async function selectionChoice(
  spec: CommandSpec,
  { select, transaction, pattern, keys }: SelectOptionValues,
): Promise<SelectionChoice> {
  const bad = transaction.find((xid) => !/^\d{1,10}$/.test(xid));
  if (bad !== undefined) {
    throw usage(spec, `“${bad}” is not the number of a transaction.`);
  }
  return {
    kinds: select === undefined ? undefined : kindsIn(spec, select),
    transactions: transaction.length > 0 ? transaction : undefined,
    patterns: pattern.length > 0 ? pattern : undefined,
    keyLines: keys === undefined ? undefined : await linesOf(keys),
  };
}

/** What planning in a folder takes. */
export async function planningIn(incident: IncidentFolder): Promise<Planning> {
  return {
    incident,
    newHash: () => createHash('sha256'),
    newPlanId: randomUUID,
    now: () => new Date(),
    tool: await ownVersion(),
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

function kindsIn(spec: CommandSpec, text: string): SelectionChoice['kinds'] {
  return text.split(',').map((word) => {
    const kind = kinds.find((known) => known === word.trim());
    if (kind === undefined) {
      throw usage(spec, `“${word}” is no kind of difference.`, `They are ${kinds.join(', ')}.`);
    }
    return kind;
  });
}

async function refuseFilled(folder: string): Promise<void> {
  if ((await entriesOf(folder)).length > 0) {
    throw new RecoveryError('usage', `${folder} is not empty.`, {
      hint: 'Name a new folder (--out), or make a new plan in an incident’s with pra replan.',
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

import { readdir } from 'node:fs/promises';
import type { Check, CheckSide } from '../core/checks/check';
import { type CheckRun, failuresOf } from '../core/checks/checkRun';
import type { TableName } from '../core/catalog/tableName';
import { RecoveryError } from '../core/errors';
import { counted } from '../core/words';
import { checkFolder } from '../files/checkFolder';
import { askChecks } from '../postgres/checks/askChecks';
import { observeTable } from '../postgres/checks/observeTable';
import {
  createStarterChecks,
  type StarterRequest,
  type StartersWritten,
} from '../recovery/checks/createStarterChecks';
import { checksIn, keepRun, runChecks, type RunHistory } from '../recovery/checks/runChecks';
import type { ConnectionSettings } from '../recovery/connectionSettings';
import { failureOf } from '../recovery/dumps/failureOf';
import type { ChecksToAsk } from '../recovery/qualify/askedChecks';
import type { Work } from '../recovery/work';

/** Where checks lie in a workspace, beside its incidents. */
export const usualChecks = 'pra/checks';
/** Seconds that one check may take where nobody says so. */
export const usualSeconds = 60;

export interface ChecksOrder {
  /** The folder of the checks. */
  readonly dir: string;
  /** Leaves out the checks that name another table. */
  readonly table: TableName | undefined;
  readonly sides: readonly { readonly side: CheckSide; readonly connection: ConnectionSettings }[];
  /** That one query may take at most. */
  readonly seconds: number;
  /** What production answers is kept beside the checks. */
  readonly keep: boolean;
}

export interface ChecksDone {
  readonly run: CheckRun;
  readonly history: RunHistory;
}

/**
 * Runs the checks of a folder on production, scratch or both. Only reads there.
 * @throws {RecoveryError} `usage` where a file is no check or there is none; those of the connections.
 */
export async function checkSides(order: ChecksOrder, work: Work): Promise<ChecksDone> {
  const folder = checkFolder(order.dir);
  const checks = await someChecks(order);
  const run = await runChecks({ ...order, checks }, askChecks, work);
  return { run, history: await keepRun(run, folder, order.keep) };
}

/** @throws {RecoveryError} `usage` where none is there. */
export async function someChecks({
  dir,
  table,
}: Pick<ChecksOrder, 'dir' | 'table'>): Promise<readonly Check[]> {
  const checks = await checksIn(checkFolder(dir), table);
  if (checks.length === 0) {
    throw new RecoveryError('usage', `There is no check to run in ${dir}.`, {
      hint: 'Create starter checks there, or write one: a query in a file that ends in .sql.',
    });
  }
  return checks;
}

/** Of a table that is looked at, where there are some; one that is none is told, and hides nothing else. */
export async function checksFor({
  checks: dir,
  table,
}: {
  readonly checks: string | undefined;
  readonly table: TableName;
}): Promise<Pick<ChecksToAsk, 'checks' | 'checksProblem'>> {
  const isThere = dir !== undefined && (await readdir(dir).catch(() => [])).length > 0;
  let checks: readonly Check[] = [];
  const failure = await failureOf(async () => {
    checks = isThere ? await checksIn(checkFolder(dir), table) : [];
  });
  return { checks, checksProblem: failure?.message };
}

/** `check-failed`, naming the first; undefined where all that matter are kept. */
export function checkFailure(run: CheckRun): RecoveryError | undefined {
  const failures = failuresOf(run);
  const [first] = failures;
  return (
    first &&
    new RecoveryError(
      'check-failed',
      `${counted(failures.length, 'check')} of ${run.checks.length} failed: ${first.check.name}${failures.length > 1 ? ' …' : ''}.`,
      { hint: `Run the query of ${first.check.file} to see the rows.` },
    )
  );
}

/** Looks at a table and writes what held in its rows as checks into a folder. @throws {RecoveryError} as {@link createStarterChecks}. */
export function startChecks(
  dir: string,
  request: StarterRequest,
  work: Work,
): Promise<StartersWritten> {
  const ports = { observe: observeTable, folder: checkFolder(dir) };
  return createStarterChecks(request, ports, work.signal);
}

import { stat } from 'node:fs/promises';
import type { TableName } from '../core/catalog/tableName';
import { RecoveryError } from '../core/errors';
import { validationPage } from '../core/report/validation';
import type { ReportLanguage } from '../core/report/words/languages';
import { damagedTime } from '../core/validation/damagedTime';
import { hasObjections, type Objections } from '../core/validation/findings';
import { counted } from '../core/words';
import { checkFolder } from '../files/checkFolder';
import type { IncidentFolder } from '../files/incidentFolder';
import { askChecks } from '../postgres/checks/askChecks';
import type { ConnectionSettings } from '../recovery/connectionSettings';
import { reportFacts } from '../recovery/report/writeReport';
import {
  type ValidatingChecks,
  type Validation,
  validateRecovery,
} from '../recovery/validation/validateRecovery';
import { type Look, type Watched, watchIndicators } from '../recovery/validation/watchIndicators';
import type { Work } from '../recovery/work';
import { someChecks, usualChecks } from './checks';
import { correcting, type CorrectingOptions } from './correcting';
import { thisMachinesClock } from './dumpRanking';
import { plannedIn } from './incidents';
import { comparisonIn } from './reviewing';

/** The checks of a folder, asked of production. */
export interface ChecksOfProduction {
  readonly dir: string;
  readonly live: ConnectionSettings;
  /** Seconds that one check may take. */
  readonly seconds: number;
}

export interface ValidationOrder extends Omit<ChecksOfProduction, 'dir'> {
  /** Undefined: no checks are run. */
  readonly dir: string | undefined;
  readonly options: CorrectingOptions;
}

/** The folder of checks that is named, else the usual one where it is there. */
export async function checksToRun(dir: string | undefined): Promise<string | undefined> {
  const isThere = stat(usualChecks).then(
    () => true,
    () => false,
  );
  return dir ?? ((await isThere) ? usualChecks : undefined);
}

/**
 * Proves a correction again and runs the checks, numbers beside those of before; the journal keeps what was found.
 * @throws {RecoveryError} as {@link validateRecovery}; `incident-unreadable` without a plan, `usage` without a check.
 */
export async function validate(
  incident: IncidentFolder,
  { dir, live, seconds, options }: ValidationOrder,
  work: Work,
): Promise<Validation> {
  const { plan, digest, continues } = await plannedIn(incident);
  const { mark, identity } = await comparisonIn(incident);
  return validateRecovery(
    { plan, digest, continues, since: mark },
    {
      correcting: correcting(incident, live, options),
      checks:
        dir === undefined ? undefined : await checksOf({ dir, live, seconds }, identity.table),
    },
    work,
  );
}

export interface SignOff {
  /** Who answers for it. */
  readonly by: string;
  /** Why, though something is not right. */
  readonly despite?: string | undefined;
}

/** What stands against signing off; `failed` is undefined where no checks were run. */
export type FoundObjections = Omit<Objections, 'failed'> & {
  readonly failed: readonly string[] | undefined;
};

/**
 * Notes who answers for the result.
 * @throws {RecoveryError} `usage` without a name; `not-confirmed` where something is not right and no reason is given.
 */
export async function signOff(
  incident: IncidentFolder,
  { by, despite }: SignOff,
  { isProved, failed }: FoundObjections,
): Promise<void> {
  const reason = despite?.trim() ?? '';
  if (by.trim() === '') {
    throw new RecoveryError('usage', 'A sign-off needs the name of who gives it.');
  }
  if (hasObjections({ isProved, failed: failed ?? [] }) && reason === '') {
    throw new RecoveryError('not-confirmed', 'Not everything is right: it is not signed off.', {
      hint: 'Put it right and validate again, or say why it is signed off nevertheless.',
    });
  }
  await incident.note({
    ...{ step: 'signed-off', by: by.trim(), isProved },
    ...(failed ? { failed } : {}),
    ...(reason === '' ? {} : { despite: reason }),
  });
}

export function objectionsTo({ proof, checked }: Validation): FoundObjections {
  return { isProved: proof.proved, failed: checked?.noted.failed };
}

/** What stands against signing off, in sentences. */
export function objectionTexts({ isProved, failed = [] }: FoundObjections): readonly string[] {
  return [
    ...(isProved ? [] : ['The correction is not proved.']),
    ...(failed.length > 0
      ? [`${counted(failed.length, 'check')} failed: ${failed.join(', ')}.`]
      : []),
  ];
}

/** What was found and who signed it off, as a page of Markdown. */
export async function validationText(
  incident: IncidentFolder,
  language: ReportLanguage,
): Promise<string> {
  return validationPage(await reportFacts(incident), { language, clock: thisMachinesClock() });
}

export interface WatchOrder extends ChecksOfProduction {
  /** Whose journal keeps what was seen, and whose times of damage and correction count. */
  readonly incident: IncidentFolder | undefined;
  /** Leaves out the checks that name another table. */
  readonly table: TableName | undefined;
  /** Milliseconds from one look to the next. */
  readonly every: number;
  /** Milliseconds; undefined: until it is stopped. */
  readonly lasting: number | undefined;
}

/** Looks at the indicators for a while. @throws {RecoveryError} as {@link watchIndicators}; `usage` without a check. */
export async function watch(
  { incident, table, every, lasting, ...checks }: WatchOrder,
  tell: (look: Look) => void,
  work: Work,
): Promise<Watched> {
  const damaged = incident && damagedTime(await incident.entries());
  const order = { ...(await checksOf(checks, table)), damaged, every, lasting };
  const watched = await watchIndicators(order, tell, work);
  const { seconds, looks, left } = watched;
  await incident?.note({ step: 'watched', seconds, looks, left });
  return watched;
}

async function checksOf(
  { dir, live, seconds }: ChecksOfProduction,
  table: TableName | undefined,
): Promise<ValidatingChecks> {
  const checks = await someChecks({ dir, table });
  return { checks, folder: checkFolder(dir), connection: live, seconds, ask: askChecks };
}

import type { TableName } from '../core/catalog/tableName';
import type { CheckRun } from '../core/checks/checkRun';
import type { RecoveryError } from '../core/errors';
import { type RestoredPage, restoredPage } from '../core/qualify/restored/restoredPage';
import type { ReportLanguage } from '../core/report/words/languages';
import { askChecks } from '../postgres/checks/askChecks';
import { PostgresQualifySource } from '../postgres/qualify/qualifySource';
import type { ConnectionSettings } from '../recovery/connectionSettings';
import { type FiguresOfRestored, figuresOfRestored } from '../recovery/qualify/figuresOfRestored';
import type { Work } from '../recovery/work';
import { checkFailure, checksFor } from './checks';
import { thisMachinesClock } from './dumpRanking';
import { freezeOfTable } from './freezing';
import { pagePlace, writePage } from './pageFiles';

export interface FiguresRequest {
  readonly table: TableName;
  /** Where the table was restored. */
  readonly scratch: ConnectionSettings;
  readonly live: ConnectionSettings;
  /** The folder of the checks: where it holds none, none are run; nor where undefined. */
  readonly checks: string | undefined;
  readonly seconds: number;
  readonly personal: readonly string[];
}

/**
 * Rows, spread, constraints and checks of a restored table, beside production’s. Only reads; keeps nothing.
 * @throws {RecoveryError} those of connecting, and of finding the restored table.
 */
export async function restoredFigures(
  request: FiguresRequest,
  work: Work,
): Promise<FiguresOfRestored> {
  const order = { ...request, ...(await checksFor(request)) };
  const ports = {
    scratch: new PostgresQualifySource(request.scratch, 'scratch'),
    production: new PostgresQualifySource(request.live, 'production'),
    ask: askChecks,
  };
  const found = await figuresOfRestored(order, ports, work);
  const freeze = await freezeOfTable(request.live, found.figures.table, work.signal);
  return { ...found, figures: { ...found.figures, freeze } };
}

/** `check-failed`, naming the first that the restored rows break: production’s, which are damaged, are not judged. */
export function restoredFailure(run: CheckRun | undefined): RecoveryError | undefined {
  const checks = run?.checks.flatMap(({ check, verdicts: { scratch } }) =>
    scratch ? [{ check, verdicts: { scratch } }] : [],
  );
  return checkFailure({ sides: [], checks: checks ?? [] });
}

export function figuresPage(
  { figures }: FiguresOfRestored,
  language: ReportLanguage,
  name?: string,
): RestoredPage {
  return restoredPage(figures, { language, clock: thisMachinesClock() }, name);
}

/** The page as a file. @returns Its path. */
export async function writeFiguresPage(
  file: string,
  found: FiguresOfRestored,
  language: ReportLanguage,
): Promise<string> {
  const place = pagePlace(file);
  await writePage(place, figuresPage(found, language, place.name));
  return place.file;
}

import path from 'node:path';
import { tableLabel } from '../core/catalog/table';
import type { TableName } from '../core/catalog/tableName';
import type { DumpCandidate } from '../core/dumpRanking/candidate';
import { instantsIn, instantsText } from '../core/dumpTime/incidentTime';
import type { Instants } from '../core/dumpTime/zoneClock';
import type { JournalEntry } from '../core/incident/journal';
import { notedFigures } from '../core/qualify/notedFigures';
import { qualifyPage } from '../core/qualify/page/page';
import type { Qualification } from '../core/qualify/qualification';
import type { MaskedColumns } from '../core/review/mask';
import type { KeptTable } from '../core/diff/comparison';
import type { ReportLanguage } from '../core/report/words/languages';
import { checkFolder } from '../files/checkFolder';
import { dumpFiles } from '../files/dumpFile';
import type { IncidentFolder } from '../files/incidentFolder';
import { PostgresActivity } from '../postgres/activity/activity';
import { sessionsQuery } from '../postgres/activity/activityQuery';
import { askChecks } from '../postgres/checks/askChecks';
import { PostgresQualifySource } from '../postgres/qualify/qualifySource';
import { keepRun } from '../recovery/checks/runChecks';
import type { ConnectionSettings } from '../recovery/connectionSettings';
import { type QualifyOrder, qualifyTable } from '../recovery/qualify/qualifyTable';
import type { Work } from '../recovery/work';
import { checksFor } from './checks';
import { thisMachinesClock } from './dumpRanking';
import { freezeOfTable } from './freezing';
import { pagePlace, writePage } from './pageFiles';
import { drawSpread } from './reporting';

/** Seconds that one query may take where nobody says so. */
export const usualQualifySeconds = 30;

export interface QualifyRequest {
  readonly live: ConnectionSettings;
  readonly table: TableName;
  /** Where the table was restored; undefined where it was not. */
  readonly scratch: ConnectionSettings | undefined;
  readonly dumps: readonly DumpCandidate[];
  /** As somebody says; what the incident knows where undefined. */
  readonly damagedAt: Instants | undefined;
  /** The folder of the checks: where it holds none, none are run; nor where undefined. */
  readonly checks: string | undefined;
  readonly seconds: number;
  readonly personal: readonly string[];
  readonly incident: IncidentFolder | undefined;
  /** Columns of the comparison by which no chart is drawn. */
  readonly masked?: ((table: KeptTable) => MaskedColumns) | undefined;
}

/**
 * Looks at a damaged table, before anything is restored or after. Only reads; what production answers to checks is kept
 * beside them.
 * @throws {RecoveryError} those of connecting to production, and of finding the table there.
 */
export async function qualify(request: QualifyRequest, work: Work): Promise<Qualification> {
  const { live, scratch, incident } = request;
  const entries = (await incident?.entries()) ?? [];
  if (incident) {
    await drawSpread(incident, request.masked, work);
  }
  const order: QualifyOrder = {
    ...request,
    ...(await checksFor(request)),
    damaged: damagedIn(request, entries),
    clock: thisMachinesClock(),
    compared: await comparedIn(incident, entries),
  };
  const ports = {
    production: new PostgresQualifySource(live, 'production'),
    scratch: scratch && new PostgresQualifySource(scratch, 'scratch'),
    activity: new PostgresActivity(live, work.signal),
    ...{ activityQuery: sessionsQuery, files: dumpFiles, ask: askChecks },
  };
  const { qualification, run } = await qualifyTable(order, ports, work);
  if (run && request.checks !== undefined) {
    await keepRun(run, checkFolder(request.checks), true);
  }
  const freeze = await freezeOfTable(live, qualification.table, work.signal);
  return { ...qualification, freeze };
}

function damagedIn(
  { damagedAt }: QualifyRequest,
  entries: readonly JournalEntry[],
): QualifyOrder['damaged'] {
  if (damagedAt) {
    return { at: damagedAt, text: instantsText(damagedAt) };
  }
  const opened = entries.findLast(({ step }) => step === 'opened');
  const text = opened?.step === 'opened' ? opened.damagedAt : undefined;
  const at = text === undefined ? undefined : instantsIn(text);
  return at && text !== undefined ? { at, text } : undefined;
}

async function comparedIn(
  incident: IncidentFolder | undefined,
  entries: readonly JournalEntry[],
): Promise<QualifyOrder['compared']> {
  const compared = entries.findLast(({ step }) => step === 'compared');
  if (!incident || compared?.step !== 'compared') {
    return undefined;
  }
  const { at, missing, changed, extra, identical, patterns = [], transactions = [] } = compared;
  return {
    ...{ at, missing, changed, extra, identical, patterns, transactions },
    spread: await incident.spread(),
    source: `grep -h '"step":"compared"' ${path.join(path.basename(incident.path), 'journal', '*')}`,
  };
}

export interface QualifyManner {
  readonly language: ReportLanguage;
}

/** A page that was written. */
export interface QualificationWritten {
  readonly file: string;
  readonly text: string;
}

/** Writes the page and its charts into the incident’s folder, and notes it in its journal. */
export async function keepQualification(
  incident: IncidentFolder,
  found: Qualification,
  { language }: QualifyManner,
): Promise<QualificationWritten> {
  const entries = await incident.entries();
  if (!entries.some(({ step }) => step === 'opened')) {
    await incident.note({
      ...{ step: 'opened', table: tableLabel(found.table), production: found.production },
      ...(found.damagedAt === undefined ? {} : { damagedAt: found.damagedAt }),
    });
  }
  const number = entries.filter(({ step }) => step === 'qualified').length + 1;
  const name = number === 1 ? 'qualification' : `qualification-${number}`;
  const page = qualifyPage(found, { language, clock: thisMachinesClock() }, name);
  for (const [chart, text] of Object.entries(page.charts)) {
    await incident.saveChart(chart, text);
  }
  await incident.savePage(`${name}.md`, page.text);
  await incident.note({ step: 'qualified', page: `${name}.md`, found: notedFigures(found) });
  return { file: path.join(incident.path, `${name}.md`), text: page.text };
}

/** The page as a file anywhere, with its charts in a folder beside it; another of that name is written over. */
export async function writeQualification(
  file: string,
  found: Qualification,
  { language }: QualifyManner,
): Promise<QualificationWritten> {
  const place = pagePlace(file);
  const page = qualifyPage(found, { language, clock: thisMachinesClock() }, place.name);
  await writePage(place, page);
  return { file: place.file, text: page.text };
}

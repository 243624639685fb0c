import type { ZoneClock } from '../../core/dumpTime/zoneClock';
import { languageOfReport, withOwnParts } from '../../core/report/ownParts';
import { incidentReport } from '../../core/report/report';
import type { ReportFacts } from '../../core/report/reportFacts';
import type { ReportLanguage } from '../../core/report/words/languages';
import { lastOutcomes, partsIn } from '../correct/parts';
import type { ReportedIncident } from '../ports/reportedIncident';

export interface ReportOrder {
  /** Whose times it tells. */
  readonly clock: ZoneClock;
  /** That of the report which is there where not said, else English. */
  readonly language?: ReportLanguage | undefined;
}

/**
 * Writes the report and its charts from what the incident’s folder holds, without its rows; what people wrote into
 * their parts of an earlier one is kept.
 * @returns The language that it is in.
 * @throws {RecoveryError} `report-edited` where people wrote elsewhere in it, too; `incident-unreadable`.
 */
export async function writeReport(
  incident: ReportedIncident,
  { clock, language }: ReportOrder,
): Promise<ReportLanguage> {
  const old = await incident.report();
  const own = language ?? (old === undefined ? undefined : languageOfReport(old)) ?? 'en';
  const { text, charts } = incidentReport(await reportFacts(incident), { language: own, clock });
  const merged = withOwnParts(text, old);
  for (const [name, chart] of Object.entries(charts)) {
    await incident.saveChart(name, chart);
  }
  await incident.saveReport(merged);
  return own;
}

/**
 * Writes the report anew after a step. What happened happened: a report that cannot be written is a note beside it.
 * @returns Sentences.
 */
export async function renewReport(
  incident: ReportedIncident,
  order: ReportOrder,
): Promise<readonly string[]> {
  try {
    await writeReport(incident, order);
    return [];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [`report.md was not written anew: ${why}`];
  }
}

export async function reportFacts(incident: ReportedIncident): Promise<ReportFacts> {
  const [parts, journal] = [await partsIn(incident), await incident.entries()];
  const { apply: applied, undo: undone } = lastOutcomes(parts);
  return {
    incident: incident.path.split(/[\\/]/).at(-1) ?? incident.path,
    plan: await incident.planHeader(),
    journal,
    pages: await pagesIn(incident, journal),
    ...{ applied, undone, inForce: parts.inForce.map((part) => part.applied) },
    filed: await incident.outcome('file'),
    spread: await incident.spread(),
  };
}

async function pagesIn(
  incident: ReportedIncident,
  journal: ReportFacts['journal'],
): Promise<readonly string[]> {
  const pages: string[] = [];
  for (const entry of journal) {
    if (entry.step === 'qualified' && (await incident.hasPage(entry.page))) {
      pages.push(entry.page);
    }
  }
  return pages;
}

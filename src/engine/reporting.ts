import { RecoveryError } from '../core/errors';
import type { KeptTable } from '../core/diff/comparison';
import type { NoteSubject } from '../core/incident/noteSubject';
import { type MessageDraft, messageDraft } from '../core/report/message';
import { languageOfReport } from '../core/report/ownParts';
import type { MaskedColumns } from '../core/review/mask';
import type { ReportLanguage } from '../core/report/words/languages';
import type { Audience } from '../core/report/words/messageFacts';
import type { IncidentFolder } from '../files/incidentFolder';
import { rowSpread } from '../recovery/report/rowSpread';
import { reportFacts, writeReport } from '../recovery/report/writeReport';
import type { Work } from '../recovery/work';
import { thisMachinesClock } from './dumpRanking';
import { openReview } from './reviewing';

export interface ReportRequest {
  readonly language: ReportLanguage;
  /** Columns by which no chart is drawn; none where not said. */
  readonly masked?: ((table: KeptTable) => MaskedColumns) | undefined;
}

export interface ReportWritten {
  readonly language: ReportLanguage;
  /** What the operator should know of it: sentences. */
  readonly notices: readonly string[];
}

/**
 * Writes the report with its charts; that of rows by date is drawn where the incident’s rows are at hand.
 * @throws {RecoveryError} `report-edited`, `incident-unreadable`.
 */
export async function writeIncidentReport(
  incident: IncidentFolder,
  { language, masked }: ReportRequest,
  work: Work,
): Promise<ReportWritten> {
  const notices = await drawSpread(incident, masked, work);
  await writeReport(incident, { clock: thisMachinesClock(), language });
  await incident.note({ step: 'reported', language });
  return { language, notices };
}

/** The language of the report that is there; undefined where there is none. */
export async function languageOf(incident: IncidentFolder): Promise<ReportLanguage | undefined> {
  return languageOfReport((await incident.report()) ?? '');
}

/** For the business or the team, of how far the incident has come. */
export async function draftMessage(
  incident: IncidentFolder,
  audience: Audience,
  language: ReportLanguage,
): Promise<MessageDraft> {
  return messageDraft(await reportFacts(incident), audience, {
    language,
    clock: thisMachinesClock(),
  });
}

export interface PersonalNote {
  readonly about: NoteSubject;
  readonly text: string;
  /** Who runs the program where not said. */
  readonly by?: string | undefined;
  /** When it was, ISO 8601; now where not said. */
  readonly when?: string | undefined;
}

/** What a person did, decided or says. @throws {RecoveryError} `usage` where the text is empty. */
export async function noteOf(
  incident: IncidentFolder,
  { about, text, by, when }: PersonalNote,
): Promise<void> {
  if (text.trim() === '') {
    throw new RecoveryError('usage', 'The note is empty.');
  }
  await incident.note({
    ...{ step: 'note', about, text: text.trim() },
    ...(by === undefined ? {} : { by }),
    ...(when === undefined ? {} : { when }),
  });
}

/** What differs by dates, while the rows are at hand. @returns Why it was not drawn: sentences. */
export async function drawSpread(
  incident: IncidentFolder,
  masked: ReportRequest['masked'],
  work: Work,
): Promise<readonly string[]> {
  const entries = await incident.entries();
  if (!entries.some(({ step }) => step === 'compared')) {
    return [];
  }
  try {
    const session = await openReview(incident, work);
    try {
      session.mask(masked?.(session.comparison.table) ?? new Set());
      const spread = await rowSpread(session);
      await (spread && incident.saveSpread(spread));
      return [];
    } finally {
      await session.close();
    }
  } catch (error) {
    if (error instanceof RecoveryError && error.code === 'incident-unreadable') {
      return [`The chart of rows by date was not drawn anew: ${error.message}`];
    }
    throw error;
  }
}

import { countsChart } from './charts/countsChart';
import { spreadChart } from './charts/spreadChart';
import { decisions, learnt, proof, scripts } from './closing';
import { chartFiles, corrected, qualified } from './figures';
import { storyOf } from './incidentStory';
import { left } from './leftSection';
import { code, paragraph } from '../markdown';
import { Moments } from './moments';
import { brief, happened, summary, timelineSection } from './opening';
import { sealedReport } from './ownParts';
import { restored } from './restoredSection';
import { strategy } from './strategySection';
import type { ReportFacts, ReportManner } from './reportFacts';
import type { Saying } from './saying';
import { wordsIn } from './words/language';

/** A report and its charts, as files of the incident’s folder. */
export interface IncidentReport {
  /** Markdown. */
  readonly text: string;
  readonly charts: Readonly<Record<string, string>>;
}

/** The whole incident, to be read without the tool: from its journal, in one language. No row content. */
export function incidentReport(facts: ReportFacts, manner: ReportManner): IncidentReport {
  const words = wordsIn(manner.language);
  const story = storyOf(facts);
  const saying: Saying = { words, moments: new Moments(manner.clock, words) };
  const text = [
    `# ${words.title(code(story.table), story.database && code(story.database))}`,
    '',
    ...summary(story, saying),
    ...paragraph(words.times(manner.clock.zone)),
    ...[brief, happened, timelineSection, qualified, restored].flatMap((section) =>
      section(story, saying),
    ),
    ...[strategy, corrected, left, proof, scripts, decisions, learnt].flatMap((section) =>
      section(story, saying),
    ),
    '---',
    '',
    ...paragraph(words.madeBy(facts.plan?.origin.tool ?? 'pra', story.isClosed)),
  ].join('\n');
  return {
    text: sealedReport(text, manner.language),
    charts: {
      ...(story.kinds.length > 0 ? { [chartFiles.counts]: countsChart(story.kinds, words) } : {}),
      ...(facts.spread ? { [chartFiles.spread]: spreadChart(facts.spread, words) } : {}),
    },
  };
}

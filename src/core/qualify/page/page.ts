import { tableLabel } from '../../catalog/table';
import { frozenLine } from '../../freeze/frozenLine';
import { code, list, paragraph, plain } from '../../markdown';
import { Moments } from '../../report/moments';
import type { ReportManner } from '../../report/reportFacts';
import type { Saying } from '../../report/saying';
import { wordsIn } from '../../report/words/language';
import type { Qualification } from '../qualification';
import { columnSections, comparedSection, volumeSection } from './figures';
import { integritySection } from './integrity';
import { drawnPictures, pictureSection } from './pictures';
import { queriesSection, reference } from './queries';
import { findingText } from './reading';
import { restoredSection } from './restored';
import { counterSection, transactionSection, workSection } from './work';

/** A page and its charts, as files beside each other. */
export interface QualifyPage {
  /** Markdown. */
  readonly text: string;
  /** By their path from the page. */
  readonly charts: Readonly<Record<string, string>>;
}

/**
 * What is known of a damaged table, to be read without the tool: in plain words, pictures and figures, each with its query.
 * @param name Of the page’s file, without its ending: its charts are named after it.
 */
export function qualifyPage(
  found: Qualification,
  manner: ReportManner,
  name = 'qualification',
): QualifyPage {
  const saying = sayingIn(manner);
  const say = saying.words.qualify;
  const pictures = drawnPictures(found, name, saying);
  const text = [
    `# ${say.title(code(tableLabel(found.table)), code(found.database))}`,
    '',
    ...frozenLine(found.table, found.freeze, saying),
    ...readingSection(found, saying),
    ...paragraph(
      say.looked(code(found.production), saying.moments.full(found.at)),
      found.damagedAt !== undefined && say.damaged(saying.moments.full(found.damagedAt)),
      saying.words.times(manner.clock.zone),
      say.traced,
    ),
    ...pictureSection(pictures, saying),
    ...sections.flatMap((section) => section(found, saying)),
  ].join('\n');
  return {
    text: `${text.trimEnd()}\n`,
    charts: Object.fromEntries(pictures.map(({ file, svg }) => [file, svg])),
  };
}

const sections = [
  ...[volumeSection, columnSections, comparedSection, transactionSection, integritySection],
  ...[restoredSection, counterSection, workSection, queriesSection],
];

export function sayingIn({ language, clock }: ReportManner): Saying {
  const words = wordsIn(language);
  return { words, moments: new Moments(clock, words) };
}

function readingSection(found: Qualification, saying: Saying): readonly string[] {
  const say = saying.words.qualify;
  const items = found.findings.map(
    (finding) => `${findingText(finding, found, saying)} ${reference(...finding.queries)}`,
  );
  return [
    `## ${say.reading}`,
    '',
    ...(items.length > 0 ? list(items) : paragraph(plain(say.nothingSeen))),
  ];
}

import { tableLabel } from '../../catalog/table';
import { frozenLine } from '../../freeze/frozenLine';
import { code, list, paragraph, plain } from '../../markdown';
import { dayBefore } from '../../report/charts/spreadChart';
import type { ReportManner } from '../../report/reportFacts';
import type { Saying } from '../../report/saying';
import { columnSections } from '../page/figures';
import { namesText } from '../page/names';
import { type QualifyPage, sayingIn } from '../page/page';
import { pictureSection, spreadPictures } from '../page/pictures';
import { queriesSection, reference } from '../page/queries';
import { restoredSection } from '../page/restored';
import type { BackupSide } from '../qualification';
import type { RestoredFigures } from './restoredFigures';
import type { RestoredFinding } from './restoredFinding';

export interface RestoredPage extends QualifyPage {
  /** Of it what a terminal can show: no pictures, no queries. */
  readonly figures: string;
}

/**
 * What is known of a restored table, to be read before anyone trusts it: in plain words, figures and pictures, each with its query.
 * @param name Of the page’s file, without its ending: its charts are named after it.
 */
export function restoredPage(
  found: RestoredFigures,
  manner: ReportManner,
  name = 'restored',
): RestoredPage {
  const saying = sayingIn(manner);
  const { words, moments } = saying;
  const { restored, live } = found;
  const backup = backupOf(found);
  const pictures = spreadPictures({ backup, live }, name, words);
  const head = [`# ${words.qualify.restoredTable.title(code(tableLabel(found.table)))}`, ''];
  const reading = [
    ...frozenLine(found.table, found.freeze, saying),
    ...readingSection(found, saying),
    ...paragraph(
      words.qualify.restoredTable.looked(
        ...([code(restored.label), moments.full(restored.at)] as const),
        ...([code(live.label), moments.full(live.at)] as const),
      ),
      words.times(manner.clock.zone),
    ),
  ];
  const { checks } = found;
  const sections = [
    ...restoredSection(found, saying, words.qualify.restoredTable.counted),
    ...paragraph(checks.checks.length === 0 && plain(checks.problem ?? words.qualify.noChecks)),
    ...columnSections({ backup, live }, saying),
  ];
  const text = [
    ...[...head, ...reading, ...paragraph(words.qualify.traced)],
    ...(pictures.length > 0 ? pictureSection(pictures, saying) : []),
    ...sections,
    ...queriesSection(found, saying),
  ].join('\n');
  return {
    text: `${text.trimEnd()}\n`,
    figures: [...reading, ...sections].join('\n').trimEnd(),
    charts: Object.fromEntries(pictures.map(({ file, svg }) => [file, svg])),
  };
}

function backupOf({ restored }: RestoredFigures): BackupSide {
  return { from: 'restored table', name: restored.label, columns: restored.columns };
}

function readingSection({ findings }: RestoredFigures, saying: Saying): readonly string[] {
  const items = findings.map(
    (finding) => `${findingText(finding, saying)} ${reference(...finding.queries)}`,
  );
  const { qualify } = saying.words;
  return [
    `## ${qualify.reading}`,
    '',
    ...(items.length > 0 ? list(items) : paragraph(plain(qualify.restoredTable.nothingKnown))),
  ];
}

function findingText(finding: RestoredFinding, { words }: Saying): string {
  const say = words.qualify.restoredTable;
  switch (finding.kind) {
    case 'volume':
    case 'gone':
      return volumeText(finding, say);
    case 'hole': {
      const { rows, column, from, to, lackedBy } = finding;
      const days = [words.day(from), words.day(dayBefore(to))] as const;
      return say.hole[lackedBy](rows, code(column), ...days);
    }
    case 'rules kept':
      return say.rulesKept(finding.rules);
    case 'rules absent':
      return `**${say.rulesAbsent(namesText(finding.names, code))}** ${say.whyAbsent}`;
    case 'rules not validated':
      return `**${say.rulesNotValidated(namesText(finding.names, code))}**`;
    case 'checks kept':
      return say.checksKept(finding.checks);
    case 'checks failed':
      return `**${say.checksFailed(namesText(finding.names, plain))}**`;
    case 'checks without answer':
      return say.checksWithoutAnswer(namesText(finding.names, plain));
  }
}

type VolumeFinding = Extract<RestoredFinding, { kind: 'volume' | 'gone' }>;

function volumeText(
  finding: VolumeFinding,
  say: Saying['words']['qualify']['restoredTable'],
): string {
  if (finding.kind === 'volume') {
    return finding.rows === 0 ? `**${say.empty}**` : say.volume(finding.rows, finding.change);
  }
  const restored = finding.rows === undefined ? '' : ` ${say.rows(finding.rows)}`;
  return `**${say.gone}**${restored}`;
}

import { type NotedPattern, patternKey } from '../incident/notedPatterns';
import { changesText } from './changedColumns';
import { countsInWords } from './charts/countsChart';
import { spreadInWords } from './charts/spreadChart';
import { type Entry, type IncidentStory, notesAbout } from './incidentStory';
import { code, list, paragraph, plain, table } from '../markdown';
import { noteItems } from './noteItems';
import { ownPart } from './ownParts';
import { qualifiedThen } from './qualifiedThen';
import type { Saying } from './saying';

/** Beside the report, in the folder of the incident. */
export const chartFiles = { spread: 'charts/spread.svg', counts: 'charts/counts.svg' } as const;

export function qualified(story: IncidentStory, saying: Saying): readonly string[] {
  const say = saying.words.qualified;
  const { compared } = story;
  const said = noteItems(notesAbout(story, 'qualified'), saying);
  const own = { name: 'qualification', own: say.own, isTold: said.length > 0 } as const;
  return [
    `## ${say.heading}`,
    '',
    ...qualifiedThen(story, saying),
    ...(compared ? comparedLines(compared, story, saying) : paragraph(say.nothing)),
    ...(said.length > 0 ? paragraph(say.told) : []),
    ...list(said),
    ...ownPart(own, story, saying.words),
  ];
}

function comparedLines(
  compared: Entry<'compared'>,
  { facts }: IncidentStory,
  { words, moments }: Saying,
): readonly string[] {
  const say = words.qualified;
  const { identical, seconds, scope, withoutKey, reused = 0, patterns = [] } = compared;
  return [
    ...paragraph(
      say.compared(identical, moments.lasting(seconds)),
      scope !== undefined && say.scope(plain(scope)),
      withoutKey && say.withoutKey,
    ),
    ...table(
      say.head,
      (['missing', 'changed', 'extra'] as const).map((kind) => [
        words.kinds[kind],
        words.count(compared[kind]),
        say.meaning[kind],
      ]),
    ),
    ...paragraph(reused > 0 && say.reused(reused)),
    ...(facts.spread
      ? picture(words.charts.spreadAlt, chartFiles.spread, spreadInWords(facts.spread, words))
      : []),
    ...paragraph(
      facts.spread && compared.missing * compared.extra > 0 && words.charts.net(compared.missing),
    ),
    ...(patterns.length > 0 ? paragraph(say.patterns) : []),
    ...table(
      say.patternsHead,
      shownPatterns(compared).map(([pattern, rows]) => [
        pattern ? changesText(pattern, words) : say.others,
        words.count(rows),
      ]),
    ),
  ];
}

const mostPatterns = 6;

/** The patterns with most rows; the rest together. */
function shownPatterns({
  patterns = [],
  changed,
}: Entry<'compared'>): readonly (readonly [NotedPattern | undefined, number])[] {
  const shown = patterns.slice(0, mostPatterns).map((each) => [each, each.rows] as const);
  const others = changed - shown.reduce((sum, [, rows]) => sum + rows, 0);
  return others > 0 && shown.length > 0 ? [...shown, [undefined, others]] : shown;
}

/** Why the plan's figures are not those of a correction that is in force; undefined where they are. */
function notInForce(
  { corrected: done, filed, undoneAt }: IncidentStory,
  { words: { corrected: say } }: Saying,
): string | undefined {
  if (done) {
    return undefined;
  }
  return filed ? say.byScript : undoneAt === undefined ? say.planOnly : say.takenBack;
}

export function corrected(story: IncidentStory, saying: Saying): readonly string[] {
  const { words } = saying;
  const say = words.corrected;
  const { corrected: done, isWholeTable, kinds } = story;
  const counts = (done ?? story.filed)?.counts ?? story.planned?.plan;
  return [
    `## ${say.heading}`,
    '',
    ...(counts
      ? [
          ...paragraph(
            notInForce(story, saying),
            isWholeTable ? say.whole : say.part,
            done && say.safety,
          ),
          ...list(noteItems(notesAbout(story, 'strategy'), saying)),
          ...table(
            say.head,
            (['insert', 'update', 'delete'] as const).map((action) => [
              say[action],
              words.count(counts[action]),
            ]),
          ),
          ...(kinds.length > 0
            ? picture(words.charts.countsTitle, chartFiles.counts, countsInWords(kinds, words))
            : []),
          ...patternTable(story, saying),
          ...sequences(story, saying),
        ]
      : paragraph(say.nothing)),
  ];
}

/** What was found of each pattern, and how much of it the correction takes. */
function patternTable({ planned, compared }: IncidentStory, { words }: Saying): readonly string[] {
  const say = words.corrected;
  const found = new Map(
    (compared?.patterns ?? []).map((pattern) => [patternKey(pattern), pattern.rows]),
  );
  const patterns = planned?.patterns ?? [];
  return [
    ...(patterns.length > 0 ? paragraph(say.patterns) : []),
    ...table(
      say.patternsHead,
      patterns.map((pattern) => {
        const rows = found.get(patternKey(pattern));
        return [
          changesText(pattern, words),
          rows === undefined ? '' : words.count(rows),
          words.count(pattern.rows),
        ];
      }),
    ),
  ];
}

function sequences(
  { corrected: done, journal }: IncidentStory,
  { words }: Saying,
): readonly string[] {
  const moved = journal.flatMap((entry) =>
    entry.step === 'sequences' && entry.write === 'apply' ? entry.moved : [],
  );
  const names = moved.map(({ name, from, to }) => `${code(name)} ${from} → ${to}`).join(', ');
  return done && moved.length > 0 ? paragraph(words.corrected.sequences(names)) : [];
}

/** A chart, and below it the same in words. */
function picture(alt: string, file: string, inWords: string): readonly string[] {
  return [`![${plain(alt)}](${file})`, '', ...paragraph(plain(inWords))];
}

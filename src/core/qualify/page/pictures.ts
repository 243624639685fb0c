import { paragraph, plain } from '../../markdown';
import { spreadChart, spreadInWords } from '../../report/charts/spreadChart';
import type { Saying } from '../../report/saying';
import type { ReportWords } from '../../report/words/words';
import { valuesChart, valuesInWords } from '../charts/valuesChart';
import { volumeChart, volumeInWords } from '../charts/volumeChart';
import { valueOf } from '../figure';
import type { Qualification } from '../qualification';
import { comparedColumns, drawnSpread } from '../spread';
import type { ComparedSides } from './figures';
import { reference } from './queries';

/** A chart of the page. */
export interface Picture {
  /** From the page. */
  readonly file: string;
  readonly svg: string;
  readonly alt: string;
  /** What it shows, for whoever does not see it. */
  readonly inWords: string;
  readonly queries: readonly number[];
  /** What is to be said before it. */
  readonly before?: string;
}

/** The volume, and how rows are spread. */
export function drawnPictures(
  found: Qualification,
  name: string,
  saying: Saying,
): readonly Picture[] {
  const { words } = saying;
  const { dumps, live } = found;
  return [
    {
      ...{ file: `charts/${name}-volume.svg`, svg: volumeChart(found, saying) },
      ...{ alt: words.qualify.volumeAlt, inWords: volumeInWords(found, saying) },
      queries: [live.rows.query, ...dumps.map(({ query }) => query)],
    },
    ...spreadPictures(found, name, words),
  ];
}

/** Of each kind of column the one that tells most; of days also as they were when they were compared. */
export function spreadPictures(
  found: ComparedSides & Partial<Pick<Qualification, 'compared'>>,
  name: string,
  words: ReportWords,
): readonly Picture[] {
  const columns = comparedColumns(found.backup?.columns ?? [], found.live.columns);
  const values = columns.find(({ by }) => by === 'value');
  return [
    ...dayPictures(found, name, words),
    ...(values
      ? [
          {
            ...{ file: `charts/${name}-values.svg`, svg: valuesChart(values, words) },
            ...{ alt: words.qualify.valuesAlt(values.column), queries: values.queries },
            inWords: valuesInWords(values, words),
          },
        ]
      : []),
  ];
}

function dayPictures(
  found: Parameters<typeof spreadPictures>[0],
  name: string,
  words: ReportWords,
): readonly Picture[] {
  const { compared } = found;
  const whenCompared = compared?.spread && {
    ...{ spread: compared.spread, words, file: `charts/${name}-compared.svg` },
    ...{ queries: [compared.query], before: words.qualify.whenCompared },
  };
  const now = daysNow(found, words);
  return [
    ...(now ? [{ ...now, file: `charts/${name}-days.svg` }] : []),
    ...(whenCompared ? [whenCompared] : []),
  ].map(({ spread, words: said, file, queries, before }) => ({
    ...{ file, svg: spreadChart(spread, said), alt: words.charts.spreadAlt, queries, before },
    inWords: spreadInWords(spread, said),
  }));
}

/** Both sides as they are now; production alone where no backup was counted. */
function daysNow({ backup, live }: ComparedSides, words: ReportWords) {
  const said = { ...words, charts: { ...words.charts, live: words.qualify.liveNow } };
  const both = comparedColumns(backup?.columns ?? [], live.columns).find(({ by }) => by === 'day');
  if (both) {
    const drawn = drawnSpread(both);
    return drawn && { spread: drawn.spread, words: said, queries: both.queries, before: '' };
  }
  const alone = live.columns.find(({ by }) => by === 'day');
  const counts = valueOf(alone?.counts);
  if (!alone || !counts) {
    return undefined;
  }
  const drawn = drawnSpread({ column: alone.column, backup: new Map(), live: counts });
  const before = words.qualify.spreadOfLive;
  return drawn && { spread: drawn.spread, words: said, queries: [alone.counts.query], before };
}

export function pictureSection(pictures: readonly Picture[], { words }: Saying): readonly string[] {
  return [
    `## ${words.qualify.pictures}`,
    '',
    ...pictures.flatMap(({ file, alt, inWords, queries, before }) => [
      ...paragraph(before),
      `![${plain(alt)}](${file})`,
      '',
      ...paragraph(plain(inWords), reference(...queries)),
    ]),
  ];
}

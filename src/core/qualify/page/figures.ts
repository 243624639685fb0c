import { code, paragraph, table } from '../../markdown';
import { dayBefore } from '../../report/charts/spreadChart';
import type { Saying } from '../../report/saying';
import { valueText } from '../charts/valuesChart';
import { valueOf } from '../figure';
import type { Qualification } from '../qualification';
import { comparedColumns, type ComparedColumn, drawnSpread, sharedValues } from '../spread';
import { Changes, changeText, figureText, rowsText } from './cells';
import { reference } from './queries';
import { fileName } from './reading';

/** A line a dump, the oldest first, and production at the end. */
export function volumeSection(
  { dumps, live, healthy, gone }: Qualification,
  { words, moments }: Saying,
): readonly string[] {
  const say = words.qualify;
  const changes = new Changes(words);
  const lines = dumps.map(({ path, time, rows, standing, isWithout, query }) => [
    moments.short(new Date(time.from ?? time.to).toISOString()),
    path === healthy?.path ? `**${code(fileName(path))}**` : code(fileName(path)),
    isWithout ? say.missing.absent : rowsOrNot(rows, words),
    changes.next(standing === 'damaged' ? undefined : rows),
    say.standing[standing],
    reference(query),
  ]);
  const now = [
    moments.short(live.at),
    code(live.label),
    figureText(live.rows, words, (rows) => rowsText(rows, words)),
    changes.next(gone ? 0 : valueOf(live.rows)?.rows),
    say.standing.production,
    reference(live.rows.query),
  ];
  return [`## ${say.volumes}`, '', ...table(say.volumeHead, [...lines, now])];
}

function rowsOrNot(rows: number | undefined, { qualify, count }: Saying['words']): string {
  return rows === undefined ? qualify.noCount : count(rows);
}

/** Whose columns are set against each other. */
export interface ComparedSides {
  readonly backup: Qualification['backup'];
  readonly live: Pick<Qualification['live'], 'columns'>;
}

/** What each column that was counted on both sides says; of days where they differ most. */
export function columnSections({ backup, live }: ComparedSides, saying: Saying): readonly string[] {
  const say = saying.words.qualify;
  const columns = comparedColumns(backup?.columns ?? [], live.columns);
  const name = backup && code(backup.from === 'dump' ? fileName(backup.name) : backup.name);
  return [
    `## ${say.spread}`,
    '',
    ...(columns.length > 0 && name !== undefined
      ? paragraph(say.spreadNote(name))
      : paragraph(say.noSpread)),
    ...table(
      say.spreadHead,
      columns.flatMap((column) => spreadLines(column, saying)),
    ),
  ];
}

export function spreadLines(column: ComparedColumn, { words }: Saying): readonly string[][] {
  const values = column.by === 'day' ? dayValues(column, words) : stateValues(column, words);
  return values.map(({ value, backup, live }, at) => [
    at === 0 ? code(column.column) : '',
    value,
    words.count(backup),
    words.count(live),
    changeText(live - backup, words),
    at === 0 ? reference(...column.queries) : '',
  ]);
}

interface ShownValue {
  readonly value: string;
  readonly backup: number;
  readonly live: number;
}

/** Places of a column of days that a table names. */
const mostPlaces = 6;

function dayValues(column: ComparedColumn, words: Saying['words']): readonly ShownValue[] {
  const drawn = drawnSpread(column);
  if (!drawn) {
    return [];
  }
  const { bins } = drawn.spread;
  const most = [...bins]
    .filter(({ backup, live }) => backup !== live)
    .sort((one, other) => Math.abs(other.live - other.backup) - Math.abs(one.live - one.backup))
    .slice(0, mostPlaces)
    .sort((one, other) => (one.from < other.from ? -1 : 1))
    .map(({ from, to, backup, live }) => ({ value: spanText(from, to, words), backup, live }));
  const { outside } = drawn;
  const isOutside = outside.backup + outside.live > 0;
  return [
    ...(most.length > 0 || isOutside ? most : [wholeSpan(bins, words)]),
    ...(isOutside ? [{ value: words.qualify.outside, ...outside }] : []),
  ];
}

function wholeSpan(
  bins: readonly { from: string; to: string; backup: number; live: number }[],
  words: Saying['words'],
): ShownValue {
  const sum = (side: 'backup' | 'live'): number => bins.reduce((rows, bin) => rows + bin[side], 0);
  const [from, to] = [bins[0]?.from ?? '', bins.at(-1)?.to ?? ''];
  return { value: spanText(from, to, words), backup: sum('backup'), live: sum('live') };
}

function spanText(from: string, to: string, words: Saying['words']): string {
  const last = dayBefore(to);
  return last === from ? words.day(from) : `${words.day(from)} – ${words.day(last)}`;
}

function stateValues(column: ComparedColumn, words: Saying['words']): readonly ShownValue[] {
  return sharedValues(column).map(({ value, backup, live }) => {
    const text = valueText(value, words);
    const isOwn = typeof value === 'string' && value !== '';
    return { value: isOwn ? code(text) : text, backup, live };
  });
}

export function comparedSection({ compared }: Qualification, { words }: Saying): readonly string[] {
  if (!compared) {
    return [];
  }
  const say = words.qualify;
  const kinds = (['missing', 'changed', 'extra'] as const).map((kind) => [
    ...[words.kinds[kind], words.count(compared[kind]), reference(compared.query)],
  ]);
  const identical = [say.identical, words.count(compared.identical), reference(compared.query)];
  return [`## ${say.compared}`, '', ...table(say.comparedHead, [...kinds, identical])];
}

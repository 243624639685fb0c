import { type At, bar, label, svg } from '../../report/charts/svg';
import type { Saying } from '../../report/saying';
import { isAbsent, valueOf } from '../figure';
import { Changes } from '../page/cells';
import type { Qualification, QualifiedDump } from '../qualification';

const size = { width: 760, height: 270 } as const;
const plot = { left: 64, right: 744, top: 80, bottom: 220 } as const;
/** Of more dumps the newest are drawn. */
const mostDrawn = 24;

interface Volume {
  readonly mark: 'dump' | 'done' | 'live';
  readonly rows: number | undefined;
  /** Since the one before. */
  readonly change: string;
  /** Below the bar. */
  readonly day: string;
  readonly time: string;
}

type Drawn = Pick<Qualification, 'dumps' | 'live' | 'healthy'>;

/** A bar for each dump, the oldest first, and one for production now: where the rows went. */
export function volumeChart(drawn: Drawn, saying: Saying): string {
  const { words } = saying;
  const say = words.qualify;
  const volumes = volumesOf(drawn, saying);
  const most = Math.max(1, ...volumes.map(({ rows = 0 }) => rows));
  const width = Math.min(90, (plot.right - plot.left) / volumes.length);
  return svg({
    ...size,
    title: say.volumeTitle,
    description: volumeInWords(drawn, saying),
    parts: [
      label(say.volumeTitle, { x: 16, y: 24 }, 'start', 'title'),
      ...legend(saying),
      ...volumes.flatMap((volume, at) =>
        volumeBar(volume, { x: plot.left + at * width, width, most }, saying),
      ),
      `<path class="axis" d="M${plot.left} ${plot.top}V${plot.bottom}H${plot.right}"/>`,
      label(words.count(most), { x: plot.left - 6, y: plot.top + 4 }, 'end', 'small'),
      label('0', { x: plot.left - 6, y: plot.bottom }, 'end', 'small'),
    ],
  });
}

/** What the chart shows, for whoever does not see it. */
export function volumeInWords({ dumps, live }: Drawn, { words }: Saying): string {
  const say = words.qualify;
  const counted = dumps.flatMap(({ rows }) => (rows === undefined ? [] : [rows]));
  const now = nowText(live, words);
  return counted.length === 0
    ? say.volumeAlone(now)
    : say.volumeInWords(
        counted.length,
        words.count(Math.min(...counted)),
        words.count(Math.max(...counted)),
        now,
      );
}

function nowText({ rows }: Drawn['live'], { qualify: say, count }: Saying['words']): string {
  if (isAbsent(rows)) {
    return say.missing.absent;
  }
  const value = valueOf(rows);
  return value ? count(value.rows) : say.noCount;
}

function volumesOf({ dumps, live, healthy }: Drawn, { words, moments }: Saying): readonly Volume[] {
  const changes = new Changes(words);
  const dumped = dumps.slice(-mostDrawn).map((dump): Volume => {
    const shown = moments.short(new Date(dump.time.from ?? dump.time.to).toISOString());
    const mark = dump.path === healthy?.path ? 'done' : 'dump';
    const rows = rowsOf(dump);
    const change = changes.next(rows);
    return { mark, rows, change, day: shown.slice(5, 10), time: shown.slice(11, 16) };
  });
  const now = isAbsent(live.rows) ? 0 : valueOf(live.rows)?.rows;
  const change = changes.next(now);
  return [...dumped, { mark: 'live', rows: now, change, day: words.qualify.now, time: '' }];
}

function rowsOf({ standing, rows }: QualifiedDump): number | undefined {
  return standing === 'damaged' ? undefined : rows;
}

function legend({ words }: Saying): readonly string[] {
  const say = words.qualify;
  const marks = [
    ['dump', say.dumpMark],
    ['done', say.healthyMark],
    ['live', say.liveMark],
  ] as const;
  return marks.flatMap(([mark, text], at) => [
    bar(mark, { x: 16 + at * 230, y: 38 }, { width: 22, height: 11 }),
    label(text, { x: 44 + at * 230, y: 48 }, 'start', 'small'),
  ]);
}

function volumeBar(
  { mark, rows, change, day, time }: Volume,
  { x, width, most }: { readonly x: number; readonly width: number; readonly most: number },
  { words }: Saying,
): readonly string[] {
  const height = ((rows ?? 0) / most) * (plot.bottom - plot.top);
  const middle = x + width / 2;
  const below = (text: string, y: number): string =>
    label(text, { x: middle, y: plot.bottom + y }, 'middle', 'small');
  const top: At = { x: middle, y: plot.bottom - height - 4 };
  return [
    bar(mark, { x: x + width * 0.12, y: plot.bottom - height }, { width: width * 0.76, height }),
    // Of many bars only the ends have room for their numbers.
    ...(width >= 44 ? [label(rowsText(rows, change, words), top, 'middle', 'small')] : []),
    ...(width >= 28 || mark !== 'dump' ? [below(day, 18), below(time, 33)] : []),
  ];
}

function rowsText(rows: number | undefined, change: string, words: Saying['words']): string {
  return rows === undefined ? '?' : [words.count(rows), change].join(' ').trim();
}

import { tableLabel } from '../catalog/table';
import type { Expectation } from '../checks/check';
import type { CheckedCheck } from '../checks/checkRun';
import { isFailure } from '../checks/verdict';
import {
  type Drill,
  type DrilledDump,
  type DrilledTable,
  type DrillProblem,
  drillVerdict,
  missingTable,
} from './drill';
import { plain, table as tableLines } from '../markdown';
import { drillWords, type ReportLanguage } from './drillWords';

type Say = ReturnType<typeof drillWords>;

/** How a drill's report is written. */
interface Form {
  readonly say: Say;
  /** A sentence of the engine in the report's language. */
  readonly said: (english: string) => string;
  /** A number with the language's own separators. */
  readonly number: (value: number) => string;
}

/** In which words the report of a drill is written. */
export interface DrillReportWords {
  readonly language: ReportLanguage;
  /** Gives the engine's own sentences in that language. */
  readonly said: (english: string) => string;
  /** Whoever measured: `pra 0.1.0`. */
  readonly tool: string;
}

/** One page of Markdown. */
export function drillReport(drill: Drill, { language, said, tool }: DrillReportWords): string {
  const form: Form = {
    say: drillWords(language),
    said,
    number: (value) => value.toLocaleString(language),
  };
  const { say } = form;
  return [
    `# ${say('title')}: ${plain(drill.dump ? nameOf(drill.dump.path) : drill.folder)}`,
    '',
    `**${say(drillVerdict(drill))}**`,
    '',
    ...problemLines(drill, form),
    ...factLines(drill, form),
    ...rowLines(drill, form),
    ...checkLines(drill, form),
    say('measuredOnly', tool),
    '',
  ]
    .map((line) => (language === 'fr' ? withFrenchSpaces(line) : line))
    .join('\n');
}

/** A colon has a space before it, which does not break. */
function withFrenchSpaces(line: string): string {
  return line.replace(/^(# [^:]*?):/, '$1\u00a0:').replaceAll(/ ([:;!?])/g, '\u00a0$1');
}

function problemLines(drill: Drill, form: Form): readonly string[] {
  const lines = drill.problems.map((problem) => `- ${problemText(problem, drill, form)}`);
  return lines.length === 0 ? [] : [`## ${form.say('why')}`, '', ...lines, ''];
}

function problemText(
  problem: DrillProblem,
  { checks }: Drill,
  { say, said, number }: Form,
): string {
  switch (problem.kind) {
    case 'no dump':
      return say('no dump');
    case 'bad dump':
    case 'not done':
      return say(problem.kind, plain(said(problem.error.message)));
    case 'stale':
      return say('stale', number(problem.age), number(problem.maxAge));
    case 'table not in dump':
      return say('table not in dump', plain(missingTable(problem)));
    case 'rows differ': {
      const { table, dumped, restored } = problem;
      return say(problem.kind, plain(tableLabel(table)), number(dumped), number(restored));
    }
    case 'checks failed': {
      const names = checks.filter(isFailed).map(({ check }) => plain(check.name));
      return say('checks that failed', names.join(', '));
    }
  }
}

function isFailed({ check, verdicts }: CheckedCheck): boolean {
  return verdicts.scratch !== undefined && isFailure(check, verdicts.scratch);
}

function factLines(drill: Drill, form: Form): readonly string[] {
  const { say, number } = form;
  const facts: readonly (readonly [string, string])[] = [
    [say('folder'), plain(drill.folder)],
    [say('begun'), utc(drill.at)],
    [say('took'), `${seconds(drill.seconds, form)} s`],
    ...(drill.dump ? dumpFacts(drill.dump, drill, form) : []),
    ...readingFacts(drill, form),
    ...drill.restores.map(
      ({ engine, seconds: taken }) =>
        [say('restored'), say('restoredIn', plain(engine), seconds(taken, form))] as const,
    ),
    ...(drill.restores.length > 0
      ? [[say('skipped'), number(sumOf(drill.restores.map(({ skipped }) => skipped)))] as const]
      : []),
    [say('others'), number(drill.others)],
  ];
  return tableLines(['', ''], facts);
}

function dumpFacts(
  { path, time, age, bytes }: DrilledDump,
  { maxAge }: Drill,
  { say, number }: Form,
): readonly (readonly [string, string])[] {
  const to = utc(new Date(time.to).toISOString());
  const made =
    time.from === undefined
      ? say('madeBefore', to)
      : `${utc(new Date(time.from).toISOString())}${zoneOf(time)}`;
  return [
    [say('dump'), plain(path)],
    [say('made'), made],
    [
      say('age'),
      maxAge === undefined
        ? say('ageAny', number(age))
        : say('ageAllowed', number(age), number(maxAge)),
    ],
    [say('size'), say('bytes', number(bytes))],
  ];
}

/** A zone that was assumed, since neither an archive nor a name says one. */
function zoneOf({ zone }: DrilledDump['time']): string {
  return zone && zone.clock.zone !== 'UTC' ? ` (${zone.clock.zone})` : '';
}

function readingFacts({ reading }: Drill, form: Form): readonly (readonly [string, string])[] {
  if (!reading) {
    return [];
  }
  const { say } = form;
  const read = say(reading.ok ? 'whole' : 'bad', seconds(reading.seconds, form));
  const unchecked = reading.ok && !reading.checksummed ? `; ${say('unchecked')}` : '';
  return [
    [say('reading'), `${read}${unchecked}`],
    ...(reading.sha256 === undefined ? [] : [[say('hash'), reading.sha256] as const]),
  ];
}

/** Tables that one page names: those that lost rows first, then the largest. */
const mostTables = 25;

function rowLines({ restores }: Drill, { say, number }: Form): readonly string[] {
  const tables = restores.flatMap((restore) => restore.tables);
  if (tables.length === 0) {
    return [];
  }
  const isLess = ({ dumped, restored }: DrilledTable): number =>
    dumped !== undefined && dumped !== restored ? 0 : 1;
  const sorted = [...tables].sort((a, b) => isLess(a) - isLess(b) || b.restored - a.restored);
  const rows = sorted
    .slice(0, mostTables)
    .map((table) => [
      plain(tableLabel(table)),
      table.dumped === undefined ? say('notCounted') : number(table.dumped),
      number(table.restored),
    ]);
  const more = tables.length - mostTables;
  return [
    ...[`## ${say('rows')}`, ''],
    ...tableLines([say('table'), say('inDump'), say('back')], rows),
    ...(more > 0 ? [say('more', number(more)), ''] : []),
  ];
}

function checkLines({ checks, restores }: Drill, { say, number }: Form): readonly string[] {
  if (restores.length === 0) {
    return [];
  }
  if (checks.length === 0) {
    return [say('noChecks'), ''];
  }
  const rows = checks.flatMap(({ check, verdicts: { scratch: verdict } }) =>
    verdict
      ? [
          [
            ...[
              plain(check.name),
              plain(expectedText(check.expected, { say, number })),
              say(check.severity),
            ],
            'found' in verdict ? number(verdict.found) : '',
            say(verdict.state),
          ],
        ]
      : [],
  );
  const titles = [say('check'), say('expected'), say('severity'), say('found'), say('verdict')];
  return [`## ${say('checks')}`, '', ...tableLines(titles, rows)];
}

function expectedText(
  expected: Expectation,
  { say, number }: Pick<Form, 'say' | 'number'>,
): string {
  switch (expected.kind) {
    case 'no rows':
    case 'any number':
      return say(expected.kind);
    case 'compared':
      return say('compared', expected.by, number(expected.to));
    case 'between':
      return say('between', number(expected.least), number(expected.most));
  }
}

function seconds(value: number, { number }: Form): string {
  return number(Math.round(value * 10) / 10);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** `2026-11-19 02:00:00 UTC` */
function utc(iso: string): string {
  return `${iso.slice(0, 19).replace('T', ' ')} UTC`;
}

function nameOf(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}

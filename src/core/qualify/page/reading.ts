import { code, plain } from '../../markdown';
import { changesText } from '../../report/changedColumns';
import { dayBefore } from '../../report/charts/spreadChart';
import type { Saying } from '../../report/saying';
import { valueText } from '../charts/valuesChart';
import type { Finding } from '../finding';
import type { Qualification } from '../qualification';
import { namesText } from './names';

type Of<K extends Finding['kind']> = Extract<Finding, { readonly kind: K }>;

/** What needs no more than itself to be told. */
export type PlainFinding = Exclude<Finding, { readonly kind: 'healthy dump' }>;

type Texts = {
  readonly [K in PlainFinding['kind']]: (finding: Of<K>, saying: Saying) => string;
};

const texts: Texts = {
  gone: goneText,
  compared: ({ missing, changed, extra }, { words }) =>
    words.summary.compared(missing, changed, extra),
  pattern: ({ pattern }, { words }) =>
    words.qualify.pattern(pattern.rows, changesText(pattern, words)),
  transaction: (finding, saying) => `**${transactionText(finding, saying)}**`,
  volume: volumeText,
  hole: (finding, saying) => `**${holeText(finding, saying)}**`,
  value: valueMoved,
  'checks failed': ({ names }, { words }) => words.qualify.checksFailed(namesText(names, plain)),
  'not validated': ({ names }, { words }) => words.qualify.notValidated(namesText(names, code)),
  writing: ({ sessions }, { words }) => words.qualify.writing(sessions),
  jobs: ({ names }, { words }) => words.qualify.jobs(namesText(names, plain)),
  'no healthy dump': ({ dumps }, { words }) => `**${words.qualify.noHealthy(dumps)}**`,
  'to be made anew': ({ from }, { words: { qualify } }) =>
    `${qualify.gone.anew[from]} ${qualify.gone.rows}`,
};

/** One sentence, or a few, in Markdown. */
export function findingText(finding: Finding, found: Qualification, saying: Saying): string {
  return finding.kind === 'healthy dump'
    ? healthyText(finding, found, saying)
    : readingText(finding, saying);
}

/** One sentence in Markdown. */
export function readingText(finding: PlainFinding, saying: Saying): string {
  // The compiler does not see that the text is of the finding's own kind.
  const text = texts[finding.kind] as (finding: PlainFinding, saying: Saying) => string;
  return text(finding, saying);
}

function goneText({ table, database, near, rows }: Of<'gone'>, { words }: Saying): string {
  const { gone, restoredTable } = words.qualify;
  return [
    `**${gone.table(code(table), code(database))}**`,
    ...(near.length > 0 ? [gone.near(namesText(near, code))] : []),
    ...(rows === undefined ? [] : [restoredTable.rows(rows)]),
  ].join(' ');
}

function transactionText(
  { transaction: { xid, rows, committedAt } }: Of<'transaction'>,
  { words, moments }: Saying,
): string {
  return committedAt === undefined
    ? words.qualify.transactionAlone(xid, rows)
    : words.qualify.transaction(xid, rows, moments.full(committedAt));
}

function volumeText({ rows, dump, change }: Of<'volume'>, { words }: Saying): string {
  const say = words.qualify;
  const name = code(fileName(dump));
  if (change === 0) {
    return say.same(rows, name);
  }
  return change < 0 ? say.fewer(rows, -change, name) : say.more(rows, change, name);
}

function holeText({ rows, column, from, to }: Of<'hole'>, { words }: Saying): string {
  return words.qualify.hole(rows, code(column), words.day(from), words.day(dayBefore(to)));
}

function valueMoved({ column, value, change }: Of<'value'>, { words }: Saying): string {
  const { valueMore, valueFewer } = words.qualify;
  const said = change > 0 ? valueMore : valueFewer;
  return said(Math.abs(change), code(column), code(valueText(value, words)));
}

function healthyText(
  { path, rows, isVerified, toldBy }: Of<'healthy dump'>,
  { dumps }: Qualification,
  { words, moments }: Saying,
): string {
  const say = words.qualify;
  const time = dumps.find((dump) => dump.path === path)?.time;
  const made = moments.full(new Date(time?.from ?? time?.to ?? NaN).toISOString());
  return [
    `**${say.healthy(code(fileName(path)), made, say.healthyRows(rows))}**`,
    say.toldBy[toldBy],
    isVerified ? '' : say.notVerified,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** The last part of a path. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

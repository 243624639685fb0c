import { tableLabel } from '../catalog/table';
import { type ActionCounts, countActions, type CorrectionPlan } from '../correction/plan';
import type { ChildrenConsent } from '../correction/lostChildren';
import type { PlanOrigin } from '../correction/planFile';
import type { UndoPlan } from '../correction/undo';
import { RecoveryError } from '../errors';
import { comment, labelled } from './comment';
import { quoteLiteral } from './quote';
import {
  compareRows,
  guardEncoding,
  guardPlace,
  keepPlaces,
  lockRows,
  ownSettings,
  pinSettings,
  restoreSettings,
} from './scriptGuards';
import { childrenNotGivenBack, childrenTaken, guardChildren } from './scriptChildren';
import { type Batches, type BatchSize, rowBatches, takeBatches, usualBatch } from './scriptBatches';
import { roughBytes } from './scriptRows';
import { moveSequences } from './scriptSequences';
import { type ScriptTable, scriptTable } from './scriptTable';
import { scriptWordsIn } from './scriptWords/language';
import type { ScriptWords } from './scriptWords/words';
import { deleteRows, insertRows, reviewRows, updateRows, writtenColumns } from './scriptWrites';

/** Above this, the rows are too much for one value of PostgreSQL's, and for the memory of a server that has other work. */
const mostBytes = 200_000_000;

/**
 * The correction as SQL that runs the same in psql, pgAdmin and any driver, in pieces of text. It is
 * one transaction: its rows in batches, and one block that writes them, so that it cannot be half-run; it refuses
 * every place but the plan's and every row that is not as it was seen; and it ends in ROLLBACK until the DBA changes
 * that.
 * @throws {RecoveryError} `script-too-large` when there are more rows than a script can hold.
 */
export function correctionScript(
  plan: CorrectionPlan,
  origin: PlanOrigin,
  batch = usualBatch,
): Iterable<string> {
  refuseTooLarge(plan);
  const words = scriptWordsIn(origin.language);
  const about = { kind: 'correction', origin, words, children: childrenOf(plan), batch } as const;
  return { [Symbol.iterator]: () => script(plan, about) };
}

/**
 * The script that takes a correction back, of the same form. What the deletes of the corrected plan took along it
 * does not give back: it says so.
 */
export function undoScript(
  plan: UndoPlan,
  origin: PlanOrigin,
  corrected: Pick<CorrectionPlan, 'wholeTable'> = {},
  batch = usualBatch,
): Iterable<string> {
  refuseTooLarge(plan);
  const words = scriptWordsIn(origin.language);
  const about = { kind: 'undo', origin, words, children: childrenOf(corrected), batch } as const;
  return { [Symbol.iterator]: () => script(plan, about) };
}

/** What a script's file says where there are too many rows for one. */
export function tooLargeScript(plan: UndoPlan, { language }: PlanOrigin): Iterable<string> {
  return [comment(tooLarge(plan, scriptWordsIn(language)))];
}

interface ScriptAbout {
  readonly kind: 'correction' | 'undo';
  readonly origin: PlanOrigin;
  readonly words: ScriptWords;
  /** Rows of other tables that the correction takes along. */
  readonly children: readonly ChildrenConsent[];
  readonly batch: BatchSize;
}

function childrenOf({
  wholeTable,
}: Pick<CorrectionPlan, 'wholeTable'>): readonly ChildrenConsent[] {
  return wholeTable?.children ?? [];
}

function* script(plan: UndoPlan, about: ScriptAbout): Generator<string, void> {
  const table = scriptTable(plan.table, about.words);
  yield head(plan, about);
  const batches = yield* rowBatches(plan, about.batch);
  const block = `${declarations(table, about)}begin${blockStatements(plan, table, { ...about, batches })}end\n`;
  const quote = quoteNotIn(block);
  yield `\ndo ${quote}\n${block}${quote};\n`;
  yield `\n${comment(about.words.tail)}ROLLBACK;\n`;
}

function head(plan: UndoPlan, about: ScriptAbout): string {
  const { kind, words, children } = about;
  return `${comment(
    ...facts(plan, about),
    '',
    ...words.usage,
    ...(kind === 'correction'
      ? []
      : [words.undoGivesBackNo, ...childrenNotGivenBack(children, words)]),
    words.confidential,
  )}
BEGIN ISOLATION LEVEL READ COMMITTED;
SET LOCAL client_encoding = 'UTF8';
SET LOCAL lock_timeout = '5s';
SET LOCAL pra.script = ${quoteLiteral(plan.id).trim()};
${kind === 'undo' ? `${comment(...words.comments.notCompared)}SET LOCAL pra.not_compared = '{}';\n` : ''}
${comment(words.comments.lines)}`;
}

/** What the script is for, from what it was made, and what it does. */
function facts(plan: UndoPlan, { kind, origin, words, children }: ScriptAbout): readonly string[] {
  const { identity } = plan.table;
  const { labels } = words;
  const { path, createdAt, sha256 } = origin.dump;
  return [
    words[kind](tableLabel(identity.table), identity.database),
    labelled(labels.incident, origin.incident),
    labelled(
      labels.dump,
      `${path} (${createdAt}${sha256 === undefined ? '' : `, SHA-256 ${sha256}`})`,
    ),
    labelled(labels.made, words.made(origin.createdAt, origin.tool, plan.id)),
    labelled(labels.rows, words.counts(countActions(plan.corrections))),
    ...columnSets(plan, words),
    ...(kind === 'correction' ? childrenTaken(children, words) : []),
  ];
}

/** Which columns the updates write, with their rows; the commonest first, at most ten. */
function columnSets({ corrections, table }: UndoPlan, words: ScriptWords): readonly string[] {
  const rows = new Map<string, number>();
  for (const correction of corrections) {
    if (correction.action === 'update') {
      const names = correction.set.map(({ column }) => table.columns[column]?.name);
      const set = names.toSorted().join(', ');
      rows.set(set, (rows.get(set) ?? 0) + 1);
    }
  }
  const sets = [...rows].sort(([, a], [, b]) => b - a);
  const more = sets.length > 10 ? [labelled('', words.otherColumns(sets.length - 10))] : [];
  return [
    ...sets.slice(0, 10).map(([set, count]) => labelled(words.labels.columns, `${set} (${count})`)),
    ...more,
  ];
}

function declarations(table: ScriptTable, { kind }: ScriptAbout): string {
  return `<<pra>>
declare
  target constant text := ${table.label};
  own_settings constant jsonb := ${ownSettings(table)};
  changes jsonb[];
  waiting jsonb[];
  refused jsonb[];
  one jsonb;
  drift record;
  child record;
  further record;
  part record;
  altered record;
  seq record;
  assignments text;
  record_columns text;
  written bigint := 0;
  updated bigint := 0;
  taken bigint := 0;
  mark numeric;
  next_value numeric;
${kind === 'undo' ? '  not_compared text[];\n' : ''}`;
}

function blockStatements(
  plan: UndoPlan,
  table: ScriptTable,
  about: ScriptAbout & { readonly batches: Batches },
): string {
  const { corrections } = plan;
  const { batches } = about;
  const count = countActions(corrections);
  const inserted = writtenColumns(table, corrections, 'insert');
  const updated = writtenColumns(table, corrections, 'update');
  return [
    guardEncoding(table, batches.sample),
    guardPlace(table, quoteLiteral(plan.id)),
    about.kind === 'undo' ? `\n  not_compared := current_setting('pra.not_compared');\n` : '',
    takeBatches(table, batches, { rows: corrections.length, line: lineAsJson(about) }),
    pinSettings(table),
    ...(count.delete + count.update > 0
      ? [lockRows(table, count.delete > 0 ? 'update' : 'no key update')]
      : []),
    compareRows(table),
    ...(table.hasPlaces ? [keepPlaces(table)] : []),
    ...(count.delete + count.update > 0 ? [guardChildren(table, agreedIn(about))] : []),
    restoreSettings(table),
    ...(count.delete > 0 ? [deleteRows(table, count.delete)] : []),
    ...(count.update > 0 ? [updateRows(table, updated, count.update)] : []),
    ...(count.insert > 0 ? [insertRows(table, inserted, count.insert)] : []),
    `\n  -- ${table.words.comments.constraints}\n  set constraints all immediate;\n`,
    pinSettings(table),
    reviewRows(table),
    restoreSettings(table),
    ...(count.insert > 0 ? [moveSequences(table, inserted)] : []),
    done(count, agreedIn(about), table),
  ].join('');
}

/** What an undo deletes was inserted by the correction: nothing may go along with it. */
function agreedIn({ kind, children }: ScriptAbout): readonly ChildrenConsent[] {
  return kind === 'correction' ? children : [];
}

function lineAsJson({ kind }: ScriptAbout): string {
  return kind === 'correction'
    ? 'l.line::jsonb'
    : `case when l.line::jsonb -> 'seen' is null
      then l.line::jsonb
      else l.line::jsonb || jsonb_build_object('seen', (l.line::jsonb -> 'seen') - pra.not_compared)
    end`;
}

function done(
  counts: ActionCounts,
  agreed: readonly ChildrenConsent[],
  { words }: ScriptTable,
): string {
  const taken = agreed.reduce((sum, { rows }) => sum + rows, 0);
  return `
  raise notice ${quoteLiteral(words.done(counts, taken))};
`;
}

/** Dollar quotes that the text does not hold. */
function quoteNotIn(text: string): string {
  let quote = '$pra$';
  for (let number = 2; text.includes(quote); number++) {
    quote = `$pra${number}$`;
  }
  return quote;
}

function refuseTooLarge(plan: UndoPlan): void {
  if (roughBytes(plan) > mostBytes) {
    throw new RecoveryError('script-too-large', tooLarge(plan, scriptWordsIn('en')), {
      hint: 'Let the tool apply this plan, or select fewer rows.',
      ways: ['apply'],
    });
  }
}

function tooLarge({ corrections }: UndoPlan, words: ScriptWords): string {
  return words.tooLarge(corrections.length, mostBytes / 1_000_000);
}

import { tableLabel } from '../catalog/table';
import { type ActionCounts, countActions, type CorrectionPlan } from '../correction/plan';
import type { ChildrenConsent } from '../correction/lostChildren';
import type { PlanOrigin } from '../correction/planFile';
import type { UndoPlan } from '../correction/undo';
import { RecoveryError } from '../errors';
import { comment } from './comment';
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
import { roughBytes, scriptLines } from './scriptRows';
import { moveSequences } from './scriptSequences';
import { type ScriptTable, scriptTable } from './scriptTable';
import { deleteRows, insertRows, reviewRows, updateRows, writtenColumns } from './scriptWrites';

/** Above this, a script is too much for the tools it is made for, and for one value of PostgreSQL's. */
const mostBytes = 200_000_000;

/**
 * The correction as SQL that runs the same in psql, pgAdmin and any driver, in pieces of text. It is
 * one transaction around one block, so that it cannot be half-run; it refuses every place but the
 * plan's and every row that is not as it was seen; and it ends in ROLLBACK until the DBA changes that.
 * @throws {RecoveryError} `script-too-large` when there are more rows than a script can hold.
 */
export function correctionScript(plan: CorrectionPlan, origin: PlanOrigin): Iterable<string> {
  refuseTooLarge(plan);
  const about = { kind: 'correction', origin, children: childrenOf(plan) } as const;
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
): Iterable<string> {
  refuseTooLarge(plan);
  const about = { kind: 'undo', origin, children: childrenOf(corrected) } as const;
  return { [Symbol.iterator]: () => script(plan, about) };
}

interface ScriptAbout {
  readonly kind: 'correction' | 'undo';
  readonly origin: PlanOrigin;
  /** Rows of other tables that the correction takes along. */
  readonly children: readonly ChildrenConsent[];
}

function childrenOf({
  wholeTable,
}: Pick<CorrectionPlan, 'wholeTable'>): readonly ChildrenConsent[] {
  return wholeTable?.children ?? [];
}

function* script(plan: UndoPlan, about: ScriptAbout): Generator<string, void> {
  const table = scriptTable(plan.table);
  const declared = declarations(table, about);
  const statements = blockStatements(plan, table, about);
  const quote = quoteNotIn(declared + statements);
  yield head(plan, about);
  yield `do ${quote}\n${declared}`;
  const lineOf = scriptLines(plan.table);
  let sample: string | undefined;
  for (const correction of plan.corrections) {
    const line = lineOf(correction);
    sample ??= /[^\0-\x7f]/u.exec(line)?.[0];
    yield `${line}\n`;
  }
  yield `$rows$;\nbegin${guardEncoding(sample)}${statements}end\n${quote};\n`;
  yield tail;
}

function head(plan: UndoPlan, { kind, origin, children }: ScriptAbout): string {
  const { identity } = plan.table;
  const { insert, update, delete: removed } = countActions(plan.corrections);
  const { dump } = origin;
  return `${comment(
    `${kind === 'correction' ? 'Correction' : 'Undo of the correction'} of ${tableLabel(identity.table)} in database ${identity.database}`,
    `incident   ${origin.incident}`,
    `from dump  ${dump.path} (${dump.createdAt}${dump.sha256 === undefined ? '' : `, SHA-256 ${dump.sha256}`})`,
    `made       ${origin.createdAt} by ${origin.tool}, plan ${plan.id}`,
    `rows       ${insert} insert, ${update} update, ${removed} delete`,
    ...columnSets(plan),
    ...(kind === 'correction' ? childrenTaken(children) : []),
    '',
    'It runs the same in psql (psql -X -f), pgAdmin and other tools. As it stands it takes all back at its',
    'end: run it, read what it says, then change ROLLBACK in the last line to COMMIT and run it again.',
    'It refuses another server, database or table, and any row that is no longer as it was seen.',
    'Even when it is taken back it locks these rows while it runs, leaves dead rows, and fires the triggers.',
    ...(kind === 'correction'
      ? []
      : [
          'It does not give back what triggers wrote elsewhere, nor numbers that sequences gave.',
          ...childrenNotGivenBack(children),
        ]),
    'It holds rows of the table, and the server may log it: keep both as the table itself is kept.',
  )}
BEGIN ISOLATION LEVEL READ COMMITTED;
SET LOCAL client_encoding = 'UTF8';
SET LOCAL lock_timeout = '5s';
SET LOCAL pra.script = ${quoteLiteral(plan.id).trim()};

`;
}

/** Which columns the updates write, with their rows; the commonest first, at most ten. */
function columnSets({ corrections, table }: UndoPlan): readonly string[] {
  const rows = new Map<string, number>();
  for (const correction of corrections) {
    if (correction.action === 'update') {
      const names = correction.set.map(({ column }) => table.columns[column]?.name);
      const set = names.toSorted().join(', ');
      rows.set(set, (rows.get(set) ?? 0) + 1);
    }
  }
  const sets = [...rows].sort(([, a], [, b]) => b - a);
  const more = sets.length > 10 ? [`           and ${sets.length - 10} other sets of columns`] : [];
  return [...sets.slice(0, 10).map(([set, count]) => `update of  ${set} (${count})`), ...more];
}

function declarations(table: ScriptTable, { kind }: ScriptAbout): string {
  const notCompared =
    kind === 'correction'
      ? ''
      : `  -- Columns that triggers wrote when the correction was applied: name them here, such as array['updated_at'].
  -- They are left as they are, and not compared.
  not_compared constant text[] := array[]::text[];
`;
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
${notCompared}  -- A row a line: what to do, its key, the row as it was seen, the values that are written.
  row_lines constant text := $rows$
`;
}

function blockStatements(plan: UndoPlan, table: ScriptTable, about: ScriptAbout): string {
  const { corrections } = plan;
  const count = countActions(corrections);
  const inserted = writtenColumns(table, corrections, 'insert');
  const updated = writtenColumns(table, corrections, 'update');
  return [
    guardPlace(table, quoteLiteral(plan.id)),
    decodeLines(plan, about),
    pinSettings(table),
    ...(count.delete + count.update > 0
      ? [lockRows(table, count.delete > 0 ? 'update' : 'no key update')]
      : []),
    compareRows(table),
    ...(table.hasPlaces ? [keepPlaces(table)] : []),
    ...(count.delete + count.update > 0 ? [guardChildren(table, agreedIn(about))] : []),
    restoreSettings(),
    ...(count.delete > 0 ? [deleteRows(table, count.delete)] : []),
    ...(count.update > 0 ? [updateRows(table, updated, count.update)] : []),
    ...(count.insert > 0 ? [insertRows(table, inserted, count.insert)] : []),
    '\n  -- Deferred constraints speak now, not in the COMMIT.\n  set constraints all immediate;\n',
    pinSettings(table),
    reviewRows(table),
    restoreSettings(),
    ...(count.insert > 0 ? [moveSequences(table, inserted)] : []),
    done(count, agreedIn(about)),
  ].join('');
}

/** What an undo deletes was inserted by the correction: nothing may go along with it. */
function agreedIn({ kind, children }: ScriptAbout): readonly ChildrenConsent[] {
  return kind === 'correction' ? children : [];
}

function decodeLines({ corrections }: UndoPlan, { kind }: ScriptAbout): string {
  const line =
    kind === 'correction'
      ? 'l.line::jsonb'
      : `case when l.line::jsonb -> 'seen' is null
      then l.line::jsonb
      else l.line::jsonb || jsonb_build_object('seen', (l.line::jsonb -> 'seen') - pra.not_compared)
    end`;
  return `
  select array_agg(${line} order by l.n)
  into changes
  from unnest(string_to_array(pra.row_lines, chr(10))) with ordinality as l(line, n)
  where l.line not in ('', chr(13));
  if cardinality(pra.changes) is distinct from ${corrections.length} then
    raise exception using message = 'Refused: this file was cut, or lines were added to it.';
  end if;
`;
}

function done(
  { insert, update, delete: removed }: ActionCounts,
  agreed: readonly ChildrenConsent[],
): string {
  const taken = agreed.reduce((sum, { rows }) => sum + rows, 0);
  const along =
    taken === 0 ? '' : `, and with them ${taken} rows of other tables deleted or changed`;
  return `
  raise notice 'Done: ${insert} inserted, ${update} updated, ${removed} deleted${along}. It lasts only if COMMIT follows.';
`;
}

const tail = `
-- Takes all of it back. To keep it, write COMMIT instead and run the whole file again.
ROLLBACK;
`;

/** Dollar quotes that the text does not hold. The rows' lines hold none that begin with a letter. */
function quoteNotIn(text: string): string {
  let quote = '$pra$';
  for (let number = 2; text.includes(quote); number++) {
    quote = `$pra${number}$`;
  }
  return quote;
}

function refuseTooLarge(plan: UndoPlan): void {
  if (roughBytes(plan) > mostBytes) {
    throw new RecoveryError(
      'script-too-large',
      `${plan.corrections.length} rows are too many for one script (above ${mostBytes / 1_000_000} MB).`,
      { hint: 'Let the tool apply this plan, or select fewer rows.', ways: ['apply'] },
    );
  }
}

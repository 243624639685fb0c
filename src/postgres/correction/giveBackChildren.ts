import { type Row, type TableId, tableLabel } from '../../core/catalog/table';
import type { GivenBack, KeptChildren, KeptTable } from '../../core/correction/keptChildren';
import { RecoveryError } from '../../core/errors';
import { quoteIdentifier, quoteTable } from '../../core/sql/quote';
import type { ChildrenToGiveBack } from '../../recovery/ports/childrenKept';
import { arrayText } from './arrayText';
import {
  childRelation,
  drifted,
  keptValue,
  linesOf,
  refuseChanged,
  refuseOtherTable,
  sameKey,
  tableAt,
} from './childRows';
import { childTriggers } from './childTables';
import type { Line } from './line';
import { pinForChildren, restoreLocally } from './readingSettings';
import { asViolation } from './writing';
import { count, counted, wordFor } from '../../core/words';

/**
 * Locks the rows that will be changed back, and looks whether all can be given back.
 * @throws {RecoveryError} `structure-differs`, `row-drifted`; nothing is written yet.
 */
export async function checkChildren(
  line: Line,
  { before, after }: ChildrenToGiveBack,
): Promise<void> {
  const originals = await pinForChildren(line);
  for (const table of before.tables) {
    await refuseOtherTable(line, table, 'row exclusive');
  }
  const taken = new Map<KeptTable, number>();
  for await (const { table: position, lines } of before.batches()) {
    const table = tableAt(before, position);
    if (table.became === 'deleted' && table.key.length > 0) {
      const [rows] = await line.row(countTaken(table), [arrayText(lines)]);
      taken.set(table, (taken.get(table) ?? 0) + Number(rows));
    }
  }
  for await (const { table: position, lines } of after.batches()) {
    const [same] = await line.row(countLockedSame(tableAt(after, position)), [arrayText(lines)]);
    const table = tableAt(before, position);
    refuseChanged(table.child, lines.length - Number(same));
    // What was spared holds its own key.
    taken.set(table, (taken.get(table) ?? 0) - lines.length);
  }
  for (const [{ child }, rows] of taken) {
    refuseTaken(child, rows);
  }
  await restoreLocally(line, originals);
}

/** Once their parents are back. @throws {RecoveryError} `row-not-written`; {@link ViolationError}. */
export async function giveBackChildren(
  line: Line,
  before: KeptChildren,
): Promise<readonly GivenBack[]> {
  const given: GivingBack[] = [];
  for (const table of before.tables) {
    given.push(await begun(line, table));
  }
  for await (const { table: position, lines } of before.batches()) {
    const table = tableAt(before, position);
    const places = await putBack(line, table, lines);
    const otherwise = await countOtherwise(line, table, { lines, places });
    const sum = given[position];
    if (sum) {
      sum.rows += lines.length;
      sum.otherwise += otherwise;
    }
  }
  return given;
}

/** Grows. */
type GivingBack = { -readonly [Field in keyof GivenBack]: GivenBack[Field] };

async function begun(line: Line, table: KeptTable): Promise<GivingBack> {
  return { child: table.child, rows: 0, otherwise: 0, triggers: await childTriggers(line, table) };
}

/** Where each row lies now: its table's oid and its place there. */
async function putBack(
  line: Line,
  table: KeptTable,
  lines: readonly string[],
): Promise<readonly (readonly [oid: string, place: string])[]> {
  try {
    // An amount of money can be written only under the settings under which it was read.
    if (table.columns.some(({ type }) => type.startsWith('money'))) {
      await line.row(`select set_config('lc_monetary', 'C', true)`);
    }
    const rows: Row[] = [];
    for (const text of puttingBack(table)) {
      rows.push(...(await line.rows(text, [arrayText(lines)])));
    }
    if (rows.length !== lines.length) {
      throw notPutBack(table.child, lines.length, rows.length);
    }
    return rows.map(([oid, place]) => [oid ?? '', place ?? '']);
  } catch (error) {
    throw asViolation(error);
  }
}

/** Spared rows first: then all others are those that are not there. */
function puttingBack(table: KeptTable): readonly string[] {
  if (table.became === 'changed') {
    return [referAgain(table)];
  }
  return table.mayStay ? [referAgain(table), insertKept(table)] : [insertKept(table)];
}

function insertKept(table: KeptTable): string {
  const written = table.columns.filter(({ generated }) => !generated).map(({ name }) => name);
  return `
    insert into ${quoteTable(table.child)} (${written.map(quoteIdentifier).join(', ')})
    overriding system value
    select ${written.map(keptValue).join(', ')}
    from ${linesOf(table)}
    ${table.mayStay ? `where not exists (select from ${childRelation(table)} as c where ${sameKey(table)})` : ''}
    order by v.ord
    returning tableoid, ctid`;
}

function referAgain(table: KeptTable): string {
  const isWritten = (name: string): boolean =>
    table.columns.some((column) => column.name === name && !column.generated);
  const assignments = table.references
    .filter(isWritten)
    .map((name) => `${quoteIdentifier(name)} = ${keptValue(name)}`);
  return `
    update ${childRelation(table)} as c
    set ${assignments.join(', ')}
    from ${linesOf(table)}
    where ${sameKey(table)}
    returning c.tableoid, c.ctid`;
}

/** How many of the rows are not, to the byte, among those that were kept. */
async function countOtherwise(
  line: Line,
  table: KeptTable,
  {
    lines,
    places,
  }: {
    readonly lines: readonly string[];
    readonly places: readonly (readonly [oid: string, place: string])[];
  },
): Promise<number> {
  const originals = await pinForChildren(line);
  const rows = await line.rows(
    `
    select (c.*)::text
    from ${childRelation(table)} as c
    where c.ctid = any($1::tid[])
    and exists (
      select from unnest($2::oid[], $1::tid[]) as p(of, at)
      where p.of = c.tableoid
      and p.at = c.ctid
    )`,
    [arrayText(places.map(([, place]) => place)), arrayText(places.map(([oid]) => oid))],
  );
  await restoreLocally(line, originals);
  const left = new Map<string, number>();
  for (const text of lines) {
    left.set(text, (left.get(text) ?? 0) + 1);
  }
  for (const [text] of rows) {
    left.set(text ?? '', (left.get(text ?? '') ?? 0) - 1);
  }
  return [...left.values()].reduce((sum, number) => sum + Math.max(0, number), 0);
}

function countTaken(table: KeptTable): string {
  return `
    select count(*)
    from ${linesOf(table)}
    join ${childRelation(table)} as c on ${sameKey(table)}`;
}

function countLockedSame(table: KeptTable): string {
  return `
    with same as (
      select 1
      from ${linesOf(table)}
      join ${childRelation(table)} as c on ${sameKey(table)}
      where (c.*)::text = v.kept_text
      for no key update of c
    )
    select count(*)
    from same`;
}

function refuseTaken(child: TableId, rows: number): void {
  if (rows > 0) {
    throw drifted(
      `${counted(rows, 'key')} of rows of ${tableLabel(child)} that the apply took along ${wordFor(rows, 'is', 'are')} taken by others now.`,
    );
  }
}

function notPutBack(child: TableId, asked: number, written: number): RecoveryError {
  return new RecoveryError(
    'row-not-written',
    `Of ${counted(asked, 'row')} of ${tableLabel(child)}, ${count(written)} ${wordFor(written, 'was', 'were')} put back: a trigger or a rule of production kept the rest.`,
    { hint: 'Nothing was written. Look at the table’s triggers and rules.' },
  );
}

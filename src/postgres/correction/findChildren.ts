import type { KeptChildren, KeptTable } from '../../core/correction/keptChildren';
import type { FoundChildren } from '../../core/correction/provedChildren';
import { AlikeRows } from './alikeRows';
import { arrayText } from './arrayText';
import { childRelation, linesOf, refuseOtherTable, sameKey, tableAt } from './childRows';
import type { Line } from './line';
import { pinForChildren } from './readingSettings';

/**
 * How kept rows are found in the snapshot of the transaction that `line` is in.
 * @param writers 32-bit numbers that rows carry which the undo wrote.
 * @throws {RecoveryError} `structure-differs`.
 */
export async function findChildren(
  line: Line,
  kept: KeptChildren,
  writers: readonly string[],
): Promise<readonly FoundChildren[]> {
  await pinForChildren(line);
  const found: Counting[] = [];
  for (const table of kept.tables) {
    await refuseOtherTable(line, table, 'access share');
    const { child } = table;
    found.push({ child, rows: 0, equal: 0, missing: 0, changedByOthers: 0, otherwise: 0 });
  }
  const alike = new AlikeRows(line);
  for await (const { table: position, lines } of kept.batches()) {
    const table = tableAt(kept, position);
    const states =
      table.key.length > 0
        ? await statesByKey(line, table, lines, writers)
        : (await alike.areThere(table, lines)).map((isThere) => (isThere ? 'equal' : 'missing'));
    const sum = found[position];
    if (sum) {
      sum.rows += lines.length;
      states.forEach((state) => (sum[state] += 1));
    }
  }
  return found.filter(({ rows }) => rows > 0);
}

type State = 'equal' | 'missing' | 'changedByOthers' | 'otherwise';

/** Grows. */
type Counting = { -readonly [Field in keyof FoundChildren]: FoundChildren[Field] };

async function statesByKey(
  line: Line,
  table: KeptTable,
  lines: readonly string[],
  writers: readonly string[],
): Promise<readonly State[]> {
  const rows = await line.rows(
    `
    select
      case
        when c.ctid is null then 'missing'
        when (c.*)::text = v.kept_text then 'equal'
        when c.xmin = any($2::xid[]) then 'otherwise'
        else 'changedByOthers'
      end
    from ${linesOf(table)}
    left join ${childRelation(table)} as c on ${sameKey(table)}`,
    [arrayText(lines), arrayText(writers)],
  );
  return rows.map(([state]) => state as State);
}

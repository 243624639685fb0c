import type { Cell } from '../catalog/table';
import type { Correction, KnownRow, PlannedTable } from '../correction/plan';

/**
 * Makes a correction a line of JSON that explains itself: `{"do":"update","key":{…},"seen":{…},"set":{…}}`.
 * Cells that are not known are left out. It never holds what ends the quotes that the script puts around the lines.
 */
export function scriptLines({
  key,
  columns,
}: PlannedTable): (correction: Correction<KnownRow>) => string {
  const names = columns.map(({ name }) => `${JSON.stringify(name)}:`);
  // By hand and without a list of parts: a script has hundreds of thousands of cells.
  const member = (before: string, position: number, cell: Cell | undefined): string =>
    cell === undefined
      ? before
      : `${before}${before && ','}${names[position] ?? ''}${JSON.stringify(cell)}`;
  return (correction) => {
    let line = '';
    key.forEach((position, index) => {
      line = member(line, position, correction.key[index]);
    });
    line = `{"do":"${correction.action}","key":{${line}}`;
    if ('seen' in correction) {
      let seen = '';
      correction.seen.forEach((cell, position) => {
        seen = member(seen, position, cell);
      });
      line += `,"seen":{${seen}}`;
    }
    if ('set' in correction) {
      let set = '';
      for (const { column, value } of correction.set) {
        set = member(set, column, value);
      }
      line += `,"set":{${set}}`;
    }
    return `${line}}`.replace(/\$(?=[a-z{])/g, String.raw`\u0024`);
  };
}

/** About how many bytes the lines of the plan take: one for a character. */
export function roughBytes(plan: {
  readonly table: PlannedTable;
  readonly corrections: readonly Correction<KnownRow>[];
}): number {
  const names = plan.table.columns.reduce((sum, { name }) => sum + name.length + 6, 30);
  return plan.corrections.reduce((sum, correction) => sum + names + cellLengths(correction), 0);
}

function cellLengths(correction: Correction<KnownRow>): number {
  const seen = 'seen' in correction ? correction.seen : [];
  const set = 'set' in correction ? correction.set : [];
  return (
    seen.reduce((sum, cell) => sum + (cell?.length ?? 0), 0) +
    set.reduce((sum, { value }) => sum + (value?.length ?? 0), 0)
  );
}

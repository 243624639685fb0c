import type { Cell } from '../catalog/table';
import type { Correction, KnownRow, PlannedTable } from '../correction/plan';

/**
 * One correction as a line of JSON that explains itself: `{"do":"update","key":{…},"seen":{…},"set":{…}}`.
 * It never holds what ends the quotes that the script puts around the lines.
 */
export function scriptLine(
  correction: Correction<KnownRow>,
  { key, columns }: PlannedTable,
): string {
  const named = (cells: Iterable<readonly [number, Cell | undefined]>): string =>
    jsonObject(cells, (position) => columns[position]?.name ?? '');
  const parts = [
    `"do":"${correction.action}"`,
    `"key":${named(key.map((position, index) => [position, correction.key[index]]))}`,
  ];
  if ('seen' in correction) {
    parts.push(`"seen":${named(correction.seen.entries())}`);
  }
  if ('set' in correction) {
    parts.push(`"set":${named(correction.set.map(({ column, value }) => [column, value]))}`);
  }
  return `{${parts.join(',')}}`.replace(/\$(?=[a-z{])/g, String.raw`\u0024`);
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

/** Cells that are not known are left out. */
function jsonObject(
  cells: Iterable<readonly [number, Cell | undefined]>,
  nameOf: (position: number) => string,
): string {
  const members: string[] = [];
  for (const [position, cell] of cells) {
    if (cell !== undefined) {
      members.push(`${JSON.stringify(nameOf(position))}:${JSON.stringify(cell)}`);
    }
  }
  return `{${members.join(',')}}`;
}

import type { ComparedTable } from '../../../core/diff/comparison';

/** Where production's columns of these names are in a row's cells; undefined where one was not compared. */
export function positionsOf(
  names: readonly string[],
  { columns }: Pick<ComparedTable, 'columns'>,
): readonly number[] | undefined {
  const positions = names.map((name) => columns.findIndex((column) => column.name === name));
  return positions.includes(-1) ? undefined : positions;
}

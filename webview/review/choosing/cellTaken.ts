import type { ReviewRow } from '../../../src/protocol/rows';
import type { ReviewColumn } from '../../../src/protocol/state';
import { element } from '../dom';
import { isBlocked } from '../flags';
import type { Texts } from '../texts';

/** Whether the column of the row can be taken without its others. */
export function mayTakeCell(
  row: ReviewRow,
  column: number,
  columns: readonly ReviewColumn[],
): boolean {
  const differs = row.kind === 'changed' && row.differing.includes(column);
  return differs && columns[column]?.writable === true && !isBlocked(row);
}

export function isCellTaken(row: ReviewRow, column: number): boolean {
  const columns = row.kind === 'changed' ? row.selectedColumns : undefined;
  return columns ? columns.includes(column) : row.selected;
}

export function isTakenInPart(row: ReviewRow): boolean {
  return row.kind === 'changed' && row.selectedColumns !== undefined;
}

/** Says whether the cell is taken; by the mouse it is so put in or out, by keyboard with Ctrl+Space. */
export function cellBox(taken: boolean, texts: Texts): HTMLElement {
  return element('span', {
    class: `check take${taken ? ' on' : ''}`,
    attributes: {
      role: 'checkbox',
      'aria-checked': String(taken),
      'aria-label': texts.say('this column'),
      title: texts.say('Take this column only, or leave it out'),
    },
  });
}

import { counted } from '../words';

/** Sentences on rows that an undo gave back but for columns that production wrote itself: none where there are none. */
export function rewrittenTexts(rows: number): readonly string[] {
  return rows === 0
    ? []
    : [`In ${counted(rows, 'planned row')} triggers or types of production wrote columns anew.`];
}

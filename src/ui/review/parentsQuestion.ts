import { tableLabel } from '../../core/catalog/table';
import type { LackingParents } from '../../recovery/review/reviewMarks';
import type { DialogOptions } from '../shownTexts';
import { counted } from '../words';

/** More keys are not listed. */
const mostListed = 10;

/** Whether those rows are to be recovered; names their keys, where these may be seen. */
export function parentsQuestion(
  { table, columns, keys }: LackingParents,
  isMasked: boolean,
): { readonly question: string; readonly options: DialogOptions } {
  const listed = isMasked ? [] : keys.slice(0, mostListed).map((key) => keyWords(columns, key));
  const more = !isMasked && keys.length > mostListed ? ['…'] : [];
  return {
    question: `Recover ${counted(keys.length, 'row')} of ${tableLabel(table)} from the same dump?`,
    options: { modal: true, detail: [...listed, ...more].join('\n'), tellsValues: true },
  };
}

/** `citoyen_id 11873` */
function keyWords(columns: readonly string[], key: readonly string[]): string {
  return columns.map((column, at) => `${column} ${key[at] ?? ''}`).join(', ');
}

import { tableLabel } from '../../core/catalog/table';
import type { LackingParents } from '../../recovery/review/reviewMarks';
import { chosen } from '../chosen';
import type { OpenIncident } from '../review/openIncident';
import type { UiServices } from '../services';
import { counted } from '../words';
import { recoverFromDumpOf } from './recover';
import { inform } from '../asking';

/** More keys are not listed. */
const mostListed = 10;

/**
 * Recovers the rows of another table to which rows of an incident refer and which production lacks: these alone, from
 * the same dump. Writes nothing to production.
 * @returns The new incident's folder.
 * @throws {vscode.CancellationError} where the operator declines.
 */
export async function recoverParents(
  { table, columns, keys }: LackingParents,
  incident: OpenIncident,
  services: UiServices,
): Promise<string> {
  const name = tableLabel(table);
  const more = keys.length - mostListed;
  const isMasked = incident.session.masked.size > 0;
  const listed = isMasked ? [] : keys.slice(0, mostListed).map((key) => keyWords(columns, key));
  const detail = [...listed, ...(more > 0 && !isMasked ? ['…'] : [])].join('\n');
  const question = `Recover ${counted(keys.length, 'row')} of ${name} from the same dump?`;
  chosen(await inform(question, { modal: true, detail }, 'Recover These Rows'));
  const scope = { rows: 'keys', keys } as const;
  return recoverFromDumpOf(incident, { table, columns: { key: columns }, scope }, services);
}

/** `citoyen_id 11873` */
function keyWords(columns: readonly string[], key: readonly string[]): string {
  return columns.map((column, at) => `${column} ${key[at] ?? ''}`).join(', ');
}

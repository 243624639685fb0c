import type { LackingParents } from '../../recovery/review/reviewMarks';
import { chosen } from '../chosen';
import type { OpenIncident } from '../review/openIncident';
import type { UiServices } from '../services';
import { parentsQuestion } from '../review/parentsQuestion';
import { recoverFromDumpOf } from './recover';
import { inform } from '../asking';

/**
 * Recovers the rows of another table to which rows of an incident refer and which production lacks: these alone, from
 * the same dump. Writes nothing to production.
 * @returns The new incident's folder.
 * @throws {vscode.CancellationError} where the operator declines.
 */
export async function recoverParents(
  parents: LackingParents,
  incident: OpenIncident,
  services: UiServices,
): Promise<string> {
  const { table, columns, keys } = parents;
  const { question, options } = parentsQuestion(parents, incident.session.masked.size > 0);
  chosen(await inform(question, options, 'Recover These Rows'));
  const scope = { rows: 'keys', keys } as const;
  return recoverFromDumpOf(incident, { table, columns: { key: columns }, scope }, services);
}

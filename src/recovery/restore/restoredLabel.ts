import { tableLabel } from '../../core/catalog/table';
import type { ScratchOrigin } from '../ports/scratch';

/** What a scratch database holds: `metier.demandes_rdv`, `whole database mairie`. */
export function restoredLabel({
  table,
  database,
}: Pick<ScratchOrigin, 'table' | 'database'>): string {
  return table ? tableLabel(table) : `whole database ${database}`.trimEnd();
}

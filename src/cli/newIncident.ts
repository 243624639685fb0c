import type { RowsReach } from '../core/incident/rowsReach';
import type { CommandSpec } from './commandSpec';

/** Options of every command that may open an incident. */
export const newIncidentOptions = {
  'rows-in-git': {
    type: 'flag',
    help: 'Let git take rows and scripts of a new incident: whoever reads the repository reads them',
  },
} as const satisfies CommandSpec['options'];

export function rowsReach(options: { readonly 'rows-in-git': boolean }): RowsReach {
  return options['rows-in-git'] ? 'git' : 'owner';
}

import type { ReportWords } from '../words';

export const freezeFr: ReportWords['freeze'] = {
  frozen: ({ table, by, since, incident }) =>
    `${table} est gelée par ${by} depuis le ${since}${incident === undefined ? '' : ` pour l’incident ${incident}`}\u00a0:`,
  inRole: (owner, role) => `${owner} (rôle ${role})`,
};

export interface FrozenBy {
  readonly table: string;
  readonly by: string;
  readonly since: string;
  /** Undefined where it was frozen without one. */
  readonly incident: string | undefined;
}

/** That a table is frozen; the reason follows. */
export const freezeEn = {
  frozen: ({ table, by, since, incident }: FrozenBy): string =>
    `${table} is frozen by ${by} since ${since}${incident === undefined ? '' : ` for the incident ${incident}`}:`,
  inRole: (owner: string, role: string): string => `${owner} (role ${role})`,
};

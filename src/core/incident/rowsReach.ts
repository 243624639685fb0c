/**
 * Who may read what holds rows in an incident's folder: its `owner` alone, out of git's reach; or whoever reads the
 * repository, as any other file.
 */
export type RowsReach = 'owner' | 'git';

import type { ReviewColumn, ReviewState, ReviewStatus } from '../../../src/protocol/state';

export function column(name: string, more: Partial<ReviewColumn> = {}): ReviewColumn {
  return {
    name,
    type: 'text',
    isKey: false,
    ignored: false,
    identity: false,
    differing: 0,
    numeric: false,
    ...more,
  };
}

export function status(more: Partial<ReviewStatus> = {}): ReviewStatus {
  return {
    selection: { insert: 2, update: 1, delete: 0, allowDeletes: false },
    script: { state: 'none' },
    rehearsal: { state: 'none' },
    outcome: { state: 'none' },
    ...more,
  };
}

/** Three missing, two changed, one extra. */
export function review(more: Partial<ReviewState> = {}): ReviewState {
  return {
    generation: 1,
    table: 'metier.demandes_rdv',
    backup: { label: 'mairie.dump', rows: 9, readAt: '2026-11-19T11:26:00Z' },
    live: { label: 'mairie', production: true, rows: 7, readAt: '2026-11-19T11:26:00Z' },
    stale: 0,
    counts: { missing: 3, changed: 2, sameValue: 0, extra: 1, identical: 4, conflicts: 0 },
    columns: [
      column('rdv_id', { isKey: true }),
      column('statut', { differing: 2 }),
      column('agent'),
    ],
    structure: { obstacles: [], differences: [] },
    notices: [],
    status: status(),
    locale: 'en',
    texts: {},
    ...more,
  };
}

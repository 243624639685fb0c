import type {
  ReviewColumn,
  ReviewState,
  ReviewStatus,
  SelectionCounts,
} from '../../../src/protocol/state';

export function column(name: string, more: Partial<ReviewColumn> = {}): ReviewColumn {
  return {
    name,
    type: 'text',
    isKey: false,
    ignored: false,
    identity: false,
    differing: 0,
    numeric: false,
    writable: true,
    masked: false,
    revealed: false,
    ...more,
  };
}

/** Nothing selected, but what is given. */
export function counts(more: Partial<SelectionCounts> = {}): SelectionCounts {
  const none = { insert: 0, update: 0, delete: 0, rules: 0, exceptions: 0, cells: 0 };
  return { ...none, allowDeletes: false, ...more };
}

export function status(more: Partial<ReviewStatus> = {}): ReviewStatus {
  return {
    selection: counts({ insert: 2, update: 1 }),
    script: { state: 'none' },
    rehearsal: { state: 'none' },
    outcome: { state: 'none' },
    ...more,
  };
}

/** Three missing, two changed, one extra. */
export function review(more: Partial<ReviewState> = {}): ReviewState {
  return {
    incident: '/srv/pra/2026-11-19-metier.demandes_rdv',
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

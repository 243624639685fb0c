import type { JournalEntry, JournalStep } from '../../../../src/core/incident/journal';
import type { ReportFacts, ReportManner } from '../../../../src/core/report/reportFacts';
import type { Outcome } from '../../../../src/core/incident/outcome';
import { zoneClock } from '../../../../src/core/dumpTime/zoneClock';
import { identity } from '../../../support/planned';

const clock = zoneClock('Europe/Paris');
if (!clock) {
  throw new Error('This platform knows no Europe/Paris.');
}

export const inEnglish: ReportManner = { language: 'en', clock };
export const inFrench: ReportManner = { language: 'fr', clock };

/** Each step a minute after the one before, from 10:00 in Paris. */
export function journalOf(...steps: readonly JournalStep[]): readonly JournalEntry[] {
  return steps.map((step, at) => ({
    ...{ n: at + 1, at: `2026-03-10T09:${String(at).padStart(2, '0')}:00.000Z`, writer: 'one' },
    ...{ by: 'marie', ...step },
  }));
}

const plan = { insert: 10, update: 20, delete: 0 };
const applied: Outcome = {
  ...({ kind: 'apply', state: 'applied', planId: 'plan-1', planDigest: 'abc' } as const),
  ...{ xid: '812', plan, writers: ['812'], at: '2026-03-10T09:04:00.000Z' },
  ...{ systemIdentifier: identity.systemIdentifier, timeline: '1', triggers: [], sequences: [] },
};

const moved = {
  rows: 20,
  changes: [{ column: 'jour', how: 'moved', by: { months: 12 } }],
} as const;

export const steps = {
  opened: {
    ...{ step: 'opened', table: 'metier.demandes_rdv', production: 'dba@prod:5432/mairie' },
    dump: '/sauvegardes/mairie|1.dump',
  },
  restored: { step: 'restored', dump: '/sauvegardes/mairie|1.dump', rows: 20_000, seconds: 2.5 },
  compared: {
    ...{ step: 'compared', missing: 10, changed: 24, extra: 5, identical: 19_966, seconds: 65 },
    ...{ dump: { createdAt: '2026-03-10T02:00:00', sha256: 'f00d' }, reused: 2 },
    patterns: [moved, { rows: 4, changes: [{ column: 'statut', how: 'replaced' }] }],
    transactions: [{ xid: '777', committedAt: '2026-03-10T08:55:00Z', rows: 20 }],
  },
  planned: { step: 'planned', plan, digest: 'abc', patterns: [moved] },
  committed: { step: 'committed', write: 'apply', xid: '812' },
  proved: { step: 'proved', equal: 30, different: 0, writtenByUs: 0, changedByOthers: 4 },
} as const satisfies Readonly<Record<string, JournalStep>>;

/** Corrected and proved: all of the steps. */
export const proved: ReportFacts = {
  incident: '2026-03-10-metier.demandes_rdv',
  plan: {
    ...{ identity, counts: plan, digest: 'abc', isWholeTable: false },
    origin: {
      incident: '2026-03-10-metier.demandes_rdv',
      dump: {
        ...{ path: '/sauvegardes/mairie|1.dump', createdAt: '2026-03-10T02:00:00' },
        sha256: 'f00d',
      },
      ...{ createdAt: '2026-03-10T09:03:00Z', tool: 'pra 0.1.0', language: 'en' },
    },
  },
  journal: journalOf(...Object.values(steps)),
  applied,
  undone: undefined,
  pages: [],
  inForce: [applied],
  spread: {
    ...{ column: 'jour', unit: 'day' },
    bins: [
      { from: '2026-02-01', to: '2026-02-02', backup: 12, live: 12 },
      { from: '2026-02-02', to: '2026-02-03', backup: 9, live: 0 },
      { from: '2026-02-03', to: '2026-02-04', backup: 4, live: 2 },
      { from: '2026-02-04', to: '2026-02-05', backup: 8, live: 9 },
    ],
  },
};

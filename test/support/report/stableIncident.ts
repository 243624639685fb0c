import { createHash } from 'node:crypto';
import type { PlanHeader } from '../../../src/core/correction/planFile';
import { chronological, type JournalEntry } from '../../../src/core/incident/journal';
import type { Outcome } from '../../../src/core/incident/outcome';
import { processes } from '../../../src/pgtools/server/processes';
import type { ReportFacts } from '../../../src/core/report/reportFacts';

const table = 'metier.demandes_rdv';

/** When each step is in a story, by Paris’ clocks in winter; of a task or a note by what it is about: `task inform`. */
export type StoryTimes = Readonly<Record<string, string>>;

/** Of one that is qualified and frozen before anything is restored. */
const frozenFirst: StoryTimes = {
  ...{ opened: '08:54', qualified: '08:55', frozen: '09:05', 'dump-verified': '09:10' },
  ...{ restored: '09:14', compared: '09:16', strategy: '09:28', planned: '09:31' },
  ...{ 'rehearsal-begun': '09:33', begun: '09:40', 'rows-locked': '09:40', sequences: '09:41' },
  ...{ 'rows-written': '09:40', committing: '09:40', reported: '14:20' },
  ...{ rehearsed: '09:33', snapshot: '09:39', committed: '09:41', proved: '09:43' },
  ...{ checked: '09:45', 'signed-off': '09:50', unfrozen: '09:52', watched: '10:23' },
  closed: '14:25',
};
/** Proved right after the correction, and once more when it was validated. */
const provedAgain = '09:45';
/** When the damage is said to have happened, where that was said. */
const damaged = '07:30';
/** When the two transactions that stand out were committed. */
const commits = ['07:38', '07:52'];

export function at(time: string): string {
  return new Date(`2026-11-24T${time}:00+01:00`).toISOString();
}

/** The same incident as if it had been that day and on that server: what differs from run to run is always the same. */
export function stable(facts: ReportFacts, more: StoryTimes = {}): ReportFacts {
  const times = { ...frozenFirst, ...more };
  const known = new Map(
    facts.journal.flatMap(transactionsOf).map((xid, n) => [xid, String(4711 + n * 29)]),
  );
  const xidOf = (xid: string): string => known.get(xid) ?? xid;
  return {
    ...facts,
    incident: `2026-11-24-${table}`,
    plan: facts.plan && stablePlan(facts.plan),
    // The example stands without the rest of its folder.
    pages: [],
    journal: chronological(
      facts.journal.map((entry, n) => {
        const isAgain =
          entry.step === 'proved' &&
          facts.journal.slice(0, n).some(({ step }) => step === 'proved');
        const moved = stableEntry(entry, { xidOf, times });
        return { ...moved, ...(isAgain ? { at: at(provedAgain) } : {}) };
      }),
    ),
    applied: facts.applied && stableOutcome(facts.applied, xidOf),
    inForce: facts.inForce.map((part) => stableOutcome(part, xidOf)),
  };
}

export function transactionsOf(entry: JournalEntry): readonly string[] {
  if (entry.step === 'compared') {
    return writersOf(entry.transactions).map(({ xid }) => xid);
  }
  return entry.step === 'committed' ? [entry.xid] : [];
}

/** Those that wrote by far the most rows. */
function writersOf<W extends { readonly rows: number }>(writers: readonly W[] = []): readonly W[] {
  return writers.toSorted((one, other) => other.rows - one.rows).slice(0, 2);
}

function stablePlan(plan: PlanHeader): PlanHeader {
  const { identity, origin } = plan;
  return {
    ...{ ...plan, digest: hash('a') },
    identity: {
      ...identity,
      systemIdentifier: '7300000000000000001',
      databaseOid: '16393',
      tableOid: '16440',
    },
    origin: {
      ...{ ...origin, createdAt: at('09:31'), tool: 'pra' },
      dump: { path: dump, createdAt: '2026-11-24T02:00:00', sha256: hash('d') },
    },
  };
}

function stableOutcome<O extends Outcome>(outcome: O, xidOf: (xid: string) => string): O {
  return { ...outcome, xid: xidOf(outcome.xid), at: at('09:41') };
}

const dump = '/sauvegardes/mairie_full_20261124_020000.dump';

function hash(of: string): string {
  return createHash('sha256').update(of).digest('hex');
}

/** What of a step is of this run alone. */
const stableFields: Readonly<Partial<Record<JournalEntry['step'], object>>> = {
  opened: { production: 'dba@bd-metier:5432/mairie', dump },
  'dump-verified': { dump, sha256: hash('d') },
  restored: { dump, seconds: 0.4 },
  compared: { seconds: 0.2, dump: { createdAt: '2026-11-24T02:00:00', sha256: hash('d') } },
  planned: { digest: hash('a') },
  rehearsed: { seconds: 0.3, digest: hash('a') },
  snapshot: { bytes: 2_472_000, sha256: hash('e') },
  watched: { seconds: 1800, looks: 31 },
};

/** Steps that say themselves whose they are. */
const signed: readonly JournalEntry['step'][] = ['note', 'frozen', 'signed-off', 'strategy'];

interface Story {
  readonly xidOf: (xid: string) => string;
  readonly times: StoryTimes;
}

function nameOf(entry: JournalEntry): string {
  if (entry.step === 'task') {
    return `task ${entry.task}`;
  }
  return entry.step === 'note' ? `note ${entry.about ?? ''}` : entry.step;
}

function stableEntry(entry: JournalEntry, { xidOf, times }: Story): JournalEntry {
  const time = times[nameOf(entry)];
  // The fields are those of its own step.
  const moved = {
    ...entry,
    ...stableFields[entry.step],
    ...(signed.includes(entry.step) || saidOf(entry) ? {} : { by: 'dba' }),
    ...(time === undefined ? {} : { at: at(time) }),
    ...stableReading(entry, time),
  } as JournalEntry;
  const stableWriters = <W extends { readonly xid: string; readonly rows: number }>(
    writers: readonly W[] | undefined,
  ): readonly (W & { readonly committedAt: string })[] =>
    writersOf(writers).map((writer, n) => ({
      ...{ ...writer, xid: xidOf(writer.xid), committedAt: at(commits[n] ?? '') },
    }));
  if (moved.step === 'qualified') {
    const found = { ...moved.found, transactions: stableWriters(moved.found.transactions) };
    const newest = { ...found.dump, path: dump, createdAt: '2026-11-24T02:00:00' };
    return { ...moved, found: { ...found, dump: newest } };
  }
  if (moved.step === 'compared') {
    return { ...moved, transactions: stableWriters(moved.transactions) };
  }
  if (moved.step === 'strategy') {
    const damagedBy = stableWriters(moved.from.damagedBy);
    const text = JSON.stringify(moved.strategies).replaceAll(
      /(?<=")(t-)?(\d+)(?=")/g,
      (_, mark: string | undefined, xid: string) => `${mark ?? ''}${xidOf(xid)}`,
    );
    const strategies = JSON.parse(text) as typeof moved.strategies;
    return {
      ...moved,
      from: { ...moved.from, comparedAt: at(times['compared'] ?? ''), damagedBy },
      strategies,
    };
  }
  return moved.step === 'committed' ? { ...moved, xid: xidOf(moved.xid) } : stableSaying(moved);
}

/** Of a dump that was verified: how long that took, or when it was where that was before the incident. */
function stableReading(entry: JournalEntry, time: string | undefined): object {
  if (entry.step !== 'dump-verified') {
    return {};
  }
  return entry.when === undefined || time === undefined ? { seconds: 0.1 } : { when: at(time) };
}

/** By somebody else than whoever ran the tool. */
function saidOf({ step, by }: JournalEntry): boolean {
  return step === 'task' && by !== processes.user;
}

/** What was said of the incident by whoever ran the tool. */
function stableSaying(entry: JournalEntry): JournalEntry {
  if (entry.step === 'opened' && entry.damagedAt !== undefined) {
    return { ...entry, damagedAt: at(damaged) };
  }
  return entry.step === 'frozen' && entry.owner === processes.user
    ? { ...entry, owner: 'dba' }
    : entry;
}

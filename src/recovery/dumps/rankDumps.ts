import { RecoveryError } from '../../core/errors';

/** A dump as far as it is known. */
export interface DumpCandidate {
  readonly path: string;
  /** The dump host's local time, `2026-03-10T02:00:00`; undefined where the dump could not be read. */
  readonly createdAt: string | undefined;
  readonly verification: 'verified' | 'damaged' | 'not verified';
}

export interface RankedDump {
  readonly dump: DumpCandidate;
  /** One sentence: why it stands where it stands. */
  readonly reason: string;
}

export interface DumpRanking {
  /** The newest verified dump from before the incident; undefined where there is none. */
  readonly recommended: RankedDump | undefined;
  /** The rest, the most useful first; none of them is to be relied on as it is. */
  readonly others: readonly RankedDump[];
}

/** From the most useful to the least. */
const ranks = ['usable', 'not verified', 'too late', 'damaged'] as const;
type Rank = (typeof ranks)[number];

/**
 * The right dump for an incident: verified and newest before it. A dump's time is when it was begun, in
 * the dump host's local time; `incident` is in the same.
 * @throws {RecoveryError} `usage` when the incident's time is none.
 */
export function rankDumps(dumps: readonly DumpCandidate[], incident: string): DumpRanking {
  const time = localTime(incident);
  const sorted = [...dumps].sort((a, b) => compareDumps(a, b, time));
  const [first] = sorted;
  const recommended = first !== undefined && rankOf(first, time) === 'usable' ? first : undefined;
  const others = recommended === undefined ? sorted : sorted.slice(1);
  return {
    recommended: recommended && {
      dump: recommended,
      reason: `Verified, and the newest from before the incident (${shown(recommended)}).`,
    },
    others: others.map((dump) => ({ dump, reason: reasonOf(dump, time) })),
  };
}

/** `2026-03-10 02:00` as `2026-03-10T02:00:00`: such times compare as texts. */
export function localTime(text: string): string {
  const parts = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d(?:\.\d+)?)?$/.exec(text.trim());
  const [, date = '', minutes = '', seconds = ':00'] = parts ?? [];
  const time = `${date}T${minutes}${seconds}`;
  const parsed = Date.parse(`${time}Z`);
  // Date.parse takes 30 February for 2 March.
  if (Number.isNaN(parsed) || new Date(parsed).toISOString().slice(0, 10) !== date) {
    throw new RecoveryError('usage', `“${text}” is no time.`, {
      hint: 'Give it as 2026-03-10 02:00, in the local time of the machine that makes the dumps.',
    });
  }
  return time;
}

function rankOf({ createdAt, verification }: DumpCandidate, incident: string): Rank {
  if (createdAt === undefined || verification === 'damaged') {
    return 'damaged';
  }
  if (createdAt >= incident) {
    return 'too late';
  }
  return verification === 'verified' ? 'usable' : 'not verified';
}

/** Of those too late the first after the incident comes first, of all others the newest. */
function compareDumps(a: DumpCandidate, b: DumpCandidate, incident: string): number {
  const rank = rankOf(a, incident);
  const byRank = ranks.indexOf(rank) - ranks.indexOf(rankOf(b, incident));
  const newestFirst = compareTexts(b.createdAt ?? '', a.createdAt ?? '');
  return (
    byRank || (rank === 'too late' ? -newestFirst : newestFirst) || compareTexts(a.path, b.path)
  );
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function reasonOf(dump: DumpCandidate, incident: string): string {
  switch (rankOf(dump, incident)) {
    case 'usable':
      return `Verified, but older than the recommended one (${shown(dump)}).`;
    case 'not verified':
      return `From before the incident (${shown(dump)}), but not verified.`;
    case 'too late':
      return dump.createdAt === incident
        ? 'Begun at the very time of the incident: it may hold the damage.'
        : `Begun after the incident (${shown(dump)}): it may hold the damage.`;
    case 'damaged':
      return dump.createdAt === undefined
        ? 'Its contents cannot be read.'
        : 'Damaged or cut short.';
  }
}

function shown({ createdAt = '' }: DumpCandidate): string {
  return createdAt.replace('T', ' ');
}

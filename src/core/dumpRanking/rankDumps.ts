import { compareInByteOrder } from '../diff/keys/byteOrder';
import { type DumpCandidate, type DumpRank, dumpRanks, type RankedIncident } from './candidate';
import { outOfLineWith } from './neighbours';
import { type Judged, reasonOf, recommendedReason, whyNone } from './reasons';

export interface RankedDump {
  readonly dump: DumpCandidate;
  readonly rank: DumpRank;
  /** One sentence: why it stands where it stands. */
  readonly reason: string;
}

export interface DumpRanking {
  /** The most useful first; the recommended one, where there is one, before all. */
  readonly dumps: readonly RankedDump[];
  /** Verified and newest before the incident, its volume in line with its neighbours. */
  readonly recommended: RankedDump | undefined;
  /** Why none is recommended, in sentences; undefined where one is. */
  readonly whyNone: string | undefined;
}

/** The right dump for an incident, and why each other one is not. */
export function rankDumps(dumps: readonly DumpCandidate[], incident: RankedIncident): DumpRanking {
  const judged = judge(dumps, incident).sort(mostUsefulFirst);
  const [first, ...others] = judged;
  if (first?.rank !== 'usable') {
    return {
      dumps: judged.map((one) => ranked(one, reasonOf(one, incident))),
      recommended: undefined,
      whyNone: whyNone(judged, incident),
    };
  }
  const recommended = ranked(first, recommendedReason(first, judged, incident));
  return {
    dumps: [recommended, ...others.map((one) => ranked(one, reasonOf(one, incident)))],
    recommended,
    whyNone: undefined,
  };
}

function ranked({ dump, rank }: Judged, reason: string): RankedDump {
  return { dump, rank, reason };
}

function judge(dumps: readonly DumpCandidate[], incident: RankedIncident): Judged[] {
  // What was dumped after the damage says nothing of what there was before.
  const healthy = dumps.filter((dump) =>
    ['usable', 'not-verified'].includes(rankAlone(dump, incident)),
  );
  return dumps.map((dump) => {
    const rank = rankAlone(dump, incident);
    const around = healthy.includes(dump) ? outOfLineWith(dump, healthy) : undefined;
    return { dump, around, rank: around === undefined ? rank : 'volume' };
  });
}

/** Without a look at its neighbours. */
function rankAlone(
  { time, verification, rows }: DumpCandidate,
  { at }: RankedIncident,
): Exclude<DumpRank, 'volume'> {
  if (verification === 'damaged') {
    return 'damaged';
  }
  if (rows === 0 || rows === 'no such table') {
    return 'no-rows';
  }
  if (time.from !== undefined && time.from > at.to) {
    return 'too-late';
  }
  if (time.to >= at.from) {
    return 'uncertain';
  }
  return verification === 'verified' ? 'usable' : 'not-verified';
}

/** Of those too late the first after the incident comes first, of all others the newest. */
function mostUsefulFirst(a: Judged, b: Judged): number {
  const byRank = dumpRanks.indexOf(a.rank) - dumpRanks.indexOf(b.rank);
  const newestFirst = b.dump.time.to - a.dump.time.to;
  return (
    byRank ||
    (a.rank === 'too-late' ? -newestFirst : newestFirst) ||
    compareInByteOrder(a.dump.path, b.dump.path)
  );
}

import type { AssumedZone, DumpInterval } from '../dumpTime/dumpInterval';
import type { DumpCandidate, DumpRank, RankedIncident } from './candidate';

/** A dump and where it stands. */
export interface Judged {
  readonly dump: DumpCandidate;
  readonly rank: DumpRank;
  /** The rows of the dumps around, where its own are out of line with them. */
  readonly around: number | undefined;
}

/** Why the first is the right one, said beside a newer one that is not verified. */
export function recommendedReason(
  { dump }: Judged,
  all: readonly Judged[],
  incident: RankedIncident,
): string {
  const hasNewer = all.some(
    ({ rank, dump: other }) => rank === 'not-verified' && other.time.to > dump.time.to,
  );
  const newest = hasNewer
    ? 'the newest verified one from before the incident; a newer one is not verified'
    : 'the newest from before the incident';
  return sentence(`Verified, and ${newest}`, dump, incident);
}

export function reasonOf(judged: Judged, incident: RankedIncident): string {
  const { dump, rank } = judged;
  switch (rank) {
    case 'usable':
      return sentence('Verified, but older than the recommended one', dump, incident);
    case 'not-verified':
      return sentence('From before the incident, but not verified', dump, incident);
    case 'volume':
      return sentence(volumeText(judged, incident), { ...dump, rows: undefined }, incident);
    case 'uncertain':
      return sentence(uncertainText(dump.time), dump, incident);
    case 'too-late':
      return sentence('Begun after the incident: it may hold the damage', dump, incident);
    case 'no-rows':
      return `Holds ${rowsText(dump, incident)}.`;
    case 'damaged':
      return dump.problem ?? 'Damaged or cut short.';
  }
}

/** Why nothing can be recommended. */
export function whyNone(all: readonly Judged[], incident: RankedIncident): string {
  const countOf = (rank: DumpRank): number => all.filter((one) => one.rank === rank).length;
  if (all.length === 0) {
    return 'There is no dump.';
  }
  const parts = [
    [countOf('not-verified'), 'from before the incident but not verified'],
    [countOf('volume'), `from before the incident with an unlikely number of rows`],
    [countOf('uncertain'), 'perhaps from before the incident, perhaps not'],
    [countOf('too-late'), 'from after the incident'],
    [countOf('no-rows'), `without rows of ${tableText(incident)}`],
    [countOf('damaged'), 'damaged'],
  ] as const;
  const told = parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
  return `No dump can be recommended: ${told.join(', ')}.`;
}

/** `(begun 2026-03-10 02:00:00, assumed to be in Europe/Paris)`. */
export function timeText(
  { said, to, source, zone, clockChange }: DumpInterval,
  incident: RankedIncident,
): string {
  if (said === undefined) {
    const { clock } = incident;
    return `its file was written ${shown(clock.shownAt(to))} (${clock.zone}); when it was begun is not known`;
  }
  const change = {
    twice: ', a time that the clocks showed twice',
    never: ', a time that the clocks skipped',
  };
  return [
    source === 'header' ? 'begun ' : 'by its name of ',
    shown(said),
    clockChange === undefined ? '' : change[clockChange],
    zone === undefined ? ' UTC' : `, ${zoneText(zone)}`,
  ].join('');
}

function zoneText({ clock, isGiven }: AssumedZone): string {
  return isGiven
    ? `assuming the time zone ${clock.zone}`
    : `assuming this machine’s time zone, ${clock.zone}`;
}

function sentence(text: string, dump: DumpCandidate, incident: RankedIncident): string {
  const rows = typeof dump.rows === 'number' ? `; it holds ${rowsText(dump, incident)}` : '';
  return `${text} (${timeText(dump.time, incident)})${rows}.`;
}

function volumeText({ dump, around = 0 }: Judged, incident: RankedIncident): string {
  return `Holds ${rowsText(dump, incident)}, the dumps around it about ${count(Math.round(around))}`;
}

function uncertainText({ source, clockChange }: DumpInterval): string {
  if (source === 'file') {
    return 'Written after the incident, and perhaps begun before it';
  }
  return clockChange === undefined
    ? 'Its time touches that of the incident: it may hold the damage'
    : 'Made in the night of a clock change: it may be from before or from after the incident';
}

function rowsText({ rows }: DumpCandidate, incident: RankedIncident): string {
  const table = tableText(incident);
  if (typeof rows !== 'number') {
    return `nothing of ${table}`;
  }
  return rows === 0
    ? `no rows of ${table}`
    : `${count(rows)} ${rows === 1 ? 'row' : 'rows'} of ${table}`;
}

function tableText({ table = 'the damaged table' }: RankedIncident): string {
  return table;
}

function count(number: number): string {
  return number.toLocaleString('en');
}

function shown(time: string): string {
  return time.replace('T', ' ');
}

import { closedBy } from '../../core/incident/steps/progress';
import type { IncidentStanding } from '../../core/incident/standing';
import type { ListedIncident } from '../../engine/reviewing';
import { inWindow } from '../asking';
import { count, counted } from '../words';

/** The incidents that still call for somebody: something of theirs is, or may be, in production without proof. */
export function unprovedOf(all: readonly ListedIncident[]): readonly ListedIncident[] {
  return all.filter(({ standing, facts }) => callsFor(standing) && !closedBy(facts.entries));
}

/** `1 outcome unknown, 2 applied, not verified`, in the window's language. */
export function unprovedCounts(unproved: readonly ListedIncident[]): string {
  const of = (standing: IncidentStanding): number =>
    unproved.filter((incident) => incident.standing === standing).length;
  const [unknown, partly, applied] = [of('unknown'), of('partly-applied'), of('applied')];
  return [
    unknown > 0 ? `${counted(unknown, 'outcome')} unknown` : '',
    partly > 0 ? `${count(partly)} partly applied` : '',
    applied > 0 ? `${count(applied)} applied, not verified` : '',
  ]
    .filter((text) => text !== '')
    .map(inWindow)
    .join(', ');
}

function callsFor(standing: IncidentStanding): boolean {
  return standing === 'unknown' || standing === 'partly-applied' || standing === 'applied';
}

import type * as vscode from 'vscode';
import { closedBy, openTasks, stepsOf } from '../../core/incident/steps/progress';
import type { IncidentStanding } from '../../core/incident/standing';
import type { ListedIncident } from '../../engine/reviewing';
import { inWindow } from '../asking';
import { count, counted } from '../words';

/** The incidents that still call for somebody: something of theirs is, or may be, in production without proof. */
export function unprovedOf(all: readonly ListedIncident[]): readonly ListedIncident[] {
  return all.filter((incident) => callsFor(incident) && !closedBy(incident.facts.entries));
}

/** `1 outcome unknown, 2 applied, not verified, 1 applied by file`, in the window's language. */
export function unprovedCounts(unproved: readonly ListedIncident[]): string {
  const of = (standing: IncidentStanding): number =>
    unproved.filter((incident) => incident.standing === standing).length;
  const [unknown, partly] = [of('unknown'), of('partly-applied')];
  const [applied, filed] = [of('applied'), of('filed')];
  return [
    unknown > 0 ? `${counted(unknown, 'outcome')} unknown` : '',
    partly > 0 ? `${count(partly)} partly applied` : '',
    applied > 0 ? `${count(applied)} applied, not verified` : '',
    filed > 0 ? `${count(filed)} applied by file` : '',
  ]
    .filter((text) => text !== '')
    .map(inWindow)
    .join(', ');
}

export function badgeOf(unproved: readonly ListedIncident[]): vscode.ViewBadge | undefined {
  return unproved.length === 0
    ? undefined
    : { value: unproved.length, tooltip: unprovedCounts(unproved) };
}

function callsFor({ standing, facts }: ListedIncident): boolean {
  // What a file did cannot be proved: it is people who say that it is right.
  return standing === 'filed'
    ? openTasks(stepsOf(facts)).includes('validate')
    : standing === 'unknown' || standing === 'partly-applied' || standing === 'applied';
}

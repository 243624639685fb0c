import path from 'node:path';
import { RecoveryError } from '../../core/errors';
import type { IncidentStanding } from '../../core/incident/standing';
import type { ListedIncident } from '../../engine/reviewing';
import type { Step } from '../../protocol/state';
import { pickOne } from '../asking';
import { chosen } from '../chosen';

/** Those whose rows may still be chosen and written. */
const correctable = ['compared', 'planned', 'rehearsed', 'filed', 'undone'] as const;
/** Something of it is in production. */
const written = ['partly-applied', 'applied', 'proved', 'unknown'] as const;
const reviewable = [...correctable, ...written] as const;

/** How far incidents have come that may be meant. */
export const standings = {
  ...{ correctable, written, reviewable },
  any: ['opened', ...reviewable],
} as const;

export const standingsFor: Readonly<Record<Step, readonly IncidentStanding[]>> = {
  saveScript: correctable,
  rehearse: [...correctable, 'partly-applied'],
  apply: [...correctable, 'partly-applied', 'unknown'],
  verify: [...written, 'filed', 'undone'],
  undo: [...written, 'filed'],
  compareAgain: reviewable,
  findStale: correctable,
  compareStale: correctable,
  refresh: correctable,
};

/** The one that may be meant, else of several the one that the operator picks. */
export async function pickIncident(
  listed: readonly ListedIncident[],
  may: readonly IncidentStanding[],
): Promise<string> {
  const incidents = listed.filter(({ standing }) => may.includes(standing));
  const [only, ...others] = incidents;
  if (!only) {
    throw new RecoveryError('usage', 'There is no incident in this workspace that stands there.', {
      hint: 'The view Incidents shows how far each has come; PRA: Recover Table opens a new one.',
    });
  }
  if (others.length === 0) {
    return only.dir;
  }
  const items = incidents.map(({ dir, standing }) => ({
    label: path.basename(dir),
    description: standing,
    dir,
  }));
  return chosen(await pickOne(items, { placeHolder: 'Which incident?' })).dir;
}

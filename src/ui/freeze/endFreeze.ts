import { tableLabel } from '../../core/catalog/table';
import { gapSentence } from '../../core/freeze/freeze';
import { batchesIn, batchesLeft } from '../../core/incident/batches';
import { unfreeze } from '../../engine/freezing';
import type { FoundFreeze } from '../../recovery/freeze/frozenTables';
import type { UnfreezeResult } from '../../recovery/freeze/unfreezeTable';
import { chosen } from '../chosen';
import type { LiveTable } from '../connections/liveTable';
import { showBatches } from '../incidents/batches';
import type { UiServices } from '../services';
import { despiteBlockers } from './despiteBlockers';
import type { Incident } from '../incidents/openedTable';
import { incidentNamed } from '../incidents/tableSubject';
import { whoseFreeze } from './frozenWords';
import { lookForFrozen } from './lookForFrozen';
import { placeLines } from './placeLines';
import { inform, warn } from '../asking';

/** Ends a freeze once the operator has confirmed it. Where no incident is given, it is the one that the freeze names. */
export async function endFreeze(
  found: FoundFreeze,
  where: Pick<LiveTable, 'profile' | 'settings'> & { readonly incident?: Incident | undefined },
  services: UiServices,
): Promise<void> {
  const { profile, settings: live } = where;
  const { table, freeze } = found;
  const place = { profile, settings: live, table };
  const incident = where.incident ?? (await incidentNamed(freeze.incident, services));
  await confirm(found, place);
  const title = `Unfreezing ${tableLabel(table)}`;
  const result = await despiteBlockers(place, services, () =>
    services.tasks.run(title, async ({ work }) => {
      const done = await unfreeze({ live, table, incident, secrets: services.tokens }, work);
      await lookForFrozen(profile, services, work);
      return done;
    }),
  );
  services.refresh();
  void services.tasks.showingFailure(() => tell(result, incident, services));
}

async function confirm({ freeze, gaps, tokenHeld }: FoundFreeze, place: LiveTable): Promise<void> {
  const detail = [
    ...placeLines(place),
    `Frozen ${whoseFreeze(freeze)}`,
    '',
    ...(tokenHeld ? [] : ['This installation did not freeze it: ask its owner first.']),
    'From then on everybody can write to it again.',
    ...gaps.map(gapSentence),
  ];
  const question = `Unfreeze in production, ${tableLabel(place.table)}?`;
  const options = { modal: true, detail: detail.join('\n') };
  chosen(await warn(question, options, 'Unfreeze'));
}

/** What was suspended for the freeze is to be resumed now. */
async function tell(
  { frozen, notices }: UnfreezeResult,
  incident: Incident | undefined,
  services: UiServices,
): Promise<void> {
  const toResume = incident ? batchesLeft(batchesIn(await incident.entries())).toResume : [];
  const names = toResume.map(({ name }) => name).join(', ');
  const sentences = [
    `${tableLabel(frozen.table)} takes writes again.`,
    ...(toResume.length > 0 ? [`These batches are to be resumed: ${names}.`] : []),
    ...notices,
  ];
  const ways = toResume.length > 0 ? ['Batch Checklist'] : [];
  const answer = await inform(sentences, ...ways);
  if (answer !== undefined && incident) {
    await showBatches(incident.path, services, 'resumed');
  }
}

import type { ScratchPlace } from '../../engine/connections';
import type { EngineHost } from '../../engine/engineHost';
import { restoredLabel } from '../../recovery/restore/restoredLabel';
import type { UiServices } from '../services';
import { dropScratchAfterDays } from '../settings';
import { counted } from '../words';
import { inform } from '../asking';

/** Drops what is older than the setting allows, and says so in the log and a note. */
export async function dropOldScratch(
  place: ScratchPlace,
  { log }: UiServices,
  host: EngineHost,
): Promise<void> {
  const days = dropScratchAfterDays();
  if (!(days > 0)) {
    return;
  }
  const { dropOldScratchOn } = await import('../../engine/scratch');
  const { dropped, inUse } = await dropOldScratchOn(place, days, host);
  for (const { name, origin } of dropped) {
    log.info(`${name} (${restoredLabel(origin)}) dropped: older than ${counted(days, 'day')}`);
  }
  for (const { name } of inUse) {
    log.info(`${name} is older than ${counted(days, 'day')}, but in use: it stays`);
  }
  if (dropped.length > 0) {
    const what = counted(dropped.length, 'scratch database');
    void inform(`Dropped ${what} older than ${counted(days, 'day')} (pra.dropScratchAfterDays).`);
  }
}

import path from 'node:path';
import { setZoneOfFolder, zoneOfFolder } from '../dumps/dumpZones';
import type { UiServices } from '../services';
import { subjectOf } from '../views/subject';
import { pickName, pickOne } from '../asking';
import type { PickItem } from '../shownTexts';

/** Dumps say no time zone: here the operator says which one the machine that makes them is in. */
export async function setDumpZone(services: UiServices, node: unknown): Promise<void> {
  const folder =
    subjectOf(node, 'dumpFolder')?.folder ??
    (await pickName(services.dumpFolders.all(), {
      placeHolder: 'Of which folder’s dumps?',
    }));
  if (folder === undefined) {
    return;
  }
  const picked = await pickOne(zoneItems(zoneOfFolder(folder)), {
    placeHolder: `In which time zone is the machine that makes the dumps in ${path.basename(folder)}?`,
  });
  if (picked) {
    await setZoneOfFolder(folder, picked.zone);
    services.refresh();
  }
}

interface ZoneItem extends PickItem {
  readonly zone: string | undefined;
}

function zoneItems(current: string | undefined): readonly ZoneItem[] {
  const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const names = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);
  const unset = { label: 'As this machine', description: here, zone: undefined };
  return [
    unset,
    ...Array.from(names, (zone) => ({
      ...{ label: zone, isName: true },
      description: zone === current ? 'set now' : '',
      zone,
    })),
  ];
}

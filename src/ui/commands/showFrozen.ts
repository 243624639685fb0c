import { tableLabel } from '../../core/catalog/table';
import { gapSentence } from '../../core/freeze/freeze';
import type { FoundFreeze } from '../../recovery/freeze/frozenTables';
import { chosen } from '../chosen';
import type { ConnectionProfile } from '../connections/profiles';
import { endFreeze } from '../freeze/endFreeze';
import { whoseFreeze } from '../freeze/frozenWords';
import { lookForFrozen } from '../freeze/lookForFrozen';
import { pickProduction } from '../review/production';
import type { UiServices } from '../services';
import { subjectOf } from '../views/subject';
import { inform, pickOne } from '../asking';

/** Lists what is frozen in a production, by whichever installation; what is chosen there is unfrozen. */
export async function showFrozen(services: UiServices, node: unknown): Promise<void> {
  const { profiles, tasks } = services;
  const profile = subjectOf(node, 'connection')?.profile ?? (await productionToShow(services));
  const found = await tasks.run('Looking for frozen tables', ({ work }) =>
    lookForFrozen(profile, services, work),
  );
  if (found.length === 0) {
    void inform(`No table of ${profile.name} is frozen.`);
    return;
  }
  const chosenFreeze = await pickFrozen(profile, found);
  await endFreeze(chosenFreeze, { profile, settings: await profiles.settings(profile) }, services);
}

/** The only one where something is known to be frozen, else asked. */
async function productionToShow({ profiles, frozen }: UiServices): Promise<ConnectionProfile> {
  const all = profiles.ofRole('production');
  const known = all.filter((profile) => frozen.of(profile).length > 0);
  const [only, ...others] = known.length > 0 ? known : all;
  return only && others.length === 0
    ? only
    : pickProduction(profiles, 'Of which production are the frozen tables to be shown?');
}

async function pickFrozen(
  { name }: ConnectionProfile,
  found: readonly FoundFreeze[],
): Promise<FoundFreeze> {
  const items = found.map((freeze) => ({
    label: `$(lock) ${tableLabel(freeze.table)}`,
    description: freeze.tokenHeld ? '' : 'by another installation',
    detail: [`Frozen ${whoseFreeze(freeze.freeze)}`, ...freeze.gaps.map(gapSentence)].join(' · '),
    freeze,
  }));
  const options = {
    title: `Frozen tables of ${name}, PRODUCTION`,
    placeHolder: 'Choose one to unfreeze it',
    matchOnDetail: true,
  };
  return chosen(await pickOne(items, options)).freeze;
}

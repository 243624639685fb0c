import type { ScratchPlace } from '../../engine/connections';
import { restoredLabel } from '../../recovery/restore/restoredLabel';
import { scratchPlace } from '../connections/pickScratch';
import type { UiServices } from '../services';
import { subjectOf } from '../views/subject';
import { ageText, counted, sizeText } from '../words';
import { inform, pickMany, warn } from '../asking';

/** Drops scratch databases: the one of the menu, or those that are ticked. */
export async function dropScratch(services: UiServices, node: unknown): Promise<void> {
  const { dropScratchOn } = await import('../../engine/scratch');
  const subject = subjectOf(node, 'scratchDatabase');
  const place = await scratchPlace(services, node, 'On which server?');
  const names = subject ? [subject.name] : await askNames(services, place);
  if (names.length === 0 || !(await isConfirmed(names.length))) {
    return;
  }
  const dropped = await services.tasks.run('Dropping scratch databases', (host) =>
    dropScratchOn(place, names, host),
  );
  services.refresh();
  void inform(`Dropped ${counted(dropped.length, 'scratch database')}.`);
}

async function askNames(services: UiServices, place: ScratchPlace): Promise<readonly string[]> {
  const { listScratch } = await import('../../engine/scratch');
  const databases = await services.tasks.run('Listing scratch databases', (host) =>
    listScratch(place, host),
  );
  if (databases.length === 0) {
    void inform('There are no scratch databases.');
    return [];
  }
  const items = databases.map(({ name, origin, createdAt, bytes, own }) => ({
    label: restoredLabel(origin),
    description: `${origin.dump} · ${ageText(createdAt, new Date())} · ${sizeText(bytes)}`,
    detail: name,
    picked: own,
  }));
  const placeHolder = 'Which scratch databases are no longer needed?';
  const picked = await pickMany(items, { placeHolder });
  return picked?.map(({ detail }) => detail) ?? [];
}

async function isConfirmed(number: number): Promise<boolean> {
  const answer = await warn(
    `Drop ${counted(number, 'scratch database')}?`,
    { modal: true, detail: 'What was restored there is restored again from its dump when needed.' },
    'Drop',
  );
  return answer !== undefined;
}

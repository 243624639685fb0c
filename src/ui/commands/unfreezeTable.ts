import { type TableId, tableLabel } from '../../core/catalog/table';
import { RecoveryError } from '../../core/errors';
import { endFreeze } from '../freeze/endFreeze';
import { tableSubject } from '../incidents/tableSubject';
import { lookForFrozen } from '../freeze/lookForFrozen';
import type { UiServices } from '../services';
import { subjectOf } from '../views/subject';
import { showFrozen } from './showFrozen';

/** Ends the freeze of a table; of which, is asked where neither a table nor an incident is named. */
export async function unfreezeTable(services: UiServices, node: unknown): Promise<void> {
  if (!subjectOf(node, 'liveTable') && !subjectOf(node, 'incident')) {
    await showFrozen(services, node);
    return;
  }
  const { profile, settings, table, incident } = await tableSubject(services, node);
  const all = await services.tasks.run('Looking for frozen tables', ({ work }) =>
    lookForFrozen(profile, services, work),
  );
  const found = all.find(({ relations }) => relations.some((each) => isSame(each, table)));
  if (!found) {
    throw new RecoveryError('not-frozen', `${tableLabel(table)} is not frozen.`);
  }
  await endFreeze(found, { profile, settings, incident }, services);
}

function isSame(a: TableId, b: TableId): boolean {
  return a.schema === b.schema && a.name === b.name;
}

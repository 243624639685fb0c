import { activityText } from '../../core/activity/activityText';
import { tableLabel } from '../../core/catalog/table';
import { activityOf } from '../../engine/activity';
import { type LiveTable, liveTable } from '../connections/liveTable';
import type { UiServices } from '../services';
import { inWindow } from '../asking';

/** Shows who is at work on a table of production just now, as a text. Only reads. */
export async function whoIsWriting(services: UiServices, node: unknown): Promise<void> {
  await showActivity(await liveTable(services, node), services);
}

/** The same of a table that is known. */
export async function showActivity(
  { profile, settings, table }: LiveTable,
  { tasks, pages }: UiServices,
): Promise<void> {
  const title = `Looking who writes to ${tableLabel(table)}`;
  const activity = await tasks.run(title, ({ work }) => activityOf(table, settings, work.signal));
  const content = `Who is writing now: ${profile.name}, PRODUCTION\n\n${activityText(activity)}\n`;
  await pages.show(`Who is writing to ${tableLabel(table)}`, inWindow(content));
}

import { chosen } from '../chosen';
import { pickDump } from '../dumps/pickDump';
import { trustSubject } from '../report/trustReport';
import type { UiServices } from '../services';
import { subjectOf } from '../views/subject';

/** Shows how far a dump can be relied on. */
export async function showTrust(services: UiServices, node: unknown): Promise<void> {
  const file = chosen(subjectOf(node, 'dump')?.path ?? (await pickDump(services)));
  await services.reports.show(trustSubject(file, services));
}

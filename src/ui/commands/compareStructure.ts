import { tableLabel } from '../../core/catalog/table';
import { compareStructure as compareDefinitions } from '../../engine/structure';
import { pickProduction } from '../review/production';
import type { UiServices } from '../services';
import { showDefinitions } from '../structure/showDefinitions';
import { subjectOf } from '../views/subject';
import { restoredTable, withRestored } from './restoredTable';
import { warn } from '../asking';

/** Shows how a restored table and production's are defined, side by side. */
export async function compareStructure(services: UiServices, node: unknown): Promise<void> {
  const restored = await restoredTable(services, node);
  const { table } = restored;
  const named = subjectOf(node, 'liveTable')?.profile;
  const profile =
    named?.role === 'production'
      ? named
      : await pickProduction(services.profiles, 'Which production is it compared with?');
  const live = await services.profiles.settings(profile);
  const title = `Reading how ${tableLabel(table)} is defined`;
  const found = await services.tasks.run(title, (host) =>
    withRestored(restored, host, (backup) =>
      compareDefinitions({ backup, live, table }, host.work.signal),
    ),
  );
  await showDefinitions(table, found.ddl, services.pages);
  for (const obstacle of found.obstacles) {
    void warn(obstacle);
  }
}

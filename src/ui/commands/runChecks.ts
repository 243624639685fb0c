import type { TableName } from '../../core/catalog/tableName';
import type { CheckSide } from '../../core/checks/check';
import { checksPage } from '../../core/checks/checksPage';
import { type ChecksDone, checkFailure, checkSides, usualSeconds } from '../../engine/checks';
import { listScratch } from '../../engine/scratch';
import type { ConnectionSettings } from '../../recovery/connectionSettings';
import { restoredLabel } from '../../recovery/restore/restoredLabel';
import { checksFolder } from '../checks/checksFolder';
import { chosen } from '../chosen';
import { pickScratch } from '../connections/pickScratch';
import { pickProduction } from '../review/production';
import type { UiServices } from '../services';
import { subjectOf } from '../views/subject';
import { type RestoredTable, withRestored } from './restoredTable';
import { inform, inWindow, pickOne, warn } from '../asking';

type Restored = Pick<RestoredTable, 'place' | 'database'>;

/** Runs the workspace's checks in production, beside what is restored in scratch where that is wanted. Only reads. */
export async function runChecks(services: UiServices, node: unknown): Promise<void> {
  const dir = await checksFolder();
  const named = subjectOf(node, 'liveTable') ?? subjectOf(node, 'connection');
  const profile =
    named?.profile ?? (await pickProduction(services.profiles, 'Which production is checked?'));
  const live = await services.profiles.settings(profile);
  const restored = await pickRestored(services);
  const table = subjectOf(node, 'liveTable')?.table;
  const done = await check({ dir, table, live, restored }, services);
  const title = `Checks: ${profile.name}`;
  await services.pages.preview(title, checksPage(done.run, done.history, inWindow));
  tell(title, done);
}

interface Wanted {
  readonly dir: string;
  readonly table: TableName | undefined;
  readonly live: ConnectionSettings;
  readonly restored: Restored | undefined;
}

function check({ dir, table, live, restored }: Wanted, { tasks }: UiServices): Promise<ChecksDone> {
  return tasks.run('Running the checks', (host) => {
    const run = (backup?: ConnectionSettings): Promise<ChecksDone> => {
      const side = (name: CheckSide, connection: ConnectionSettings) => ({
        side: name,
        connection,
      });
      const sides = [side('production', live), ...(backup ? [side('scratch', backup)] : [])];
      return checkSides({ dir, table, sides, seconds: usualSeconds, keep: true }, host.work);
    };
    return restored ? withRestored(restored, host, run) : run();
  });
}

/** Undefined: production alone, which is not asked where nothing is restored. */
async function pickRestored(services: UiServices): Promise<Restored | undefined> {
  const place = await pickScratch(services.profiles, 'Where was the table restored?');
  const listed = await services.tasks.run('Looking at the scratch databases', (host) =>
    listScratch(place, host),
  );
  const complete = listed.filter(({ state }) => state === 'complete');
  if (complete.length === 0) {
    return undefined;
  }
  const none = { label: '$(lock) Production alone', restored: undefined };
  const items = complete.map((database) => ({
    label: `$(beaker) ${restoredLabel(database.origin)}`,
    description: database.origin.dump,
    restored: { place, database },
  }));
  const placeHolder = 'Beside which restored table or database?';
  return chosen(await pickOne([none, ...items], { placeHolder })).restored;
}

function tell(title: string, { run, history }: ChecksDone): void {
  const failure = checkFailure(run);
  if (failure) {
    void warn(`${title}: ${failure.message}`);
  } else {
    void inform(`${title}: no check failed.`);
  }
  if (history.notKept) {
    void warn(`This run is not kept: ${history.notKept.message}`);
  }
}

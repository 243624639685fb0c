import type { ReviewSession } from '../../../src/recovery/review/reviewSession';
import { selectionCounts } from '../../../src/ui/review/status';
import { statut } from './incident';

/** Milliseconds of what the host does for each act of choosing, each until its counts are there. */
export async function choosing(session: ReviewSession): Promise<ReadonlyMap<string, number>> {
  const half = { tab: 'all', filter: { columns: [statut] } } as const;
  const acts: Readonly<Record<string, () => Promise<unknown>>> = {
    'filter by a column': () => session.shownCount(half),
    'select the half under it': () => session.select({ act: 'tab', selected: true, ...half }),
    'count what is shown and selected': () => session.shownCount({ tab: 'all' }),
    'filter by a flag': () =>
      session.shownCount({ tab: 'all', filter: { flags: ['notSelected'] } }),
    'invert all': () => session.select({ act: 'invert', tab: 'all' }),
    'select a tab': () => session.select({ act: 'tab', tab: 'missing', selected: true }),
    'rows of a filter, first page': () => session.page(half, 0, 200),
    undo: () => session.select({ act: 'undo' }),
  };
  const taken = new Map<string, number>();
  for (const [name, act] of Object.entries(acts)) {
    const begun = performance.now();
    await act();
    selectionCounts(session);
    taken.set(name, performance.now() - begun);
  }
  await session.select({ act: 'nothing' });
  return taken;
}

import { LineSet } from '../../../core/review/lineSet';
import type { RowFlag } from '../shownRows';
import type { FilterSources } from './filterSources';

/** The rows that have one of the flags. */
export function withFlag(flags: readonly RowFlag[], sources: FilterSources): LineSet {
  return flags.reduce(
    (found, flag) => found.or(linesWith(flag, sources)),
    LineSet.of(sources.rows.length),
  );
}

function linesWith(flag: RowFlag, { rows, selection }: FilterSources): LineSet {
  switch (flag) {
    case 'sameValue':
    case 'reused':
    case 'stale':
    case 'unread':
    case 'blocked':
    case 'children':
    case 'later':
      return rows[flag];
    case 'selected':
      return selection.lines;
    case 'notSelected':
      return selection.lines.not();
  }
}

import { textsOf } from '../../../protocol/french/french';
import type { GroupRequests, RowGroup } from '../../../protocol/groups';
import type { Handlers } from '../../../protocol/requests';
import { textsIn } from '../../../protocol/texts';
import type { CountedGroup } from '../../../recovery/review/groups/rowGroups';
import { type GroupTelling, groupWords } from '../groupWords';
import { type HandlerSurroundings, refuseOutdated, type Reviewed } from './reviewed';

export function groupHandlers(
  on: Reviewed,
  { locale }: Pick<HandlerSurroundings, 'locale'>,
): Handlers<GroupRequests> {
  const texts = textsIn(locale, textsOf(locale));
  return {
    groups: async ({ generation }) => {
      refuseOutdated(generation, on);
      const { session } = on;
      const groups = await session.groups();
      const { columns } = session.comparison.table;
      const masked = new Set([...session.masked].flatMap((at) => columns[at]?.name ?? []));
      return groups.map((group) => wireGroup(group, { texts, masked }));
    },
  };
}

function wireGroup(group: CountedGroup, telling: GroupTelling): RowGroup {
  const { id, is, of, rows, selectable, selected, selectableSelected } = group;
  return {
    ...{ id, kind: is.kind, of, rows, selectable, selected, selectableSelected },
    ...groupWords(group, telling),
    ...timesOf(is),
  };
}

function timesOf(is: CountedGroup['is']): Pick<RowGroup, 'at' | 'until'> {
  if ('committedAt' in is) {
    return { at: is.committedAt };
  }
  return 'between' in is ? { at: is.between[0], until: is.between[1] } : {};
}

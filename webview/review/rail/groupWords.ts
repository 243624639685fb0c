import type { English } from '../../../src/protocol/french/french';
import type { RowGroup } from '../../../src/protocol/groups';
import type { Texts } from '../texts';

export interface RailSection {
  readonly name: English;
  readonly groups: readonly RowGroup[];
  /** What cannot be told of them. */
  readonly note?: English | undefined;
}

/** The groups as they stand under each other; a section without any is left out. */
export function sectionsOf(
  groups: readonly RowGroup[],
  counts: { readonly missing: number },
): readonly RailSection[] {
  const of = (...kinds: readonly RowGroup['kind'][]): readonly RowGroup[] =>
    groups.filter(({ kind }) => kinds.includes(kind));
  const transactions = of('transaction');
  const all: readonly RailSection[] = [
    { name: 'Patterns', groups: of('pattern', 'flag') },
    {
      ...{ name: 'Transactions', groups: transactions },
      note: noteOn(transactions, counts.missing),
    },
    { name: 'After the dump, by others', groups: of('later') },
  ];
  return all.filter((section) => section.groups.length > 0);
}

/** An accident is among the largest: of many patterns the small ones are folded away. Flags are always in sight. */
export function foldedGroups(groups: readonly RowGroup[]): {
  readonly first: readonly RowGroup[];
  readonly rest: readonly RowGroup[];
} {
  const patterns = groups.filter(({ kind }) => kind === 'pattern');
  const rest = patterns.length > mostUnfolded + 2 ? patterns.slice(mostUnfolded) : [];
  return { first: groups.filter((group) => !rest.includes(group)), rest };
}

const mostUnfolded = 8;

function noteOn(transactions: readonly RowGroup[], missing: number): English | undefined {
  if (transactions.every(({ at }) => at === undefined)) {
    return 'When is not known: production keeps commit times only with track_commit_timestamp.';
  }
  return missing > 0
    ? 'A deleted row leaves no transaction: missing rows cannot be dated here.'
    : undefined;
}

/** `18 Nov 23:41:07` or, where no time is known, what the host says; empty where neither is. */
export function detailOf({ at, until, detail }: RowGroup, texts: Texts): string {
  if (at === undefined) {
    return detail;
  }
  const [first, last] = [texts.moment(at), texts.moment(until ?? at)];
  return first === last ? texts.instant(at) : `${first} … ${last}`;
}

/** The group where it stands alone, as a filter. */
export function groupName(
  id: string,
  groups: readonly RowGroup[] | undefined,
  texts: Texts,
): string {
  if (!groups) {
    return texts.say('Looking for groups…');
  }
  const group = groups.find((other) => other.id === id);
  switch (group?.kind) {
    case undefined:
      return texts.say('A group that is no longer there');
    case 'pattern':
      return texts.say('Pattern: {group}', { group: group.title });
    case 'transaction':
      return texts.say('Transaction: {group}', { group: group.title });
    case 'later':
    case 'flag':
      return group.title;
  }
}

/** Whether all that can be of it, some or nothing is selected, as `aria-checked` says it. */
export function groupSelection({
  selectable,
  selected,
  selectableSelected,
}: Pick<RowGroup, 'selectable' | 'selected' | 'selectableSelected'>): 'true' | 'mixed' | 'false' {
  if (selected === 0) {
    return 'false';
  }
  return selectableSelected === selectable ? 'true' : 'mixed';
}

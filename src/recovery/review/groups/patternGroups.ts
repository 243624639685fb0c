import { PatternCounter } from '../../../core/diff/found/patterns';
import { LineSet } from '../../../core/review/lineSet';
import type { FilterSources } from '../filters/filterSources';
import { changeIn, textsAt } from '../readLines';
import { type GroupIs, type LineGroup, largestFirst, LinesBy } from './lineGroup';

/** So many are told; what is beyond them is one group. */
const mostTold = 40;

/**
 * Changed rows by how they changed, with the ids that `pra compare` gives. Not told are those of which every
 * row has a flag that says more: its key was reused, or it is only written differently. Reads all changed
 * rows.
 */
export async function patternGroups(
  sources: FilterSources,
  signal: AbortSignal,
): Promise<readonly LineGroup[]> {
  const { counter, ways } = await waysIn(sources, signal);
  const lines = linesById(ways, counter.idsByWay());
  const { reused, sameValue } = sources.rows;
  const found = toldBy(counter).flatMap(({ id, is }): LineGroup[] => {
    const its = lines.get(id);
    const isFlagged = [reused, sameValue].some((flagged) => its?.without(flagged).isEmpty);
    return its && !isFlagged ? [{ id, is, lines: its }] : [];
  });
  return withOthers(largestFirst(found));
}

/** How each line changed, by the counter's ways, the first being 1; 0 of what is no changed row. */
async function waysIn(
  sources: FilterSources,
  signal: AbortSignal,
): Promise<{ readonly counter: PatternCounter; readonly ways: Uint32Array }> {
  const { rows, table } = sources;
  const counter = new PatternCounter(table.columns);
  const ways = new Uint32Array(rows.length);
  const changed = rows.kinds.changed.without(rows.stale);
  for await (const texts of textsAt(changed, sources, signal)) {
    for (const text of texts) {
      const change = changeIn(text, sources);
      if (change.kind === 'changed') {
        ways[text.line] = counter.add(change) + 1;
      }
    }
  }
  return { counter, ways };
}

function linesById(
  ways: Uint32Array,
  idsByWay: ReadonlyMap<number, readonly string[]>,
): LinesBy<string> {
  const lines = new LinesBy<string>(ways.length);
  ways.forEach((way, line) => {
    for (const id of idsByWay.get(way - 1) ?? []) {
      lines.add(id, line);
    }
  });
  return lines;
}

function toldBy(counter: PatternCounter): readonly { readonly id: string; readonly is: GroupIs }[] {
  const shared = counter.shared().map(({ id, column, change }) => {
    return { id, is: { kind: 'pattern', column, change } as const };
  });
  const shapes = counter.patterns().flatMap((pattern) =>
    pattern.shapes.map(({ id, changes }) => {
      return { id, is: { kind: 'pattern', changes } as const };
    }),
  );
  return [...shared, ...shapes];
}

function withOthers(groups: readonly LineGroup[]): readonly LineGroup[] {
  const [told, others] = [groups.slice(0, mostTold), groups.slice(mostTold)];
  const [first] = others;
  if (!first) {
    return told;
  }
  const lines = others.reduce((all, group) => all.or(group.lines), LineSet.of(first.lines.length));
  return [...told, { id: 'p-others', is: { kind: 'pattern', others: others.length }, lines }];
}

import assert from 'node:assert/strict';

/** Asserts of a page in English that each figure on it leads to a query, and that each such query is listed at its end. */
export function assertTraced(page: string): void {
  const [figures = '', queries = ''] = page.split(/^## Queries$/m);
  const listed = [...queries.matchAll(/^### Q(\d+)$/gm)].map(([, number]) => number);
  const named = [...figures.matchAll(/\[Q(\d+)\]\(#q(\d+)\)/g)];
  assert.ok(named.length > 0);
  assert.deepEqual(
    named.filter(([, shown, target]) => shown !== target || !listed.includes(shown)),
    [],
    'Named, and not listed.',
  );
  const blocks = figures.split(/\n{2,}/);
  assert.deepEqual(blocks.flatMap(untracedIn), [], 'Figures without a query.');
}

/** What of a block holds a figure and leads to no query, nor does the block that it belongs to. */
function untracedIn(block: string, at: number, blocks: readonly string[]): readonly string[] {
  const lines = block.split('\n');
  if (block.startsWith('|')) {
    return isTraced(blocks[at - 1]) ? [] : untracedRows(lines.slice(2));
  }
  if (block.startsWith('- ')) {
    return lines.filter((line) => !isTraced(line));
  }
  if (block.startsWith('![')) {
    return isTraced(blocks[at + 1]) ? [] : [block];
  }
  return isOfPage(block) || !hasFigure(block) || isTraced(block) ? [] : [block];
}

/** A line without a first cell goes on with the one above. */
function untracedRows(lines: readonly string[]): readonly string[] {
  let above = false;
  return lines.filter((line) => {
    above = isTraced(line) || (above && /^\| +\|/.test(line));
    return !above;
  });
}

function isTraced(text = ''): boolean {
  return text.includes('[Q');
}

/** Its title, and what it says of itself: where and when was looked. */
function isOfPage(block: string): boolean {
  return block.startsWith('#') || block.includes('Nothing was written there.');
}

/** A number that is not within a name. */
function hasFigure(block: string): boolean {
  return /\d/.test(block.replaceAll(/`[^`]*`/g, ''));
}

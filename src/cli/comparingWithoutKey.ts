import { changeLine } from '../core/diff/rows/changeLine';
import { writtenLines } from '../files/lineFile';
import type { Sides } from '../recovery/compare/bothSides';
import type { MultisetComparison } from '../recovery/compare/compareWithoutKey';
import { readMultiset } from '../recovery/compare/readMultiset';
import type { Snapshot } from '../recovery/ports/snapshot';
import type { Work } from '../recovery/work';
import type { Answer } from './commandSpec';
import { notesText, structureText, tableFields, tableText } from './comparing';
import { aligned, count, counted, paragraphs } from './text';

const notice = 'no key: rows are compared as a multiset';

/**
 * What `pra compare` says of a table without a key.
 * @param unread How many lines hold a value too large to be read; undefined where no cells were read.
 */
export function multisetAnswer(comparison: MultisetComparison, unread: number | undefined): Answer {
  const { rows, structure } = comparison;
  const { identical, missing, extra } = rows;
  return {
    fields: tableFields(
      { ...comparison, notices: [notice, ...comparison.notices] },
      { key: [], rows: { ...rows, reused: 0, sameValue: 0, unread: unread ?? null, stale: 0 } },
    ),
    text: paragraphs(
      tableText(comparison),
      `${notice}, with how many there are of each.`,
      aligned([
        ['identical', count(identical), ''],
        ['missing', count(missing), 'in the backup, lost in production'],
        ['extra', count(extra), 'only in production'],
      ]),
      structureText(structure),
      unread !== undefined &&
        unread > 0 &&
        `${counted(unread, 'row')} with a value too large to be read: compared by a digest.`,
      ...notesText(comparison),
    ),
  };
}

/** Writes a line for each row that one side has more often; gives how many hold a value not read. */
export async function writeMultiset(
  comparison: MultisetComparison,
  snapshots: Sides<Snapshot>,
  { file, work }: { readonly file: string; readonly work: Work },
): Promise<number> {
  return writtenLines(file, async (write) => {
    let unread = 0;
    for await (const row of readMultiset(comparison, snapshots, work)) {
      unread += row.unread ? 1 : 0;
      await write(changeLine(row, comparison.table));
    }
    return unread;
  });
}

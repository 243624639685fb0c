import { type TableId, tableLabel } from '../../core/catalog/table';
import type { KeptBatch, KeptChildren, KeptTable } from '../../core/correction/keptChildren';
import { quoteIdentifier } from '../../core/sql/quote';
import type { ChildrenToGiveBack } from '../../recovery/ports/childrenKept';
import { AlikeRows } from './alikeRows';
import { arrayText } from './arrayText';
import {
  childRelation,
  drifted,
  keptValue,
  linesOf,
  refuseChanged,
  refuseOtherTable,
  sameKey,
  tableAt,
} from './childRows';
import type { Line } from './line';
import { pinForChildren, restoreLocally } from './readingSettings';
import { counted, wordFor } from '../../core/words';

/**
 * Of kept rows whose parents are there again: those that are not back, locked where they will be changed. Undefined
 * where all are.
 * @throws {RecoveryError} `structure-differs`, `row-drifted`; nothing is written yet.
 */
export async function leftChildren(
  line: Line,
  { before, after }: ChildrenToGiveBack,
): Promise<KeptChildren | undefined> {
  const originals = await pinForChildren(line);
  for (const table of before.tables) {
    await refuseOtherTable(line, table, 'row exclusive');
  }
  const looking = new Looking(line, await changedRows(after));
  const left = new Set<number>();
  let rows = 0;
  for await (const { table: position, lines } of before.batches()) {
    const table = tableAt(before, position);
    const areBack =
      table.key.length > 0
        ? await looking.byKey(table, lines)
        : await looking.byAllTheyHold(table, lines);
    areBack.forEach((isBack, at) => isBack || left.add(rows + at));
    rows += lines.length;
  }
  looking.refuseMixed();
  await restoreLocally(line, originals);
  return left.size === 0 ? undefined : { tables: before.tables, batches: () => only(before, left) };
}

/** The texts of rows as they became when their references were changed. */
async function changedRows(after: KeptChildren): Promise<ReadonlySet<string>> {
  const texts = new Set<string>();
  for await (const { table, lines } of after.batches()) {
    const { oid } = tableAt(after, table);
    lines.forEach((text) => texts.add(`${oid} ${text}`));
  }
  return texts;
}

async function* only(
  kept: KeptChildren,
  rows: ReadonlySet<number>,
): AsyncGenerator<KeptBatch, void> {
  let before = 0;
  for await (const { table, lines } of kept.batches()) {
    const from = before;
    before += lines.length;
    const chosen = lines.filter((_, at) => rows.has(from + at));
    if (chosen.length > 0) {
      yield { table, lines: chosen };
    }
  }
}

class Looking {
  private readonly alike: AlikeRows;
  /** Of tables whose rows nothing tells apart. */
  private readonly mixed = new Map<string, Mixed>();

  constructor(
    private readonly line: Line,
    private readonly changed: ReadonlySet<string>,
  ) {
    this.alike = new AlikeRows(line);
  }

  async byKey(table: KeptTable, lines: readonly string[]): Promise<readonly boolean[]> {
    const isChanged = table.became === 'changed';
    const found = await this.line.rows(
      `
      select v.ord, (c.*)::text
      from ${linesOf(table)}
      join ${childRelation(table)} as c on ${sameKey(table)}
      for no key update of c`,
      [arrayText(lines)],
    );
    const now = new Map(found.map(([ord, text]) => [Number(ord) - 1, text ?? '']));
    const areBack = lines.map((text, at) => now.get(at) === text);
    const mayGoBack = (at: number): boolean => {
      const text = now.get(at);
      return text === undefined ? !isChanged : this.changed.has(`${table.oid} ${text}`);
    };
    const others = areBack.filter((isBack, at) => !isBack && !mayGoBack(at)).length;
    if (isChanged) {
      refuseChanged(table.child, others);
    } else {
      refuseOtherwise(table.child, others);
    }
    return areBack;
  }

  async byAllTheyHold(table: KeptTable, lines: readonly string[]): Promise<readonly boolean[]> {
    const areBack = await this.alike.areThere(table, lines);
    const { back = 0, left = 0, referring = 0 } = this.mixed.get(table.oid) ?? {};
    const there = areBack.filter(Boolean).length;
    this.mixed.set(table.oid, {
      ...{ child: table.child, back: back + there, left: left + lines.length - there },
      referring: referring + (await this.countReferring(table, lines)),
    });
    return areBack;
  }

  /** Rows that were put back by hand and changed since cannot be told from those that are not back. */
  refuseMixed(): void {
    for (const { child, back, left, referring } of this.mixed.values()) {
      if (left > 0 && back + referring > 0) {
        throw drifted(
          `Rows of ${tableLabel(child)} refer to rows that are back already, and nothing tells them from those that the apply took along.`,
        );
      }
    }
  }

  private async countReferring(table: KeptTable, lines: readonly string[]): Promise<number> {
    const same = table.references.map(
      (name) => `c.${quoteIdentifier(name)} is not distinct from ${keptValue(name)}`,
    );
    const [count] = await this.line.row(
      `
      select count(*)
      from ${childRelation(table)} as c
      where exists (select from ${linesOf(table)} where ${same.join(' and ')})`,
      [arrayText(lines)],
    );
    return Number(count);
  }
}

interface Mixed {
  readonly child: TableId;
  /** To the byte as they were kept. */
  readonly back: number;
  readonly left: number;
  /** In production, to the same parents. */
  readonly referring: number;
}

function refuseOtherwise(child: TableId, rows: number): void {
  if (rows > 0) {
    throw drifted(
      `${counted(rows, 'row')} of ${tableLabel(child)} that the apply took along ${wordFor(rows, 'is', 'are')} there again, but not as ${wordFor(rows, 'it was', 'they were')}.`,
    );
  }
}

import type { KeptBatch, KeptChildren, KeptTable } from '../../core/correction/keptChildren';
import { agreedText, type ChildrenConsent } from '../../core/correction/lostChildren';
import type { CorrectionPlan } from '../../core/correction/plan';
import { ViolationError } from '../../core/correction/refusal';
import { tableLabel } from '../../core/catalog/table';
import { arrayText } from './arrayText';
import { batchesToRead } from './batches';
import { joinedChild } from './children';
import { becameBy, childTriggers, keptTable } from './childTables';
import { actingForeignKeys, type ForeignKey } from './foreignKeys';
import type { FoundTable } from './guard';
import type { Line } from './line';
import { keyOf } from './plannedRows';
import { pinForChildren, restoreLocally } from './readingSettings';
import { keyCondition, relation } from './statements';
import { childRelation, linesOf, sameKey } from './childRows';
import { valueSource } from './valueSource';
import { counted, wordFor } from '../../core/words';

/** Children of one table that come to the same. */
interface Keeping {
  readonly kept: KeptTable;
  readonly foreignKeys: readonly Agreed[];
}

interface Agreed extends ForeignKey {
  readonly consent: ChildrenConsent;
}

/** What the deletes of `plan` take from other tables, locked while it is read; undefined where nothing can be given back. */
export async function childrenBefore(
  line: Line,
  table: FoundTable,
  plan: CorrectionPlan,
): Promise<KeptChildren | undefined> {
  const keepings = await keepingsOf(line, table, plan.wholeTable?.children ?? []);
  return keepings.length === 0
    ? undefined
    : {
        tables: keepings.map(({ kept }) => kept),
        batches: () => pinned(line, readBefore(line, { table, plan, keepings })),
      };
}

/** Names of the triggers that run when an undo puts those rows back: `trigger of schema.table`. */
export async function triggersPuttingBack(
  line: Line,
  table: FoundTable,
  plan: CorrectionPlan,
): Promise<readonly string[]> {
  const names: string[] = [];
  for (const { kept } of await keepingsOf(line, table, plan.wholeTable?.children ?? [])) {
    names.push(...(await childTriggers(line, kept)));
  }
  return names;
}

/** Those that are still there, as they have become. */
export function childrenAfter(line: Line, before: KeptChildren): KeptChildren {
  return { tables: before.tables, batches: () => pinned(line, readAfter(line, before)) };
}

async function keepingsOf(
  line: Line,
  table: FoundTable,
  consents: readonly ChildrenConsent[],
): Promise<readonly Keeping[]> {
  if (consents.length === 0) {
    return [];
  }
  const groups = new Map<string, readonly [Agreed, ...Agreed[]]>();
  const all = await actingForeignKeys(line, table);
  for (const foreignKey of all) {
    const consent = consents.find((each) => isOf(each, foreignKey));
    if (consent) {
      const id = `${becameBy(foreignKey)} ${foreignKey.oid}`;
      groups.set(id, [{ ...foreignKey, consent }, ...(groups.get(id) ?? [])]);
    }
  }
  const keepings: Keeping[] = [];
  for (const foreignKeys of groups.values()) {
    const kept = await keptTable(line, foreignKeys, all);
    if (kept) {
      keepings.push({ kept, foreignKeys });
    }
  }
  // What is deleted by one foreign key is not there any more to be changed by another.
  const isDeleted = ({ kept }: Keeping): boolean => kept.became === 'deleted';
  const deleted = await referredFirst(line, keepings.filter(isDeleted));
  return [...deleted, ...keepings.filter((each) => !isDeleted(each))];
}

/** So that each finds what it refers to when it is put back. */
async function referredFirst(
  line: Line,
  keepings: readonly Keeping[],
): Promise<readonly Keeping[]> {
  const references = await line.rows(
    `
    select conrelid, confrelid
    from pg_constraint
    where contype = 'f'
    and conrelid = any($1::oid[])
    and confrelid = any($1::oid[])
    and conrelid <> confrelid`,
    [arrayText(keepings.map(({ kept }) => kept.oid))],
  );
  const ordered: Keeping[] = [];
  let left = keepings;
  while (left.length > 0) {
    const waits = ({ kept }: Keeping): boolean =>
      references.some(
        ([from, to]) => from === kept.oid && left.some((other) => other.kept.oid === to),
      );
    const next = left.find((each) => !waits(each)) ?? left[0];
    ordered.push(...left.filter((each) => each === next));
    left = left.filter((each) => each !== next);
  }
  return ordered;
}

function isOf(
  { constraint, child }: ChildrenConsent,
  { name, when, own, child: of }: ForeignKey,
): boolean {
  const isSameTable = child.schema === of.schema && child.name === of.name;
  return when === 'delete' && !own && constraint === name && isSameTable;
}

/** Not restored where it fails: nothing more is done in that transaction. */
async function* pinned(
  line: Line,
  batches: AsyncIterable<KeptBatch>,
): AsyncGenerator<KeptBatch, void> {
  const originals = await pinForChildren(line);
  yield* batches;
  await restoreLocally(line, originals);
}

interface Reading {
  readonly table: FoundTable;
  readonly plan: CorrectionPlan;
  readonly keepings: readonly Keeping[];
}

const parentsAtOnce = { rows: 1000, characters: Infinity };

async function* readBefore(
  line: Line,
  { table, plan: { corrections }, keepings }: Reading,
): AsyncGenerator<KeptBatch, void> {
  // A row may be reached by several foreign keys.
  const seen = new Set<string>();
  for (const [position, { foreignKeys }] of keepings.entries()) {
    for (const foreignKey of foreignKeys) {
      let rows = 0;
      for (const batch of batchesToRead(corrections, 'delete', parentsAtOnce)) {
        const keys = batch.map((each) => keyOf(corrections, each));
        const found = await lockedChildren(line, { table, foreignKey, keys });
        rows += found.length;
        const isNew = found.filter(({ place }) => !seen.has(place));
        isNew.forEach(({ place }) => seen.add(place));
        yield { table: position, lines: isNew.map(({ text }) => text) };
      }
      refuseOtherNumber(foreignKey, rows);
    }
  }
}

interface LockedChild {
  readonly place: string;
  readonly text: string;
}

async function lockedChildren(
  line: Line,
  asked: {
    readonly table: FoundTable;
    readonly foreignKey: ForeignKey;
    readonly keys: readonly (readonly string[])[];
  },
): Promise<readonly LockedChild[]> {
  const { table, foreignKey, keys } = asked;
  const source = valueSource(table.key);
  const rows = await line.rows(
    `
    select child1.tableoid, child1.ctid, (child1.*)::text
    from ${source.from}
    join ${relation(table)} as t on ${keyCondition(table, source)}
    ${joinedChild(foreignKey, 0)}
    order by v.ord
    for update of child1`,
    source.bind(keys),
  );
  return rows.map(([of, at, text]) => ({ place: `${of ?? ''} ${at ?? ''}`, text: text ?? '' }));
}

/** Counted once more, for others could change and delete children until they were locked. */
function refuseOtherNumber({ consent, name }: Agreed, rows: number): void {
  if (rows !== consent.rows) {
    const message = `${counted(rows, 'row')} of ${tableLabel(consent.child)} ${wordFor(rows, 'refers', 'refer')} to the deleted ones. ${agreedText(consent)}`;
    throw new ViolationError(
      { constraint: name, message, sqlstate: '23503' },
      {
        hint: 'Nothing was written. Take those rows out of the plan, or deal with their children first.',
      },
    );
  }
}

async function* readAfter(line: Line, before: KeptChildren): AsyncGenerator<KeptBatch, void> {
  for await (const { table: position, lines } of before.batches()) {
    const table = before.tables[position];
    if (table?.became === 'changed' || table?.mayStay) {
      const rows = await line.rows(
        `
        select (c.*)::text
        from ${linesOf(table)}
        join ${childRelation(table)} as c on ${sameKey(table)}
        order by v.ord`,
        [arrayText(lines)],
      );
      yield { table: position, lines: rows.map(([text]) => text ?? '') };
    }
  }
}

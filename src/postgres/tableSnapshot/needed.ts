import type { Row } from '../../core/catalog/table';
import { type NeededObject, NeededObjects } from '../../core/snapshot/neededObjects';
import type { Session } from '../connection/session';
import { needsQuery, objectsQuery } from './objectQueries';

/** What the parts of some tables need, and how to make it. */
export interface TableNeeds {
  readonly objects: NeededObjects;
  /** Ids of what a part needs: `default OID`, `constraint OID`, `column OID NUMBER`, `schema`. */
  readonly of: (part: string) => readonly string[];
}

/** Within a transaction without a search path, so that every name has its schema in front. */
export async function needsOfTables(
  session: Session,
  oids: readonly string[],
): Promise<TableNeeds> {
  const needs = new Map<string, string[]>();
  const extensionOf = new Map<string, string>();
  for (const [who = '', what = '', how] of texts(await session.rows(needsQuery, [[...oids]]))) {
    needs.set(who, [...(needs.get(who) ?? []), what]);
    if (how === 'e') {
      extensionOf.set(who, what);
    }
  }
  const ids = [...new Set([...needs.values()].flat())];
  const parts = [0, 1].map((at) => ids.map((id) => id.split(':')[at] ?? ''));
  const found = await session.rows(objectsQuery, parts);
  const objects = found.map(([id = null, label, statement]) => {
    const own = { label: label ?? '', statement: statement ?? undefined };
    const extension = extensionOf.get(id ?? '');
    const object: NeededObject =
      extension === undefined
        ? { ...own, needs: needs.get(id ?? '') ?? [] }
        : { ...own, statement: '', needs: [extension] };
    return [id ?? '', object] as const;
  });
  return {
    objects: new NeededObjects(new Map(objects)),
    of: (part) => needs.get(part) ?? [],
  };
}

function texts(rows: readonly Row[]): readonly (readonly string[])[] {
  return rows.map((row) => row.map((cell) => cell ?? ''));
}

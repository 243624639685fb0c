import type { Key } from '../../core/catalog/table';
import type { SideRows } from '../../core/diff/comparison';
import type { KeyMatch } from '../ports/snapshot';
import type { Sides } from './bothSides';

/** What a key leads to on one side. */
export type Matches = readonly KeyMatch[];

/** The rows of the whole table that write a key in one way. */
export interface SharedKey {
  readonly rows: SideRows;
  /** How many of them are not in scope. */
  readonly outside: SideRows;
  /** Both sides have the same of them: then they are no conflict. */
  readonly areSame: boolean;
}

export function sharedKey(key: Key, matches: Sides<Matches>): SharedKey {
  const own = { backup: writtenAs(key, matches.backup), live: writtenAs(key, matches.live) };
  const rows = { backup: rowsIn(own.backup), live: rowsIn(own.live) };
  return {
    rows,
    outside: outsideOf(own),
    areSame: rows.backup === rows.live && own.backup[0]?.hash === own.live[0]?.hash,
  };
}

export function rowsIn(matches: Matches): number {
  return matches.reduce((sum, { rows }) => sum + rows, 0);
}

export function outsideOf({ backup, live }: Sides<Matches>): SideRows {
  const outside = (matches: Matches): number =>
    matches.reduce((sum, { rows, inScope }) => sum + rows - inScope, 0);
  return { backup: outside(backup), live: outside(live) };
}

export function isSameKey(one: Key, other: Key): boolean {
  return one.every((text, index) => text === other[index]);
}

function writtenAs(wanted: Key, matches: Matches): Matches {
  return matches.filter(({ key }) => isSameKey(key, wanted));
}

import { type TableId, tableLabel } from '../catalog/table';
import {
  type FreezeGap,
  freezeIn,
  freezeTriggers,
  type FrozenTable,
  isFreezeTrigger,
} from './freeze';

/** One trigger of a freeze, as the catalogue has it. */
export interface FoundTrigger {
  readonly name: string;
  /** The oid of the table that carries it. */
  readonly on: string;
  readonly table: TableId;
  /** Also where a session works as a replica's does. */
  readonly isAlways: boolean;
  readonly args: readonly string[];
}

/** A table with the tables below it, itself among them. */
export interface Descendant {
  readonly rootOid: string;
  readonly oid: string;
  readonly table: TableId;
  /** False where the server knows no trigger for TRUNCATE of such a table. */
  readonly takesTruncateTrigger: boolean;
}

/** The frozen table that a trigger says it belongs to, by oid. */
export function rootsOf(triggers: readonly FoundTrigger[]): readonly string[] {
  return [...new Set(triggers.flatMap(({ args }) => freezeIn(args)?.rootOid ?? []))];
}

/** The freezes that triggers and tables tell of, in the order of the tables' names. */
export function frozenTables(
  triggers: readonly FoundTrigger[],
  tree: readonly Descendant[],
): readonly FrozenTable[] {
  const found = [...byToken(triggers).values()].flatMap((own) => frozenTable(own, tree) ?? []);
  return found.sort((a, b) => order(tableLabel(a.table), tableLabel(b.table)));
}

function byToken(triggers: readonly FoundTrigger[]): ReadonlyMap<string, readonly FoundTrigger[]> {
  const groups = new Map<string, FoundTrigger[]>();
  for (const trigger of triggers) {
    const known = freezeIn(trigger.args);
    if (known && isFreezeTrigger(trigger.name)) {
      const { tokenHash } = known.freeze;
      groups.set(tokenHash, [...(groups.get(tokenHash) ?? []), trigger]);
    }
  }
  return groups;
}

/** Bytewise, so that it is the same everywhere. */
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function frozenTable(
  own: readonly FoundTrigger[],
  tree: readonly Descendant[],
): FrozenTable | undefined {
  const [first] = own;
  const known = first && freezeIn(first.args);
  if (!known) {
    return undefined;
  }
  const root = own.find(({ on }) => on === known.rootOid) ?? first;
  const carrying = new Map(own.map(({ on, table }) => [on, table]));
  return {
    table: root.table,
    freeze: known.freeze,
    relations: [...carrying.values()],
    gaps: gapsOf(own, tree, known.rootOid),
  };
}

function gapsOf(
  own: readonly FoundTrigger[],
  tree: readonly Descendant[],
  rootOid: string,
): readonly FreezeGap[] {
  return tree
    .filter((each) => each.rootOid === rootOid)
    .flatMap((descendant) => gapIn(descendant, own) ?? []);
}

function gapIn(
  { oid, table, takesTruncateTrigger }: Descendant,
  own: readonly FoundTrigger[],
): FreezeGap | undefined {
  const here = own.filter(({ on }) => on === oid);
  const names = here.map(({ name }) => name);
  const isCovered =
    names.includes(freezeTriggers.dml) &&
    (names.includes(freezeTriggers.truncate) || !takesTruncateTrigger);
  if (!isCovered) {
    return { table, why: 'not-covered' };
  }
  return here.every(({ isAlways }) => isAlways) ? undefined : { table, why: 'disabled' };
}

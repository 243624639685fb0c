import type { TocEntry } from '../archive/contents';
import { type Entries, tablesIn } from '../archive/tables';
import { type TableId, tableLabel } from '../catalog/table';
import { tokenSetting } from '../sql/freezing';
import { sqlTokens, stringValue } from '../sql/sqlTokens';
import { type Freeze, freezeIn, freezeLabel, freezeTriggers } from './freeze';

/** That a table was frozen when it was dumped: its rows are those of then, with the damage. */
export interface FrozenThen {
  readonly table: TableId;
  readonly freeze: Freeze;
}

/** Of each freeze in a dump the table that it is of, without the partitions and heirs that it covers. */
export function frozenThen({ entries }: Entries): readonly FrozenThen[] {
  const found = new Map<string, FrozenThen>();
  for (const entry of entries) {
    const frozen = frozenBy(entry);
    if (frozen) {
      found.set(keyOf(frozen.table, frozen.freeze), frozen);
    }
  }
  if (found.size < 2) {
    return [...found.values()];
  }
  const parents = new Map(
    tablesIn({ entries }).map((table) => [tableLabel(table), table.parents] as const),
  );
  return [...found.values()].filter(
    ({ table, freeze }) =>
      !parents.get(tableLabel(table))?.some((parent) => found.has(keyOf(parent, freeze))),
  );
}

/** Two sentences. */
export function frozenThenText({ table, freeze }: FrozenThen): string {
  const then = `Taken while ${tableLabel(table)} was frozen: its rows are those of then, with the damage unless it had been put right.`;
  return `${then} Frozen ${freezeLabel(freeze)}`;
}

/** In scratch nothing is frozen. */
export function isOfFreeze(entry: TocEntry): boolean {
  const { desc, tag, definition } = entry;
  return desc === 'TRIGGER'
    ? triggerName(entry) !== undefined
    : desc === 'FUNCTION' && freezeFunction.test(tag) && definition.includes(tokenSetting);
}

const freezeFunction = /^(?:pra_)?frozen_[0-9a-f]{12}(?:\(\))?$/;

/** An entry is called by its table and its own name. */
function triggerName({ tag }: TocEntry): string | undefined {
  return Object.values(freezeTriggers).find((name) => tag.endsWith(` ${name}`));
}

/** Undefined for all but the triggers of a freeze, of which each tells whose it is. */
function frozenBy(entry: TocEntry): FrozenThen | undefined {
  const name = entry.desc === 'TRIGGER' ? triggerName(entry) : undefined;
  if (name === undefined) {
    return undefined;
  }
  const args = [...sqlTokens(entry.definition, true)]
    .filter(({ kind }) => kind === 'string')
    .map(stringValue);
  const found = freezeIn(args);
  const table = { schema: entry.namespace ?? '', name: entry.tag.slice(0, -name.length - 1) };
  return found && { table, freeze: found.freeze };
}

function keyOf(table: TableId, { tokenHash }: Freeze): string {
  return `${tokenHash} ${tableLabel(table)}`;
}

import type { TableId } from '../../core/catalog/table';
import { type FreezeTrigger, freezeTriggers } from '../../core/freeze/freeze';
import type { FoundTrigger } from '../../core/freeze/frozenTables';
import { createFreezeTrigger, enableFreezeTrigger } from '../../core/sql/freezing';
import { truncatesForeignTables } from '../versions';
import type { Hierarchy, Member } from './hierarchy';
import type { Change } from './reading';

export interface TriggersToAdd {
  readonly run: TableId;
  readonly args: readonly string[];
  /** Those that are there already. */
  readonly present?: readonly FoundTrigger[];
}

/** Gives every table of the hierarchy the triggers that it needs and lacks, and has those in force that are not. */
export async function addTriggers(
  { session, major }: Change,
  { members, parents }: Hierarchy,
  { run, args, present = [] }: TriggersToAdd,
): Promise<void> {
  for (const member of members) {
    const statements = triggersFor(member, parents.length > 0, major).flatMap((name) => {
      const found = present.find((trigger) => trigger.on === member.oid && trigger.name === name);
      if (found) {
        return found.isAlways ? [] : [enableFreezeTrigger(member.table, name)];
      }
      return [createFreezeTrigger(member.table, name, { run, args })];
    });
    if (statements.length > 0) {
      await session.script(statements.join(';\n'));
    }
  }
}

function triggersFor(
  { kind }: Member,
  isReachedFromAbove: boolean,
  major: number,
): readonly FreezeTrigger[] {
  const takesTruncate = kind !== 'foreign' || truncatesForeignTables(major);
  return [
    freezeTriggers.dml,
    ...(takesTruncate ? [freezeTriggers.truncate] : []),
    ...(isReachedFromAbove && kind !== 'partitioned' ? [freezeTriggers.row] : []),
  ];
}

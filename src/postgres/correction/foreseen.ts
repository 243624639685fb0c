import type { Foreseen } from '../../core/incident/foreseen';
import type { FoundTable } from './guard';
import type { Line } from './line';
import { publicationsThatTake } from './publications';
import { type Doing, triggerFunctions, triggersBelow, triggersOf } from './triggers';

/** What production makes of it when that is done to rows of the table. */
export async function foreseen(line: Line, table: FoundTable, doing: Doing): Promise<Foreseen> {
  const triggers = await triggersOf(line, table, doing);
  const below = await triggersBelow(line, table, doing);
  return {
    triggers,
    below: below.map(({ label }) => label),
    ...(await triggerFunctions(line, table, triggers, below)),
    publications: await publicationsThatTake(line, table, doing.actions),
  };
}

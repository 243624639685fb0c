import { tableLabel } from '../../core/catalog/table';
import type { ComparedTable } from '../../core/diff/comparison';
import type { Partitions, Snapshot } from '../ports/snapshot';
import { bothSides, type Sides } from './bothSides';

/** How the table lies on either side. */
export async function partitionsOf(
  snapshots: Sides<Snapshot>,
  table: ComparedTable,
  signal: AbortSignal,
): Promise<Sides<Partitions>> {
  return bothSides(signal, (side, either) => snapshots[side].partitionsOf(table, side, either));
}

export function isSpread({ backup, live }: Sides<Partitions>): boolean {
  return backup.foreign + live.foreign > 0;
}

/** Whether it pays to hash rows in the form that foreign servers compute themselves. */
export function isShipped({ backup, live }: Sides<Partitions>): boolean {
  return backup.shipped + live.shipped > 0;
}

/** What is different about comparing a table whose partitions lie on other servers. */
export function spreadNotices(
  { live: { id } }: ComparedTable,
  { backup, live }: Sides<Partitions>,
): readonly string[] {
  const name = tableLabel(id);
  return [backup, live].flatMap(({ foreign, servers, shipped, forbidden }) =>
    foreign === 0
      ? []
      : [
          `Partitions of ${name} lie on other servers (${servers}), each of which is seen as of a moment of its own: a row that was moved from one to another meanwhile may look missing, or share its key with itself.`,
          `Row security of those servers cannot be seen from here: rows that a policy there hides from the role that reads them look as if they were not there. Say ALTER SERVER … OPTIONS (ADD options '-c row_security=off') of each foreign server, and such a policy is an error instead.`,
          ...(shipped < foreign
            ? [
                `Of ${foreign} foreign partitions of ${name}, ${foreign - shipped} cannot be hashed where they lie: their rows are fetched, which is right but slower.${forbidden > 0 ? ' The role needs the right to read each partition (GRANT SELECT).' : ''}`,
              ]
            : []),
        ],
  );
}

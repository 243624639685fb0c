import { tableLabel } from '../../core/catalog/table';
import type { MatchedTable } from '../../core/diff/comparison';
import type { Partitions, Side, Snapshot } from '../ports/snapshot';
import { bothSides, type Sides } from './bothSides';

/** As many foreign servers are read side by side unasked. */
const mostServersAtOnce = 8;

const sides = ['backup', 'live'] as const;

export interface SideBySideRequest extends Sides<Snapshot> {
  readonly partitions: Sides<Partitions>;
  /** How many sessions the operator wants on either server. */
  readonly wanted: number;
}

/** The sessions that read a table side by side: opened once it is clear that they can, no sooner. */
export class SideBySide {
  private readonly refusals = new Map<Side, string>();
  /** What is read could be shared, but for the servers. */
  private isShareable = false;

  constructor(private readonly request: SideBySideRequest) {}

  /** For what is read partition by partition; before it is seen how much there is to read. */
  async openForPartitions(signal: AbortSignal): Promise<void> {
    const { partitions, wanted } = this.request;
    await this.openSo((side) => {
      const { apart, servers } = partitions[side];
      return apart ? Math.max(wanted, Math.min(servers, mostServersAtOnce)) : 1;
    }, signal);
  }

  /** @param canShare Whether several sessions can share what is to be read. */
  async open(canShare: Sides<boolean>, signal: AbortSignal): Promise<void> {
    this.isShareable = true;
    await this.openSo((side) => (canShare[side] ? this.request.wanted : 1), signal);
  }

  /** Where fewer read than are wanted: sentences. @param why One reads, where that is known of the table. */
  notices(table: MatchedTable, why = 'it is small, or most of its rows differ'): readonly string[] {
    const { wanted } = this.request;
    const alone = sides.filter(
      (side) => !this.refusals.has(side) && this.request[side].connections < wanted,
    );
    if (alone.length > 0 && !this.isShareable) {
      return [aloneNotice(table, wanted, why)];
    }
    const unshared = alone.map(
      (side) =>
        `${this.request[side].server} read ${tableLabel(table.live.id)} over one connection, not ${wanted}: it cannot share out a scan of it.`,
    );
    return [...this.refusals.values(), ...unshared];
  }

  private async openSo(sessions: (side: Side) => number, signal: AbortSignal): Promise<void> {
    await bothSides(signal, async (side, either) => {
      const snapshot = this.request[side];
      const more = Math.max(0, sessions(side) - snapshot.connections);
      const refusal = this.refusals.has(side)
        ? undefined
        : await snapshot.addConnections(more, either);
      if (refusal !== undefined) {
        this.refusals.set(side, refusal);
      }
    });
  }
}

/** That one session read a table though more were wanted. */
export function aloneNotice({ live: { id } }: MatchedTable, wanted: number, why: string): string {
  return `${tableLabel(id)} was read over one connection on either server, not ${wanted}: ${why}.`;
}

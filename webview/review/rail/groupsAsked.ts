import type { RowGroup } from '../../../src/protocol/groups';
import type { Asking } from '../asking';

/** The groups as they are now; asked once more where something changes while they are on their way. */
export class GroupsAsked {
  private isAsking = false;
  private mustAskAgain = false;

  constructor(
    private readonly asking: Asking,
    private readonly generation: () => number,
    private readonly onGroups: (groups: readonly RowGroup[]) => void,
  ) {}

  ask(): void {
    if (this.isAsking) {
      this.mustAskAgain = true;
      return;
    }
    void this.askNow();
  }

  private async askNow(): Promise<void> {
    this.isAsking = true;
    do {
      this.mustAskAgain = false;
      const generation = this.generation();
      try {
        const groups = await this.asking.request('groups', { generation });
        if (generation === this.generation()) {
          this.onGroups(groups);
        }
      } catch (error) {
        this.asking.failed(error, 'request');
      }
    } while (this.asksAgain());
    this.isAsking = false;
  }

  private asksAgain(): boolean {
    return this.mustAskAgain;
  }
}

import type { Indicator } from '../checks/indicators';

/** An indicator as the journal has it: names and numbers only. */
export interface NotedIndicator {
  readonly name: string;
  readonly now?: number;
  readonly before?: number;
  readonly weekBefore?: number;
  readonly least?: number;
  readonly most?: number;
  readonly state: Indicator['state'];
}

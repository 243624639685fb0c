import type { BringRequests } from './bringing';
import type { CellRequests } from './cells';
import type { ChartRequests } from './chart';
import type { CoreRequests } from './core';
import type { FindRequests } from './finding';
import type { GroupRequests } from './groups';
import type { WireError } from './requests';
import type { SelectRequests } from './selecting';
import type { ShownRequests } from './shown';
import type { ReviewState, ReviewStatus } from './state';
import type { TakeRequests } from './taking';

/**
 * What the webview asks and the extension host answers: ordinals, and words that the operator typed; never
 * SQL or a path.
 */
export interface HostRequests
  extends
    CoreRequests,
    ShownRequests,
    SelectRequests,
    GroupRequests,
    ChartRequests,
    FindRequests,
    TakeRequests,
    BringRequests,
    CellRequests {}

/** News from the host that expects no answer. */
export type HostNotice =
  /** Rows have become stale, or were compared again: other rows, other ordinals. */
  | { readonly kind: 'reviewChanged'; readonly state: ReviewState }
  | { readonly kind: 'statusChanged'; readonly status: ReviewStatus }
  /** Rows are selected, or no longer, by something other than this webview's own `select`. */
  | { readonly kind: 'rowsChanged' }
  /** There are other groups than were answered, or more is known of them. */
  | { readonly kind: 'groupsChanged' };

export type Method = keyof HostRequests;
export type Params<M extends Method> = HostRequests[M]['params'];
export type Result<M extends Method> = HostRequests[M]['result'];

/** One request on its way; `id` is the webview's, and comes back with the answer. */
export type ToHost = {
  [M in Method]: { readonly id: number; readonly method: M; readonly params: Params<M> };
}[Method];

export type ToWebview =
  | { readonly kind: 'result'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly error: WireError }
  | { readonly kind: 'notice'; readonly notice: HostNotice };

/** One end of the channel between webview and host. */
export interface Channel<Sent> {
  post(message: Sent): void;
  /** @returns What ends the listening. */
  listen(listener: (message: unknown) => void): () => void;
}

import type { ReviewRow, Tab } from './rows';
import type { ReviewState, ReviewStatus, SelectionCounts, Step } from './state';

/** Raised whenever a message, or the view state that the webview keeps, changes its shape. */
export const protocolVersion = 3;

/** The most rows that one request may ask for. */
export const mostRowsAsked = 1000;

/**
 * Which comparison the ordinals of a request belong to ({@link ReviewState.generation}). The host
 * refuses an older one with `outdated`: its ordinals would mean other rows.
 */
interface OfGeneration {
  readonly generation: number;
}

/** Which rows are shown; ordinals count these alone, in their order, from 0. */
export interface ShownRows {
  readonly tab: Tab;
  /** Without the rows that are equal by type and only written differently. */
  readonly hidesSameValue?: true;
}

/** Consecutive differences, by ordinal. */
export interface RowWindow extends ShownRows {
  readonly first: number;
  readonly count: number;
}

/** What the operator did; what it selects is for the host to say. */
export type SelectionIntent =
  | (ShownRows & { readonly kind: 'row'; readonly ordinal: number; readonly selected: boolean })
  | (ShownRows & {
      readonly kind: 'range';
      readonly first: number;
      /** Inclusive. */
      readonly last: number;
      readonly selected: boolean;
    })
  | (ShownRows & { readonly kind: 'tab'; readonly selected: boolean })
  | { readonly kind: 'nothing' };

/** What the webview asks and the extension host answers: ordinals and words, never SQL, a path or a key. */
export interface HostRequests {
  readonly ready: { readonly params: { readonly version: number }; readonly result: ReviewState };
  readonly rows: {
    readonly params: OfGeneration & RowWindow;
    /** In the order asked; shorter only at the tab's end. */
    readonly result: readonly ReviewRow[];
  };
  readonly select: {
    readonly params: OfGeneration & { readonly intent: SelectionIntent };
    readonly result: SelectionCounts;
  };
  readonly allowDeletes: {
    readonly params: { readonly allowed: boolean };
    readonly result: SelectionCounts;
  };
  /**
   * Starts a step. Answered when the step has ended or the operator declined it; a step that fails is a
   * failure, and the webview shows it. What the step did comes as `statusChanged` before the answer.
   */
  readonly start: { readonly params: { readonly step: Step }; readonly result: undefined };
  /** Cancels the running step, if any. */
  readonly cancel: { readonly params: undefined; readonly result: undefined };
  /** Opens a cell, or without `column` the whole row, in VS Code's diff editor. */
  readonly showCell: {
    readonly params: OfGeneration &
      ShownRows & { readonly ordinal: number; readonly column?: number };
    readonly result: undefined;
  };
  /** Opens how the table is defined on both sides in VS Code's diff editor. */
  readonly compareStructure: { readonly params: undefined; readonly result: undefined };
  /** Asks which columns are ignored; others than now need another comparison, which is another incident. */
  readonly chooseIgnored: { readonly params: undefined; readonly result: undefined };
  readonly showLog: { readonly params: undefined; readonly result: undefined };
}

/** News from the host that expects no answer. */
export type HostNotice =
  /** Rows have become stale, or were compared again: other rows, other ordinals. */
  | { readonly kind: 'reviewChanged'; readonly state: ReviewState }
  | { readonly kind: 'statusChanged'; readonly status: ReviewStatus }
  /** Rows are selected, or no longer, by something other than this webview's own `select`. */
  | { readonly kind: 'rowsChanged' };

/** A failure as it travels; the sentence is made by the host, in the operator's language. */
export interface WireError {
  /** A code of the engine's errors, or `outdated`, `cancelled`, `version`, `bad-request`, `unexpected`. */
  readonly code: string;
  readonly message: string;
  /** What to do next. */
  readonly hint?: string;
}

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

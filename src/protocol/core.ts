import { oneOf, record, Unreadable } from './fields';
import type { Readers } from './requests';
import type { ReviewState, Step } from './state';

/** Raised whenever a message, or the view state that the webview keeps, changes its shape. */
export const protocolVersion = 4;

/** The review as a whole, and its steps. */
export interface CoreRequests {
  readonly ready: { readonly params: { readonly version: number }; readonly result: ReviewState };
  /**
   * Starts a step. Answered when the step has ended or the operator declined it; a step that fails is a
   * failure, and the webview shows it. What the step did comes as `statusChanged` before the answer.
   */
  readonly start: { readonly params: { readonly step: Step }; readonly result: undefined };
  /** Cancels the running step, if any. */
  readonly cancel: { readonly params: undefined; readonly result: undefined };
  /** Opens how the table is defined on both sides in VS Code's diff editor. */
  readonly compareStructure: { readonly params: undefined; readonly result: undefined };
  /** Asks which columns are ignored; others than now need another comparison, which is another incident. */
  readonly chooseIgnored: { readonly params: undefined; readonly result: undefined };
  /** Asks by which columns, and compares the same dump once more, as another incident. */
  readonly compareByOtherColumns: { readonly params: undefined; readonly result: undefined };
  readonly showLog: { readonly params: undefined; readonly result: undefined };
}

export const coreReaders: Readers<CoreRequests> = {
  ready: (params) => ({ version: sameVersion(record(params)['version']) }),
  start: (params) => ({ step: oneOf(steps, record(params)['step'], 'step') }),
  cancel: () => undefined,
  compareStructure: () => undefined,
  chooseIgnored: () => undefined,
  compareByOtherColumns: () => undefined,
  showLog: () => undefined,
};

const steps: readonly Step[] = [
  'saveScript',
  'rehearse',
  'apply',
  'undo',
  'verify',
  'compareAgain',
  'findStale',
  'compareStale',
  'refresh',
];

function sameVersion(value: unknown): number {
  if (value !== protocolVersion) {
    throw new Unreadable({
      code: 'version',
      message: 'This review was drawn by another version of the extension.',
      hint: 'Close it and open it again.',
    });
  }
  return protocolVersion;
}

import type { CorrectingOptions } from '../engine/correcting';
import type { UiServices } from './services';
import { rehearsalRows, waitLimits } from './settings';

/** What every step that touches production goes by in the window. */
export function correctingOptions(
  moved: boolean,
  { tokens }: Pick<UiServices, 'tokens'>,
): CorrectingOptions {
  return { moved, secrets: tokens, ...waitLimits(), rehearsalRows: rehearsalRows() };
}

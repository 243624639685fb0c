import type { CorrectingOptions } from '../engine/correcting';
import type { UiServices } from './services';
import { rehearsalRows, writingLimits } from './settings';

/** What every step that touches production goes by in the window. */
export function correctingOptions(
  moved: boolean,
  { tokens, program }: Pick<UiServices, 'tokens' | 'program'>,
): CorrectingOptions {
  return {
    moved,
    secrets: tokens,
    tool: program().tool,
    ...writingLimits(),
    rehearsalRows: rehearsalRows(),
  };
}

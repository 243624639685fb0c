import type { Handlers } from '../../../protocol/requests';
import type { SelectionAnswer, SelectRequests } from '../../../protocol/selecting';
import type { ReviewIntent } from '../../../recovery/review/choosing';
import { chosenRules } from '../chosenRules';
import { reviewIntent } from '../reviewIntent';
import { selectionCounts } from '../status';
import { refuseOutdated, type Reviewed } from './reviewed';

export function selectHandlers(on: Reviewed): Handlers<SelectRequests> {
  return {
    select: async ({ generation, intent }) => {
      refuseOutdated(generation, on);
      return choose(on, reviewIntent(intent));
    },
    allowDeletes: ({ allowed }) => choose(on, { act: 'deletes', allowed }),
    rules: async ({ generation }) => {
      refuseOutdated(generation, on);
      return chosenRules(on.session);
    },
  };
}

async function choose(on: Reviewed, intent: ReviewIntent): Promise<SelectionAnswer> {
  const leftOut = await on.choose(intent);
  return { ...selectionCounts(on.session), leftOut };
}

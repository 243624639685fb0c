import type { SelectionIntent } from '../../protocol/messages';
import type { ReviewIntent } from '../../recovery/review/reviewSession';

/** What the operator did in the webview, as the session takes it: there the end of a range is not included. */
export function reviewIntent(intent: SelectionIntent): ReviewIntent {
  switch (intent.kind) {
    case 'row': {
      const { tab, ordinal, selected } = intent;
      return { act: 'row', tab, ordinal, selected };
    }
    case 'range': {
      const { tab, first, last, selected } = intent;
      return { act: 'range', tab, from: first, to: last + 1, selected };
    }
    case 'tab':
      return { act: 'tab', tab: intent.tab, selected: intent.selected };
    case 'nothing':
      return { act: 'nothing' };
  }
}

import type { SelectionIntent } from '../../protocol/selecting';
import type { ReviewIntent } from '../../recovery/review/choosing';

/** What the operator did in the webview, as the session takes it: there the end of a range is not included. */
export function reviewIntent(intent: SelectionIntent): ReviewIntent {
  switch (intent.kind) {
    case 'range': {
      const { kind: act, first, last, ...rows } = intent;
      return { act, ...rows, from: first, to: last + 1 };
    }
    case 'row': {
      const { kind: act, ...row } = intent;
      return { act, ...row };
    }
    case 'tab': {
      const { kind: act, ...rows } = intent;
      return { act, ...rows };
    }
    case 'invert': {
      const { kind: act, ...rows } = intent;
      return { act, ...rows };
    }
    case 'cell': {
      const { kind: act, ...cell } = intent;
      return { act, ...cell };
    }
    case 'nothing':
    case 'undo':
      return { act: intent.kind };
  }
}

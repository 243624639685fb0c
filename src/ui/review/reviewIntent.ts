import { RecoveryError } from '../../core/errors';
import type { SelectionIntent } from '../../protocol/selecting';
import type { ReviewIntent } from '../../recovery/review/reviewSession';

/** What the operator did in the webview, as the session takes it: there the end of a range is not included. */
export function reviewIntent(intent: SelectionIntent): ReviewIntent {
  switch (intent.kind) {
    case 'row': {
      const { kind: act, ...row } = intent;
      return { act, ...row };
    }
    case 'range': {
      const { kind: act, first, last, ...rows } = intent;
      return { act, ...rows, from: first, to: last + 1 };
    }
    case 'tab': {
      const { kind: act, ...rows } = intent;
      return { act, ...rows };
    }
    case 'nothing':
      return { act: 'nothing' };
    case 'invert':
    case 'cell':
    case 'undo':
      throw new RecoveryError('usage', 'This cannot be done here yet.');
  }
}

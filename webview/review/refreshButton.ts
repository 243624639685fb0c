import type { OutcomeState, ReviewState } from '../../src/protocol/state';
import { element, icon } from './dom';
import type { Part } from './part';
import type { Texts } from './texts';

const written: ReadonlySet<OutcomeState['state']> = new Set(['partly', 'applied', 'unknown']);

/**
 * One press looks which rows are no longer as compared, and compares these again. Not where no single row
 * can be, and not over what was written.
 */
export function refreshButton(texts: Texts, onRefresh: () => void): Part<ReviewState> {
  const made = element(
    'button',
    { class: 'icon-button refresh', attributes: { type: 'button' } },
    icon('refresh'),
  );
  let mayPress = false;
  made.addEventListener('click', () => {
    if (mayPress) {
      onRefresh();
    }
  });
  return {
    element: made,
    show({ status: { running, outcome }, withoutKey }) {
      const isRefreshing = running?.step === 'refresh';
      const label = texts.say(
        isRefreshing ? 'Comparing again what has moved on' : 'Compare again what has moved on',
      );
      mayPress = running === undefined;
      made.hidden = withoutKey !== undefined || written.has(outcome.state);
      made.title = label;
      made.setAttribute('aria-label', label);
      // Not disabled: the focus would be lost each time.
      made.setAttribute('aria-disabled', String(!mayPress));
      made.setAttribute('aria-busy', String(isRefreshing));
    },
  };
}

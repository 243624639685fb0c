import type { ColumnLook } from '../../../src/protocol/cells';
import { element, icon } from '../dom';
import type { Part } from '../part';
import { hasBothSides, type View } from '../state/view';
import type { Texts } from '../texts';
import { lookAfter } from './look';

/** How both sides of a row lie: side by side, or one above the other. */
export function arrangementSwitch(texts: Texts, onLook: (look: ColumnLook) => void): Part<View> {
  let shown: View | undefined;
  const buttons = (['paired', 'stacked'] as const).map((arrangement) => {
    const label = texts.say(arrangement === 'paired' ? 'Paired' : 'Stacked');
    const made = element(
      'button',
      { class: 'filter-button', attributes: { type: 'button', title: label } },
      icon(arrangement),
      element('span', { text: label }),
    );
    made.addEventListener('click', () => {
      if (shown && shown.look.arrangement !== arrangement) {
        const { look, review } = shown;
        onLook(lookAfter(look, { kind: 'arrange', arrangement }, review.columns));
      }
    });
    return { arrangement, made };
  });
  const switched = element(
    'span',
    { class: 'arrangement', attributes: { role: 'group', 'aria-label': texts.say('Arrangement') } },
    ...buttons.map(({ made }) => made),
  );
  return {
    element: switched,
    show(view) {
      shown = view;
      switched.hidden = !hasBothSides(view.tab) || view.review.withoutKey !== undefined;
      for (const { arrangement, made } of buttons) {
        made.setAttribute('aria-pressed', String(view.look.arrangement === arrangement));
      }
    },
  };
}

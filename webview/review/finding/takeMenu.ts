import type { English } from '../../../src/protocol/french/french';
import { button } from '../controls';
import { element } from '../dom';
import type { Part } from '../part';
import { maySelect, shownRows } from '../state/counts';
import type { View } from '../state/view';
import type { Texts } from '../texts';

/** What the menu does with the rows that are shown, or with the comparison. */
export type MenuAct =
  'copyRows' | 'copyBackup' | 'copyLive' | 'exportShown' | 'invert' | 'compareByOtherColumns';

const acts: readonly (readonly [MenuAct, English])[] = [
  ['copyRows', 'Copy Rows'],
  ['copyBackup', 'Copy Rows of the Backup'],
  ['copyLive', 'Copy Rows of Production'],
  ['exportShown', 'Export What Is Shown as CSV…'],
  ['invert', 'Invert Selection'],
  ['compareByOtherColumns', 'Compare by Other Columns…'],
];

/** Buttons of the menu, each of which closes it. */
export function takeMenu(texts: Texts, onAct: (act: MenuAct) => void): Part<View> {
  const made = acts.map(([act, label]) => ({
    ...{ act, label: texts.say(label) },
    control: button(() => {
      onAct(act);
    }),
  }));
  return {
    element: element('div', { class: 'menu-acts' }, ...made.map(({ control }) => control.element)),
    show(view) {
      const isIdle = view.review.status.running === undefined;
      const hasRows = (shownRows(view) ?? 0) > 0;
      for (const { act, label, control } of made) {
        const isOfRows = act !== 'compareByOtherColumns';
        const mayAct = act === 'invert' ? hasRows && maySelect(view) : hasRows;
        control.show({ label, primary: false, enabled: isOfRows ? mayAct : isIdle });
      }
    },
  };
}

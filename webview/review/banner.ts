import type { English } from '../../src/protocol/french/french';
import { bannerOf, type BannerAction } from './bannerModel';
import { button } from './controls';
import { element, icon } from './dom';
import type { Part } from './part';
import type { View } from './state/view';
import type { Texts } from './texts';

export interface BannerOptions {
  readonly texts: Texts;
  readonly onAction: (action: BannerAction) => void;
}

const labels: Readonly<Record<BannerAction, English>> = {
  showLog: 'Show Log',
  tryAgain: 'Try Again',
  dismiss: 'Close',
  compareStale: 'Compare These Again',
};

/** One sentence above the rows, which stay as they are. */
export function banner({ texts, onAction }: BannerOptions): Part<View> {
  const made = element('section', { class: 'banner-place', attributes: { 'aria-live': 'polite' } });
  let drawn = '';
  return {
    element: made,
    show(view) {
      const model = bannerOf(view, texts);
      const now = JSON.stringify(model ?? '');
      if (now === drawn) {
        return;
      }
      drawn = now;
      if (!model) {
        made.replaceChildren();
        return;
      }
      made.setAttribute('aria-live', model.tone === 'error' ? 'assertive' : 'polite');
      const actions = model.actions.map((action) => {
        const control = button(() => {
          onAction(action);
        });
        const primary = action === 'tryAgain';
        control.show({ label: texts.say(labels[action]), primary, enabled: true });
        return control.element;
      });
      made.replaceChildren(
        element(
          'div',
          { class: `banner ${model.tone}` },
          icon(model.tone),
          element(
            'div',
            { class: 'words' },
            element('strong', { text: model.heading }),
            ...model.lines.map((text) => element('p', { text })),
          ),
          element('div', { class: 'actions' }, ...actions),
        ),
      );
    },
  };
}

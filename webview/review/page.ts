import type { Tab } from '../../src/protocol/rows';
import type { Step } from '../../src/protocol/state';
import { banner } from './banner';
import type { BannerAction } from './bannerModel';
import { element } from './dom';
import { footer } from './footer';
import { header } from './header';
import { positionLine } from './positionLine';
import { progressLine } from './progress';
import { rowsOf, type View } from './state';
import { tabBar } from './tabs';
import type { Texts } from './texts';

/** What the operator can do outside the grid. */
export interface PageIntents {
  readonly tab: (tab: Tab) => void;
  readonly changedOnly: (changedOnly: boolean) => void;
  readonly step: (step: Step) => void;
  readonly cancel: () => void;
  readonly allowDeletes: (allowed: boolean) => void;
  readonly selectNothing: () => void;
  /** The answer to whether the whole tab is meant. */
  readonly selectTab: (yes: boolean) => void;
  readonly banner: (action: BannerAction) => void;
}

export interface Page {
  show(view: View): void;
}

/** Puts the parts of the page in their order, around the grid. */
export function composePage(texts: Texts, grid: HTMLElement, intents: PageIntents): Page {
  const top = header(texts);
  const progress = progressLine(texts, intents.cancel);
  const news = banner({ texts, onAction: intents.banner });
  const tabs = tabBar({ texts, onTab: intents.tab, onChangedOnly: intents.changedOnly });
  const position = positionLine(texts, intents.selectTab);
  const bottom = footer({
    texts,
    onStep: intents.step,
    onAllowDeletes: intents.allowDeletes,
    onSelectNothing: intents.selectNothing,
  });
  const empty = element('div', { class: 'nothing' });
  document.body.replaceChildren(
    element(
      'main',
      { class: 'review', attributes: { 'aria-labelledby': 'heading' } },
      ...[top, progress, news, tabs].map((part) => part.element),
      element('div', { class: 'rows' }, grid, empty),
      position.element,
      bottom.element,
    ),
  );
  moveBetweenParts([tabs.element, grid, bottom.element]);
  return {
    show(view) {
      const { review, tab } = view;
      for (const part of [news, tabs, position]) {
        part.show(view);
      }
      top.show(review);
      progress.show(review.status);
      bottom.show(review.status);
      const rows = rowsOf(review.counts, tab);
      empty.hidden = rows > 0;
      grid.hidden = rows === 0;
      empty.textContent = rows > 0 ? '' : nothingToShow(view, texts);
    },
  };
}

function nothingToShow({ review: { counts, backup } }: View, texts: Texts): string {
  return rowsOf(counts, 'all') === 0
    ? texts.say('Backup and production are equal: {n} rows', { n: backup.rows })
    : texts.say('No difference of this kind');
}

/** F6 and Shift+F6, as everywhere in VS Code. */
function moveBetweenParts(parts: readonly HTMLElement[]): void {
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'F6') {
      return;
    }
    event.preventDefault();
    const at = parts.findIndex((part) => part.contains(document.activeElement));
    const next = parts[(at + (event.shiftKey ? -1 : 1) + parts.length) % parts.length];
    next?.querySelector<HTMLElement>('[tabindex="0"], vscode-button:not([disabled])')?.focus();
  });
}

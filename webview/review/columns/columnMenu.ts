import type { English } from '../../../src/protocol/french/french';
import type { ReviewColumn } from '../../../src/protocol/state';
import type { GridColumn } from '../columns';
import { element } from '../dom';
import type { Texts } from '../texts';
import { type MaskingAct, maskingOf, maskingWords } from './masked';

/** What can be done to a column by its menu or by keyboard. */
export type ColumnAct =
  'fit' | 'wider' | 'narrower' | 'left' | 'right' | 'hide' | 'menu' | MaskingAct;

export interface ColumnMenuOptions {
  readonly onAct: (act: ColumnAct, column: GridColumn) => void;
  readonly onReset: () => void;
  /** Whatever ended it. */
  readonly onClose: () => void;
}

interface Item {
  readonly words: English;
  readonly act: ColumnAct | 'reset';
  /** It stays open, to be pressed again. */
  readonly again?: true;
  readonly keys?: English;
}

const resizing: readonly Item[] = [
  { words: 'Fit Width', act: 'fit' },
  { words: 'Wider', act: 'wider', again: true },
  { words: 'Narrower', act: 'narrower', again: true },
];
const placing: readonly Item[] = [
  { words: 'Move Left', act: 'left', again: true },
  { words: 'Move Right', act: 'right', again: true },
  { words: 'Hide Column', act: 'hide' },
];
const resetting: Item = { words: 'Reset Columns', act: 'reset' };

/** What can be done to one column. */
export class ColumnMenu {
  private readonly panel: HTMLElement;

  constructor(
    private readonly texts: Texts,
    private readonly options: ColumnMenuOptions,
  ) {
    this.panel = element('div', {
      class: 'column-menu',
      attributes: { popover: 'auto', role: 'menu', tabindex: '-1' },
    });
    this.panel.addEventListener('keydown', (event) => {
      this.pressed(event);
    });
    this.panel.addEventListener('toggle', () => {
      if (!this.panel.matches(':popover-open')) {
        options.onClose();
      }
    });
  }

  /** @param column Its position, by which the grid knows it. */
  open(shown: ReviewColumn, column: number, head: HTMLElement | undefined): void {
    const items = [
      ...maskingOf(shown).map((act) => ({ words: maskingWords[act], act })),
      ...resizing,
      ...(shown.isKey ? [] : placing),
      resetting,
    ];
    const { texts, panel } = this;
    panel.setAttribute('aria-label', texts.say('Column {column}', { column: shown.name }));
    panel.replaceChildren(...items.map((item) => this.itemOf(item, column)));
    if (!panel.isConnected) {
      document.querySelector('.review')?.append(panel);
    }
    const { left = 8, bottom = 8 } = head?.getBoundingClientRect() ?? {};
    panel.style.top = `${String(bottom)}px`;
    panel.style.left = '0';
    panel.showPopover();
    const most = window.innerWidth - panel.offsetWidth - 8;
    panel.style.left = `${String(Math.max(8, Math.min(left, most)))}px`;
    panel.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
  }

  private itemOf({ words, act, again }: Item, column: number): HTMLElement {
    const { texts, panel, options } = this;
    const made = element('button', {
      text: texts.say(words),
      attributes: {
        ...{ type: 'button', role: 'menuitem', tabindex: '-1' },
        ...(act === 'reveal' || act === 'maskAgain'
          ? { title: texts.say('The incident’s journal notes it') }
          : {}),
      },
    });
    made.addEventListener('click', () => {
      if (!again) {
        panel.hidePopover();
      }
      if (act === 'reset') {
        options.onReset();
      } else {
        options.onAct(act, { kind: 'key', column });
      }
      if (again) {
        made.focus();
      }
    });
    return made;
  }

  private pressed(event: KeyboardEvent): void {
    const items = [...this.panel.querySelectorAll<HTMLElement>('[role="menuitem"]')];
    const at = items.findIndex((item) => item === document.activeElement);
    const next = itemReached(event.key, at, items.length);
    if (next !== undefined) {
      event.preventDefault();
      items[next]?.focus();
    }
    if (event.key === 'Tab') {
      this.panel.hidePopover();
    }
    event.stopPropagation();
  }
}

function itemReached(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowUp':
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

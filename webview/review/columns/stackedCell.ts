import { element } from '../dom';
import type { Texts } from '../texts';

const sides = ['backup', 'live'] as const;

/** Both sides of a cell, one above the other; `fill` draws each. Where one is not there, the first column says so. */
export function drawStacked(
  made: HTMLElement,
  isFirst: boolean,
  fill: (half: HTMLElement, side: (typeof sides)[number]) => void,
): void {
  made.append(
    ...sides.map((side) => {
      const half = element('div', { class: `half ${side}` });
      fill(half, side);
      const label = half.getAttribute('aria-label');
      if (label !== null) {
        // Only a cell may be named: within one, it is a text that says the same.
        half.removeAttribute('aria-label');
        const isSaid = isFirst && half.classList.contains('none');
        half.append(element('span', { class: isSaid ? 'reason' : 'only-read', text: label }));
      }
      return half;
    }),
  );
}

/** Which side is which. */
export function drawSides(made: HTMLElement, texts: Texts): void {
  made.append(
    ...sides.map((side) => element('span', { class: `half ${side}`, text: texts.say(side) })),
  );
}

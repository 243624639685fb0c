import { element, icon, type IconName } from './dom';

/** A button that opens the panel below itself. */
export function popoverButton(
  panel: HTMLElement,
  { label, picture }: { readonly label: string; readonly picture: IconName },
): HTMLButtonElement {
  const opener = element(
    'button',
    {
      class: 'filter-button',
      attributes: { type: 'button', 'aria-haspopup': 'dialog', title: label },
    },
    icon(picture),
    element('span', { text: label }),
  );
  opener.popoverTargetElement = panel;
  panel.addEventListener('beforetoggle', () => {
    const { bottom, right } = opener.getBoundingClientRect();
    panel.style.top = `${bottom + 4}px`;
    panel.style.right = `${Math.max(8, window.innerWidth - right)}px`;
  });
  return opener;
}

/** What had the focus in the panel has it still, drawn anew: told by its `data-part`. */
export function keepingPlace(panel: HTMLElement, change: () => void): void {
  const focused = document.activeElement;
  const name = panel.contains(focused) ? focused?.getAttribute('data-part') : undefined;
  change();
  if (name !== undefined && name !== null) {
    panel.querySelector<HTMLElement>(`[data-part="${CSS.escape(name)}"]`)?.focus();
  } else if (focused === document.body) {
    panel.focus();
  }
}

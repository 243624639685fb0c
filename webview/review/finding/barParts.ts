import { element, icon, type IconName } from '../dom';
import type { Texts } from '../texts';

/** What is told in a bar, and its way out. */
export function barParts(
  texts: Texts,
  onClose: () => void,
): { readonly told: HTMLElement; readonly close: HTMLElement } {
  return {
    told: element('span', { class: 'told', attributes: { role: 'status' } }),
    close: iconButton('close', texts.say('Close'), onClose),
  };
}

export function iconButton(name: IconName, label: string, onPress: () => void): HTMLElement {
  const made = element(
    'button',
    { class: 'icon-button', attributes: { type: 'button', title: label, 'aria-label': label } },
    icon(name),
  );
  made.addEventListener('click', onPress);
  return made;
}

/** Escape leaves the bar; the keys of a field are the field's, not VS Code's. */
export function leaving(bar: HTMLElement, onClose: () => void): void {
  bar.addEventListener('keydown', (event) => {
    const isField = event.target instanceof HTMLInputElement;
    const isOfField = (event.ctrlKey || event.metaKey) && /^[acvxyz]$/i.test(event.key);
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onClose();
    } else if (isField && isOfField) {
      event.stopPropagation();
    }
  });
}

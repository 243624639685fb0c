import { element } from '../review/dom';

/** What kind of report it is, and of what. */
export function title(kind: string, of: string): HTMLElement {
  return element(
    'h1',
    { attributes: { id: 'heading' } },
    kind,
    element('span', { class: 'mono', text: of }),
  );
}

export function pressed(
  label: string,
  look: 'primary' | 'secondary' | 'link name',
  onPress: () => void,
): HTMLButtonElement {
  const made = element('button', { class: look, text: label, attributes: { type: 'button' } });
  made.addEventListener('click', onPress);
  return made;
}

import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
} from '@vscode/webview-ui-toolkit';
import { element, icon } from './dom';

export interface ButtonLook {
  readonly label: string;
  readonly primary: boolean;
  readonly enabled: boolean;
  /** Closed until something else is done. */
  readonly locked?: boolean;
}

/** A button that keeps its place, and the focus, when its look changes. */
export interface ButtonControl {
  readonly element: HTMLElement;
  show(look: ButtonLook): void;
}

export interface CheckboxControl {
  readonly element: HTMLElement;
  show(checked: boolean): void;
}

/** Defines the toolkit's elements; once, before any control is made. */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeCheckbox());
}

/** Disabled, it does nothing but can be reached: whoever is on it when a step begins is so when it ends. */
export function button(onPress: () => void): ButtonControl {
  const made = document.createElement('vscode-button');
  const lock = icon('lock');
  lock.setAttribute('slot', 'start');
  made.addEventListener('click', () => {
    if (made.getAttribute('aria-disabled') !== 'true') {
      onPress();
    }
  });
  return {
    element: made,
    show({ label, primary, enabled, locked = false }) {
      made.replaceChildren(...(locked ? [lock, label] : [label]));
      made.setAttribute('appearance', primary ? 'primary' : 'secondary');
      made.setAttribute('aria-disabled', String(!enabled));
    },
  };
}

/** Ticked only by what `show` says: a press asks for the change. */
export function checkbox(label: string, onChange: (checked: boolean) => void): CheckboxControl {
  const made = document.createElement('vscode-checkbox') as HTMLElement & { checked: boolean };
  made.append(element('span', { text: label }));
  let shown = false;
  made.addEventListener('change', () => {
    const asked = made.checked;
    if (asked !== shown) {
      made.checked = shown;
      onChange(asked);
    }
  });
  return {
    element: made,
    show(checked) {
      shown = checked;
      made.checked = checked;
    },
  };
}

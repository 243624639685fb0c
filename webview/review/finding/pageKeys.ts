import type { FindActs } from './findActs';

/** Ctrl+F, F3 and Ctrl+G, wherever the focus is: VS Code would look in its own way for what is not there. */
export function findFromAnywhere(finding: FindActs): void {
  document.addEventListener('keydown', (event) => {
    const act = actOf(event);
    if (act) {
      event.preventDefault();
      event.stopPropagation();
      act();
    }
  });
  function actOf(event: KeyboardEvent): (() => void) | undefined {
    const { key, shiftKey, altKey } = event;
    const withCtrl = (event.ctrlKey || event.metaKey) && !shiftKey && !altKey;
    if (key === 'F3' && !event.ctrlKey && !altKey) {
      return () => {
        finding.next(shiftKey);
      };
    }
    const bar = withCtrl ? bars[key.toLowerCase()] : undefined;
    return (
      bar &&
      (() => {
        finding.open(bar);
      })
    );
  }
}

const bars: Readonly<Record<string, 'text' | 'key'>> = { f: 'text', g: 'key' };

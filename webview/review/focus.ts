/** Focuses the first thing in the part that takes it. @returns Whether there was one. */
export function focusFirst(part: HTMLElement): boolean {
  for (const candidate of part.querySelectorAll<HTMLElement>(takesFocus)) {
    if (candidate.checkVisibility()) {
      candidate.focus();
      return true;
    }
  }
  return false;
}

/** A part's own way in comes first: of the grid its cursor, of the tabs the one that is open. */
const takesFocus = '[tabindex="0"], vscode-button:not([aria-disabled="true"])';

/**
 * Changes the page. What had the focus has it still; where it is gone, the part that it was in has it, or
 * the first of `others` that takes it.
 */
export function keepingFocus(
  change: () => void,
  parts: readonly HTMLElement[],
  others: readonly HTMLElement[],
): void {
  const had = document.activeElement;
  const part = parts.find((candidate) => candidate.contains(had));
  change();
  if (part && !somethingHasIt() && had instanceof HTMLElement) {
    had.focus();
    if (!somethingHasIt()) {
      [part, ...others].some(focusFirst);
    }
  }
}

/** F6 and Shift+F6, as everywhere in VS Code; at either end VS Code itself goes on. */
export function moveBetweenParts(parts: readonly HTMLElement[]): void {
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'F6' || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    const step = event.shiftKey ? -1 : 1;
    const at = parts.findIndex((part) => part.contains(document.activeElement));
    const start = at >= 0 ? at + step : event.shiftKey ? parts.length - 1 : 0;
    for (let next = parts[start], index = start; next; next = parts[(index += step)]) {
      if (focusFirst(next)) {
        event.preventDefault();
        event.stopPropagation();
        return;
      }
    }
  });
}

function somethingHasIt(): boolean {
  const { activeElement: has, body } = document;
  return has !== null && has !== body && has.checkVisibility();
}

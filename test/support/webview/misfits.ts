import type { ReviewPage } from './reviewPage';

/** What leaves the page or its own part, takes a second line, or lies over its neighbour. */
export function misfits({ page }: ReviewPage): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const seen = (selector: string): HTMLElement[] =>
      [...document.querySelectorAll<HTMLElement>(selector)].filter((part) =>
        part.checkVisibility(),
      );
    const nameOf = (part: HTMLElement): string => `${part.tagName}.${part.className}`;
    const { scrollWidth } = document.documentElement;
    if (scrollWidth > window.innerWidth) {
      found.push(`the page is ${String(scrollWidth)} px wide`);
    }
    const parts = ['.header > *', '.between > *', '.categories > *', '.category', '.position > *'];
    const inFooter = ['.footer > *:not(.only-read)', '.actions > *', '.effects > *'];
    const isApart = (a: DOMRect, b: DOMRect): boolean =>
      a.right <= b.left + 0.5 ||
      b.right <= a.left + 0.5 ||
      a.bottom <= b.top + 0.5 ||
      b.bottom <= a.top + 0.5;
    const isWithin = (box: DOMRect, frame: DOMRect | undefined): boolean =>
      !frame || (box.left >= frame.left - 0.5 && box.right <= frame.right + 0.5);
    for (const selector of [...parts, ...inFooter]) {
      const boxes = seen(selector).map((part) => ({ part, box: part.getBoundingClientRect() }));
      boxes.forEach(({ part, box }, index) => {
        if (!isWithin(box, part.parentElement?.getBoundingClientRect())) {
          found.push(`${nameOf(part)} is cut at ${String(box.right)}`);
        }
        if (box.height > 36) {
          found.push(`${nameOf(part)} wraps: ${String(box.height)} px high`);
        }
        const over = boxes.slice(index + 1).filter((other) => !isApart(box, other.box));
        found.push(...over.map((other) => `${nameOf(part)} lies over ${nameOf(other.part)}`));
      });
    }
    // What may be shortened says so by an ellipsis; nothing else may be wider than its place.
    for (const part of seen(
      'vscode-button, .chip, .count, .assurance, .total, .effects, .footer .note',
    )) {
      if (part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0) {
        found.push(`${nameOf(part)} is shortened`);
      }
    }
    // In a page of the least width that is drawn for, and in wider ones, categories are told whole.
    const names = window.innerWidth < 1000 ? [] : seen('.category .name');
    const cut = names.filter((name) => name.scrollHeight > name.clientHeight + 1);
    found.push(...cut.map((name) => `${name.innerText} is shortened`));
    return found;
  });
}

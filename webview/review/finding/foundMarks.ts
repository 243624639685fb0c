import type { TextFilter } from '../../../src/protocol/shown';
import { segmentsOf } from '../segments';
import type { Finding } from './finding';

/** Beyond it no more is marked: what is in sight holds less but for one letter. */
const mostMarked = 2000;

/** What of a cell is not its value: what is said of it in signs and words. */
const aside = '.tag, .null, .empty, .masked, .bar, .only-read, .reason, .check, .take';

/** Marks what is looked for in the cells that are drawn, as `::highlight(found)`: nothing in the page is made anew. */
export class FoundMarks {
  private sought: TextFilter | undefined;
  /** Rows are drawn while the operator scrolls, too. */
  private readonly drawn = new MutationObserver(() => {
    this.mark();
  });

  /** @param columnOf The table's column that a cell shows, by its place in the row; undefined where it shows none. */
  constructor(
    private readonly grid: HTMLElement,
    private readonly columnOf: (place: number) => number | undefined,
  ) {}

  show({ bar, sought }: Finding): void {
    const next = bar === 'text' && sought.words !== '' ? sought : undefined;
    if (next === this.sought) {
      return;
    }
    this.sought = next;
    this.drawn.disconnect();
    if (next) {
      this.drawn.observe(this.grid, { childList: true, characterData: true, subtree: true });
    }
    this.mark();
  }

  private mark(): void {
    const { sought } = this;
    if (sought) {
      const ranges = this.cells(sought.column).flatMap((cell) => rangesIn(cell, sought));
      CSS.highlights.set('found', new Highlight(...ranges.slice(0, mostMarked)));
    } else {
      CSS.highlights.delete('found');
    }
  }

  /** Where values of the column are, or of any. */
  private cells(column: number | undefined): readonly Element[] {
    return [...this.grid.querySelectorAll('.canvas > .row')].flatMap((row) =>
      [...row.children].flatMap((cell, place) => {
        const shown = this.columnOf(place);
        return shown === undefined || shown !== (column ?? shown) ? [] : valuesIn(cell);
      }),
    );
  }
}

/** The cell itself, or where both sides are in it, each; without those that only say how they are. */
function valuesIn(cell: Element): readonly Element[] {
  const halves = [...cell.querySelectorAll(':scope > .half')];
  return (halves.length > 0 ? halves : [cell]).filter((value) => !value.matches('.same, .none'));
}

function rangesIn(value: Element, { words, matchCase }: TextFilter): readonly StaticRange[] {
  const texts = textsIn(value);
  const alike = matchCase ? (text: string): string => text : lowered;
  const whole = alike(texts.map(asTyped).join(''));
  const looked = alike(signed(words));
  const ranges: StaticRange[] = [];
  for (let at = whole.indexOf(looked); at >= 0; at = whole.indexOf(looked, at + looked.length)) {
    const first = placeIn(texts, at);
    const last = placeIn(texts, at + looked.length - 1);
    if (first && last) {
      ranges.push(
        new StaticRange({
          ...{ startContainer: first.text, startOffset: first.at },
          ...{ endContainer: last.text, endOffset: last.at + 1 },
        }),
      );
    }
  }
  return ranges;
}

function textsIn(value: Element): readonly Text[] {
  const walker = document.createTreeWalker(value, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement?.matches(aside) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  const texts: Text[] = [];
  while (walker.nextNode()) {
    texts.push(walker.currentNode as Text);
  }
  return texts;
}

/** Spaces at the end of a line are drawn as dots. */
function asTyped({ data, parentElement }: Text): string {
  return parentElement?.matches('.unseen') ? data.replaceAll('·', ' ') : data;
}

/** What is not seen, as it is drawn; but spaces. */
function signed(words: string): string {
  return segmentsOf(words, [])
    .map(({ text, invisible }) => (invisible ? text.replaceAll('·', ' ') : text))
    .join('');
}

/** As long as the text. */
function lowered(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length
    ? lower
    : Array.from(text, (one) =>
        one.toLowerCase().length === one.length ? one.toLowerCase() : one,
      ).join('');
}

function placeIn(
  texts: readonly Text[],
  at: number,
): { readonly text: Text; readonly at: number } | undefined {
  let before = 0;
  for (const text of texts) {
    if (at < before + text.length) {
      return { text, at: at - before };
    }
    before += text.length;
  }
  return undefined;
}

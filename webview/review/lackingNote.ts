import type { LackingParents } from '../../src/protocol/bringing';
import type { RowFilter } from '../../src/protocol/shown';
import type { ReviewState } from '../../src/protocol/state';
import { element, icon } from './dom';
import type { Part } from './part';
import type { Texts } from './texts';

export interface LackingNoteOptions {
  readonly texts: Texts;
  readonly onFilter: (filter: RowFilter) => void;
  /** @param parents Its place among those that are lacking. */
  readonly onBring: (parents: number) => void;
}

/** Which rows of other tables must be brought first, and the way to it; nothing where none must. */
export function lackingNote({ texts, onFilter, onBring }: LackingNoteOptions): Part<ReviewState> {
  const made = element('section', {
    class: 'structure blocking lacking',
    attributes: { 'aria-label': texts.say('Missing parents') },
  });
  let drawn: readonly LackingParents[] | undefined;
  return {
    element: made,
    show({ lackingParents = [] }) {
      made.hidden = lackingParents.length === 0;
      if (lackingParents === drawn) {
        return;
      }
      drawn = lackingParents;
      const show = link(texts.say('Show Blocked Rows'), () => {
        onFilter({ flags: ['blocked'] });
      });
      made.replaceChildren(
        ...lackingParents.map((parents, at) => {
          const bring = bringLink(parents, texts, () => {
            onBring(at);
          });
          const links = element('span', { class: 'links' }, ...(at === 0 ? [show] : []), bring);
          const words = element('strong', { text: lackingWords(parents, texts) });
          return element('div', { class: 'line' }, icon('warning'), words, links);
        }),
      );
    },
  };
}

function lackingWords({ table, keys, rows }: LackingParents, texts: Texts): string {
  return texts.say(
    '{n} {n:row is|rows are} blocked: production lacks {k} {k:row|rows} of {table}. Bring them, then compare again.',
    {
      ...{ n: rows, k: keys, table },
    },
  );
}

/** Recovers the parents from the same dump. */
export function bringLink(parents: LackingParents, texts: Texts, onBring: () => void): HTMLElement {
  return link(bringWords(parents, texts), onBring);
}

function bringWords({ keys }: LackingParents, texts: Texts): string {
  return keys === 1
    ? texts.say('Bring the Missing Parent…')
    : texts.say('Bring the {n} Missing Parents…', { n: keys });
}

function link(label: string, onPress: () => void): HTMLElement {
  const made = element('button', { class: 'link', text: label, attributes: { type: 'button' } });
  made.addEventListener('click', onPress);
  return made;
}

import type { ReviewColumn, ReviewState, ReviewStructure } from '../../src/protocol/state';
import { element, icon } from './dom';
import type { Part } from './part';
import type { Texts } from './texts';

export interface StructureNoteOptions {
  readonly texts: Texts;
  readonly onAsk: (method: 'compareStructure' | 'chooseIgnored') => void;
}

/** What the tables' structures mean for a correction, said before a row is chosen; and which columns are ignored. */
export function structureNote({ texts, onAsk }: StructureNoteOptions): Part<ReviewState> {
  const made = element('section', {
    class: 'structure',
    attributes: { 'aria-label': texts.say('Structure') },
  });
  const compare = link(texts.say('Compare Structure'), () => {
    onAsk('compareStructure');
  });
  const choose = link(texts.say('Ignored columns…'), () => {
    onAsk('chooseIgnored');
  });
  let shown: ReviewState | undefined;
  return {
    element: made,
    show(review) {
      if (review.structure === shown?.structure && review.columns === shown.columns) {
        return;
      }
      shown = review;
      const { structure, columns } = review;
      const ignored = columns.filter((column) => column.ignored);
      const { obstacles, differences } = structure;
      made.hidden = obstacles.length + differences.length + ignored.length === 0;
      made.classList.toggle('blocking', obstacles.length > 0);
      made.replaceChildren(
        ...obstacles.map(obstacle),
        element(
          'div',
          { class: 'line' },
          ...(differences.length > 0 ? [differenceList(differences, texts)] : []),
          ...(ignored.length > 0 ? [ignoredWords(ignored, texts)] : []),
          element('span', { class: 'links' }, compare, choose),
        ),
      );
    },
  };
}

function obstacle(text: string): HTMLElement {
  return element('p', { class: 'obstacle' }, icon('warning'), element('strong', { text }));
}

/** Opened, it says of each what it means. */
function differenceList(differences: ReviewStructure['differences'], texts: Texts): HTMLElement {
  const text =
    differences.length === 1
      ? texts.say('1 difference of structure')
      : texts.say('{n} differences of structure', { n: differences.length });
  return element(
    'details',
    {},
    element('summary', { text }),
    element(
      'dl',
      {},
      ...differences.flatMap(({ column, difference, consequence }) => [
        element('dt', {}, element('span', { class: 'mono', text: column }), ` ${difference}`),
        element('dd', { class: 'quiet', text: consequence }),
      ]),
    ),
  );
}

function ignoredWords(ignored: readonly ReviewColumn[], texts: Texts): HTMLElement {
  const names = ignored.map(({ name }) => name).join(', ');
  const text = `${texts.say('Ignored')}: ${names}`;
  return element('span', { class: 'ignored-names quiet', text, attributes: { title: names } });
}

function link(label: string, onPress: () => void): HTMLElement {
  const made = element('button', {
    class: 'link',
    text: label,
    attributes: { type: 'button', tabindex: '0' },
  });
  made.addEventListener('click', onPress);
  return made;
}

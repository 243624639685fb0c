import type { ReviewState } from '../../src/protocol/state';
import { element, icon } from './dom';
import type { Part } from './part';
import type { Texts } from './texts';

/** What is to be known of how the sides were compared: quiet, for none of it hinders a correction. */
export function readingNotes(texts: Texts): Part<ReviewState> {
  const made = element('section', {
    class: 'reading-notes quiet',
    attributes: { 'aria-label': texts.say('How it was compared') },
  });
  let shown: readonly string[] | undefined;
  return {
    element: made,
    show({ notices }) {
      if (notices === shown) {
        return;
      }
      shown = notices;
      made.hidden = notices.length === 0;
      made.replaceChildren(...(notices.length > 1 ? [folded(notices, texts)] : notices.map(note)));
    },
  };
}

function note(text: string): HTMLElement {
  return element('p', {}, icon('info'), element('span', { text }));
}

/** Several take no more room than one, until they are opened. */
function folded(notices: readonly string[], texts: Texts): HTMLElement {
  const text = texts.say('{n} {n:note|notes} on how it was compared', { n: notices.length });
  return element(
    'details',
    {},
    element('summary', { text }),
    ...notices.map((notice) => element('p', { text: notice })),
  );
}

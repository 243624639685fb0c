import { button } from './controls';
import { element, icon } from './dom';
import type { Part } from './header';
import { rowsOf, shownRows } from './state/counts';
import type { View } from './state/view';
import type { Texts } from './texts';

/** What is said in place of the rows where there are none. */
export function empty(texts: Texts, onAll: () => void): Part<View> {
  const all = button(onAll);
  all.show({ label: texts.say('All differences'), primary: false, enabled: true });
  const heading = element('strong');
  const line = element('p', { class: 'quiet' });
  const made = element('div', { class: 'nothing' }, icon('pass'), heading, line, all.element);
  return {
    element: made,
    show(view) {
      const { counts, columns, backup, live } = view.review;
      const others = rowsOf(counts, 'all') + rowsOf(counts, 'conflict');
      made.hidden = shownRows(view) > 0;
      all.element.hidden = rowsOf(counts, 'all') === 0;
      if (others > 0) {
        heading.textContent = texts.say('No difference of this kind');
        line.textContent = texts.say('{n} differences of other kinds', { n: others });
        return;
      }
      const time = texts.clock(live.readAt);
      const values = { n: backup.rows, m: columns.length, time };
      heading.textContent = texts.say('Backup and production are equal');
      line.textContent = texts.say('{n} rows, {m} columns, compared at {time}', values);
    },
  };
}

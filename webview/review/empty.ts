import type { RowFilter } from '../../src/protocol/shown';
import { button } from './controls';
import { element, icon } from './dom';
import type { Part } from './part';
import { rowsOf, shownRows } from './state/counts';
import { hasFilter } from './state/filter';
import type { View } from './state/view';
import type { Texts } from './texts';

/** The ways on from where no rows are. */
export interface EmptyIntents {
  readonly tab: (tab: 'all') => void;
  readonly filter: (filter: RowFilter) => void;
  readonly ask: (method: 'compareStructure') => void;
}

/** What is said in place of the rows where there are none. */
interface Nothing {
  readonly heading: string;
  readonly line: string;
  readonly way?: { readonly label: string; readonly go: () => void };
}

/** What is said in place of the rows where there are none. */
export function empty(texts: Texts, intents: EmptyIntents): Part<View> {
  let go: () => void = () => undefined;
  const way = button(() => {
    go();
  });
  const heading = element('strong');
  const line = element('p', { class: 'quiet' });
  const made = element('div', { class: 'nothing' }, icon('pass'), heading, line, way.element);
  return {
    element: made,
    show(view) {
      made.hidden = shownRows(view) !== 0;
      const nothing = nothingIn(view, texts, intents);
      heading.textContent = nothing.heading;
      line.textContent = nothing.line;
      way.element.hidden = nothing.way === undefined;
      if (nothing.way) {
        way.show({ label: nothing.way.label, primary: false, enabled: true });
        go = nothing.way.go;
      }
    },
  };
}

function nothingIn(view: View, texts: Texts, intents: EmptyIntents): Nothing {
  const { counts, columns, backup, live } = view.review;
  const m = columns.length;
  if (view.tab === 'identical') {
    return identicalRows(view, texts, intents);
  }
  if (hasFilter(view.filter) && rowsOf(counts, view.tab) > 0) {
    return noneUnderFilter(view, texts, intents);
  }
  const others = rowsOf(counts, 'all') + rowsOf(counts, 'conflict');
  if (others === 0) {
    const time = texts.clock(live.readAt);
    return {
      heading: texts.say('Backup and production are equal'),
      line: texts.say('{n} {n:row|rows}, {m} {m:column|columns}, compared at {time}', {
        n: backup.rows,
        m,
        time,
      }),
    };
  }
  const all = (): void => {
    intents.tab('all');
  };
  return {
    heading: texts.say('No difference of this kind'),
    line: texts.say('{n} {n:difference|differences} of other kinds', { n: others }),
    ...(rowsOf(counts, 'all') > 0 ? { way: { label: texts.say('All differences'), go: all } } : {}),
  };
}

/** They are not kept: nothing of them is to be put right. */
function identicalRows({ review }: View, texts: Texts, intents: EmptyIntents): Nothing {
  const compared = review.columns.filter(({ ignored }) => !ignored).length;
  return {
    heading: texts.say('{n} {n:row is|rows are} equal in every column compared', {
      n: review.counts.identical,
    }),
    line: texts.say(
      '{m} {m:column was|columns were} compared. Rows without a difference are not listed.',
      {
        m: compared,
      },
    ),
    way: {
      label: texts.say('Compare Structure'),
      go: () => {
        intents.ask('compareStructure');
      },
    },
  };
}

function noneUnderFilter({ review, tab }: View, texts: Texts, intents: EmptyIntents): Nothing {
  return {
    heading: texts.say('No difference under these filters'),
    line: texts.say('{n} {n:difference|differences} without them', {
      n: rowsOf(review.counts, tab),
    }),
    way: {
      label: texts.say('Clear filters'),
      go: () => {
        intents.filter({});
      },
    },
  };
}

import type { ReviewState } from '../../src/protocol/state';
import { element, icon } from './dom';
import { backupFacts, liveFacts, scopedAge } from './facts';
import { rowsOf } from './state/counts';
import type { Texts } from './texts';

/** A part of the page that is drawn anew when what it shows has changed. */
export interface Part<Shown> {
  readonly element: HTMLElement;
  show(shown: Shown): void;
}

/** What happened, from which dump to which production, and that nothing has been written. */
export function header(texts: Texts): Part<ReviewState> {
  const made = element('header', { class: 'header' });
  let shown: ReviewState | undefined;
  const draw = (): void => {
    if (shown) {
      made.replaceChildren(
        title(shown, texts),
        assurance(shown, texts),
        sides(shown, texts),
        age(shown, texts),
      );
    }
  };
  setInterval(draw, 60_000);
  return {
    element: made,
    show(review) {
      if (review !== shown) {
        shown = review;
        draw();
      }
    },
  };
}

function title(review: ReviewState, texts: Texts): HTMLElement {
  const { table } = review;
  const sentence = sentenceOf(review, texts);
  return element(
    'h1',
    { attributes: { id: 'heading', title: `${table}: ${sentence}` } },
    element('span', { class: 'table' }, element('span', { class: 'mono', text: table }), ': '),
    sentence,
  );
}

const sinceByKey = {
  backup: '{n} rows lost and {m} changed since the backup',
  moment: '{n} rows lost and {m} changed since {time}',
} as const;
const sinceWithoutKey = {
  backup: '{n} rows missing and {m} only in production since the backup',
  moment: '{n} rows missing and {m} only in production since {time}',
} as const;

function sentenceOf({ counts, backup, withoutKey }: ReviewState, texts: Texts): string {
  if (rowsOf(counts, 'all') === 0) {
    return texts.say('backup and production are equal');
  }
  const [n, m] = withoutKey
    ? [withoutKey.missing, withoutKey.extra]
    : [counts.missing, counts.changed];
  const since = withoutKey ? sinceWithoutKey : sinceByKey;
  return backup.at === undefined
    ? texts.say(since.backup, { n, m })
    : texts.say(since.moment, { n, m, time: texts.moment(backup.at) });
}

function assurance({ status }: ReviewState, texts: Texts): HTMLElement {
  const { outcome, rehearsal } = status;
  const made = (tone: 'pass' | 'error' | 'warning', text: string): HTMLElement =>
    element(
      'div',
      { class: `assurance ${tone}`, attributes: { title: text } },
      icon(tone),
      element('span', { text }),
    );
  switch (outcome.state) {
    case 'none':
      return rehearsal.state === 'passed'
        ? made('pass', texts.say('Rolled back: nothing has been written'))
        : made('pass', texts.say('Nothing has been written'));
    case 'applied':
      return outcome.proof.state === 'proved'
        ? made('pass', texts.say('Verified'))
        : made(
            'warning',
            texts.say('Applied at {time}', { time: texts.clock(outcome.written.at) }),
          );
    case 'undone':
      return made('pass', texts.say('Undone at {time}', { time: texts.clock(outcome.written.at) }));
    case 'unknown':
      return made('error', texts.say('Outcome unknown'));
  }
}

function sides(review: ReviewState, texts: Texts): HTMLElement {
  const { backup, live } = review;
  const facts = (text: string): HTMLElement => element('span', { class: 'facts quiet', text });
  const chip = element(
    'span',
    { class: `chip ${live.production ? 'production' : 'plain'}` },
    icon('lock'),
    texts.say(live.production ? 'PRODUCTION' : 'live'),
  );
  return element(
    'div',
    { class: 'between' },
    icon('archive'),
    label(backup.label, backupFacts(review, texts)),
    facts(backupFacts(review, texts)),
    icon('arrow'),
    chip,
    label(live.label, liveFacts(review, texts)),
    facts(liveFacts(review, texts)),
  );
}

/** Shortened where there is no room; whole under the mouse. */
function label(text: string, facts: string): HTMLElement {
  return element('span', { class: 'label', text, attributes: { title: `${text} · ${facts}` } });
}

function age(review: ReviewState, texts: Texts): HTMLElement {
  const { long, short } = scopedAge(review, texts);
  return element(
    'div',
    { class: 'age quiet', attributes: { title: long } },
    element('span', { class: 'long', text: long }),
    element('span', { class: 'short', text: short }),
  );
}

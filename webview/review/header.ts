import type { ReviewState } from '../../src/protocol/state';
import { element, icon } from './dom';
import { backupFacts, isOutOfDate, liveFacts, scopedAge } from './facts';
import { refreshButton } from './refreshButton';
import { rowsOf } from './state/counts';
import type { Part } from './part';
import type { Texts } from './texts';

/** What happened, from which dump to which production, and that nothing has been written. */
export function header(texts: Texts, onRefresh: () => void): Part<ReviewState> {
  const old = age(texts, onRefresh);
  const made = element('header', { class: 'header' }, old.element);
  let shown: ReviewState | undefined;
  const draw = (): void => {
    if (shown) {
      for (const before of [...made.children].filter((part) => part !== old.element)) {
        before.remove();
      }
      // The age stays where it is: its button may have the focus.
      made.prepend(title(shown, texts), assurance(shown, texts), sides(shown, texts));
      old.show(shown);
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
  backup: '{n} {n:row|rows} lost and {m} changed since the backup',
  moment: '{n} {n:row|rows} lost and {m} changed since {time}',
} as const;
/** Without a key nothing is the same row, changed. */
const sinceBySide = {
  backup: '{n} {n:row|rows} missing and {m} only in production since the backup',
  moment: '{n} {n:row|rows} missing and {m} only in production since {time}',
} as const;

function sentenceOf(review: ReviewState, texts: Texts): string {
  const { counts, backup } = review;
  if (rowsOf(counts, 'all') === 0) {
    return texts.say('backup and production are equal');
  }
  const { since, n, m } = damageOf(review);
  return backup.at === undefined
    ? texts.say(since.backup, { n, m })
    : texts.say(since.moment, { n, m, time: texts.moment(backup.at) });
}

/** What production has too much is no loss; but where it is all there is, it is what happened. */
function damageOf({ counts, withoutKey }: ReviewState): {
  readonly since: typeof sinceByKey | typeof sinceBySide;
  readonly n: number;
  readonly m: number;
} {
  const { missing, changed, extra } = withoutKey ? { ...withoutKey, changed: 0 } : counts;
  return missing + changed === 0 || withoutKey
    ? { since: sinceBySide, n: missing, m: extra }
    : { since: sinceByKey, n: missing, m: changed };
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
    case 'partly':
      return made('warning', texts.say('Partly applied'));
    case 'applied':
      return outcome.proof.state === 'proved'
        ? made('pass', texts.say('Verified'))
        : made(
            'warning',
            texts.say('Applied at {time}', { time: texts.clock(outcome.written.at) }),
          );
    case 'filed':
      return made(
        'warning',
        texts.say('Applied by file at {time}', { time: texts.clock(outcome.at) }),
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
    ...frozen(review, texts),
  );
}

/** Shortened where there is no room; whole under the mouse. */
function label(text: string, facts: string): HTMLElement {
  return element('span', { class: 'label', text, attributes: { title: `${text} · ${facts}` } });
}

function frozen({ freeze }: ReviewState, texts: Texts): readonly HTMLElement[] {
  if (!freeze) {
    return [];
  }
  const isToday = new Date(freeze.at).toDateString() === new Date().toDateString();
  const time = isToday ? texts.clock(freeze.at) : texts.moment(freeze.at);
  const whole = texts.say('Frozen {time} by {who}', { time, who: freeze.by });
  return [
    element(
      'span',
      { class: 'chip frozen', attributes: { title: whole } },
      icon('lock'),
      element('span', { class: 'long', text: whole }),
      element('span', { class: 'short', text: texts.say('Frozen') }),
    ),
  ];
}

/** How old the comparison is, and what brings it up to date. */
function age(texts: Texts, onRefresh: () => void): Part<ReviewState> {
  const [long, short] = ['long', 'short'].map((name) => element('span', { class: name }));
  const refresh = refreshButton(texts, onRefresh);
  const made = element(
    'div',
    { class: 'age quiet' },
    icon('warning'),
    long ?? '',
    short ?? '',
    refresh.element,
  );
  return {
    element: made,
    show(review) {
      const said = scopedAge(review, texts);
      made.title = said.long;
      made.classList.toggle('old', isOutOfDate(review));
      long?.replaceChildren(said.long);
      short?.replaceChildren(said.short);
      refresh.show(review);
    },
  };
}

import type { FactKind, ReportFact, ReportIntent, TrustReport } from '../../src/protocol/report';
import type { ReportEnglish } from '../../src/protocol/french/report';
import { element, icon, type IconName } from '../review/dom';
import type { Texts } from '../review/texts';
import { pressed, title } from './parts';

const icons: Readonly<Record<FactKind, IconName | undefined>> = {
  ...{ good: 'pass', warn: 'warning', bad: 'error', plain: undefined },
};
const words = { good: 'Good', warn: 'Warning', bad: 'Bad' } as const;

/** How far a dump can be relied on: the verdict, then each fact with what it means. */
export function trustCard(
  { name, path, isVerified, verdict, facts }: TrustReport,
  texts: Texts<ReportEnglish>,
  send: (intent: ReportIntent) => void,
): HTMLElement {
  const verify = pressed(texts.say('Verify Dump'), isVerified ? 'secondary' : 'primary', () => {
    send({ kind: 'verifyDump' });
  });
  return element(
    'main',
    { class: 'report', attributes: { 'aria-labelledby': 'heading' } },
    element(
      'header',
      { class: 'top' },
      title(texts.say('Trust card: '), name),
      element('p', { class: 'quiet path', text: path }),
    ),
    element(
      'p',
      { class: `verdict ${verdict.kind}`, attributes: { role: 'status' } },
      ...mark(verdict.kind, texts),
      element('strong', { text: verdict.text }),
      verify,
    ),
    factTable(facts, texts),
  );
}

function factTable(facts: readonly ReportFact[], texts: Texts<ReportEnglish>): HTMLElement {
  return element(
    'table',
    { class: 'facts-of-dump' },
    element('caption', { class: 'only-read', text: texts.say('What is known of the dump') }),
    element('tbody', {}, ...facts.map((fact) => factRow(fact, texts))),
  );
}

function factRow({ name, value, kind }: ReportFact, texts: Texts<ReportEnglish>): HTMLElement {
  return element(
    'tr',
    { class: kind },
    element('td', { class: 'mark' }, ...mark(kind, texts)),
    element('th', { text: name, attributes: { scope: 'row' } }),
    element('td', { class: name === 'SHA-256' ? 'mono' : 'value', text: value }),
  );
}

/** A sign, and the word for those who do not see it. */
function mark(kind: FactKind, texts: Texts<ReportEnglish>): readonly (Node | string)[] {
  const name = icons[kind];
  return name === undefined || kind === 'plain'
    ? []
    : [icon(name), element('span', { class: 'only-read', text: texts.say(words[kind]) })];
}

import type { ReportEnglish } from '../../src/protocol/french/report';
import type { ReportIntent, VolumeLine, VolumeReport } from '../../src/protocol/report';
import { element, icon, type IconName } from '../review/dom';
import type { Texts } from '../review/texts';
import { pressed, title } from './parts';

interface Page {
  readonly texts: Texts<ReportEnglish>;
  readonly send: (intent: ReportIntent) => void;
  /** The longest bar. */
  readonly most: number;
}

/** The rows of a table over time: a table whose bars say again what its numbers say. */
export function volumeHistory(
  report: VolumeReport,
  texts: Texts<ReportEnglish>,
  send: (intent: ReportIntent) => void,
): HTMLElement {
  const { table, lines } = report;
  const page = { texts, send, most: Math.max(1, ...lines.map(({ rows = 0 }) => rows)) };
  const recover = pressed(texts.say('Recover Table'), 'secondary', () => {
    send({ kind: 'recoverTable' });
  });
  return element(
    'main',
    { class: 'report', attributes: { 'aria-labelledby': 'heading' } },
    element('header', { class: 'top' }, title(texts.say('Volume history: '), table)),
    element(
      'p',
      { class: 'verdict plain', attributes: { role: 'status' } },
      element('strong', { text: sentenceOf(report, texts) }),
      recover,
    ),
    element('div', { class: 'scroller' }, volumeTable(lines, page)),
  );
}

function sentenceOf({ lines, fall }: VolumeReport, texts: Texts<ReportEnglish>): string {
  if (!fall) {
    return lines.filter(({ rows }) => rows !== undefined).length < 2
      ? texts.say('There are no two counts to compare.')
      : texts.say('The rows never became fewer from one line to the next.');
  }
  const [before, after] = [lines[fall.before], lines[fall.after]];
  const when = (line: VolumeLine | undefined): string =>
    line?.standing === 'production' ? texts.say('now') : texts.moment(line?.time ?? '');
  const values = { n: fall.rows, before: when(before), after: when(after) };
  return texts.say('{n} {n:row was|rows were} lost between {before} and {after}', values);
}

function volumeTable(lines: readonly VolumeLine[], page: Page): HTMLElement {
  const caption = page.texts.say('Rows in each dump, the oldest first, and in production');
  return element(
    'table',
    { class: 'volumes' },
    element('caption', { class: 'only-read', text: caption }),
    heads(page.texts),
    element('tbody', {}, ...lines.map((line, at) => volumeRow(line, at, page))),
  );
}

function heads(texts: Texts<ReportEnglish>): HTMLElement {
  const head = (text: ReportEnglish, look = ''): HTMLElement =>
    element('th', { class: look, text: texts.say(text), attributes: { scope: 'col' } });
  const unseen = element(
    'th',
    { class: 'bar-place', attributes: { scope: 'col' } },
    element('span', { class: 'only-read', text: texts.say('Drawn') }),
  );
  const numbers = [head('Rows', 'number'), head('Change', 'number')];
  const row = [
    head('Time', 'time'),
    ...numbers,
    unseen,
    head('State', 'state'),
    head('Where', 'where'),
  ];
  return element('thead', {}, element('tr', {}, ...row));
}

function volumeRow(line: VolumeLine, at: number, page: Page): HTMLElement {
  const { texts } = page;
  const { standing, rows } = line;
  const isLive = standing === 'production';
  const time = texts.moment(line.time);
  return element(
    'tr',
    { class: standing.replace(' ', '-') },
    element('th', {
      class: 'time',
      text: isLive ? texts.say('Now, {time}', { time: texts.clock(line.time) }) : time,
      attributes: { scope: 'row', title: line.time.replace('T', ' ') },
    }),
    ...(rows === undefined ? [unknown(line)] : known({ ...line, rows }, page)),
    element('td', { class: 'state' }, chip(line, texts)),
    element('td', { class: 'where' }, isLive ? liveName(line) : dumpLink(line, at, page)),
  );
}

function changeText(change: number | undefined, texts: Texts<ReportEnglish>): string {
  if (change === undefined || change === 0) {
    return change === 0 ? '=' : '';
  }
  return change > 0 ? `+${texts.count(change)}` : `−${texts.count(-change)}`;
}

/** Rows, change and bar. */
function known(
  { rows, change }: VolumeLine & { readonly rows: number },
  { texts, most }: Page,
): readonly HTMLElement[] {
  const fell = change !== undefined && change < 0;
  const bar = element('div', { class: 'bar', attributes: { 'aria-hidden': 'true' } });
  bar.style.setProperty('--share', `${String((100 * rows) / most)}%`);
  return [
    element('td', { class: 'number', text: texts.count(rows) }),
    element('td', { class: `number ${fell ? 'fell' : 'quiet'}`, text: changeText(change, texts) }),
    element('td', { class: 'bar-place' }, bar),
  ];
}

/** In place of these: why there are none. */
function unknown({ problem = '' }: VolumeLine): HTMLElement {
  return element('td', { class: 'problem', text: problem, attributes: { colspan: '3' } });
}

const signs: Readonly<Record<VolumeLine['standing'], IconName | undefined>> = {
  ...{ verified: 'pass', 'not verified': undefined, damaged: 'error', production: 'lock' },
};

function chip({ standing }: VolumeLine, texts: Texts<ReportEnglish>): HTMLElement {
  const name = signs[standing];
  const isLive = standing === 'production';
  const text = texts.say(isLive ? 'PRODUCTION' : standing);
  return element(
    'span',
    { class: name === undefined ? 'quiet' : `chip ${isLive ? 'production' : `plain ${standing}`}` },
    ...(name === undefined ? [] : [icon(name)]),
    text,
  );
}

function liveName({ name }: VolumeLine): HTMLElement {
  return element('span', { class: 'name', text: name, attributes: { title: name } });
}

function dumpLink({ name }: VolumeLine, line: number, { texts, send }: Page): HTMLElement {
  const link = pressed(name, 'link name', () => {
    send({ kind: 'showTrust', line });
  });
  link.title = texts.say('Trust card: ') + name;
  return link;
}

import type { ChosenRule, ManyIntent } from '../../../src/protocol/selecting';
import type { SelectionCounts } from '../../../src/protocol/state';
import type { Tab } from '../../../src/protocol/rows';
import type { English } from '../../../src/protocol/french/french';
import { partWords } from '../filters/filterWords';
import { orderWords } from '../finding/sorting';
import { partsOf } from '../state/filter';
import type { View } from '../state/view';
import type { Texts } from '../texts';

/** `2 rules, 3 exceptions`; empty where there is neither. */
export function countWords(
  { rules, exceptions }: Pick<SelectionCounts, 'rules' | 'exceptions'>,
  texts: Texts,
): string {
  const parts = [
    rules > 0 && texts.say(rules === 1 ? '1 rule' : '{n} rules', { n: rules }),
    exceptions > 0 &&
      texts.say(exceptions === 1 ? '1 exception' : '{n} exceptions', { n: exceptions }),
  ];
  return parts.filter((part) => part !== false).join(', ');
}

/** `Not: All of Changed · statut differs (12 rows)` */
export function ruleWords(
  { intent, masked, ...counted }: ChosenRule,
  names: Pick<View, 'review' | 'groups'>,
  texts: Texts,
): string {
  const parts = [
    ...partsOf(intent.filter ?? {}).map((part) => partWords(part, names, texts)),
    ...(masked ? [texts.say('by masked values')] : []),
  ];
  const { order } = intent;
  const by = intent.kind === 'range' && order ? [orderWords({ ...names, order }, texts)] : [];
  // All differences of a group are the group.
  const isNamedByParts = intent.kind !== 'range' && intent.tab === 'all' && parts.length > 0;
  const whole = isNamedByParts ? [] : [wholeWords(intent, texts)];
  const rule = withSense(intent, [...whole, ...parts, ...by].join(' · '), texts);
  return withCount(rule, counted, texts);
}

function withCount(
  rule: string,
  { rows, rowsWhenChosen }: Pick<ChosenRule, 'rows' | 'rowsWhenChosen'>,
  texts: Texts,
): string {
  if (rows !== undefined) {
    return texts.say(rows === 1 ? '{rule} (1 row)' : '{rule} ({n} rows)', { rule, n: rows });
  }
  return rowsWhenChosen === undefined
    ? rule
    : texts.say('{rule} ({n} {n:row|rows} when chosen)', { rule, n: rowsWhenChosen });
}

/** How many rows are otherwise than the rules have them, and how many columns stand alone. */
export function exceptionWords(
  { exceptions, cells }: Pick<SelectionCounts, 'exceptions' | 'cells'>,
  texts: Texts,
): readonly string[] {
  const rows: English =
    exceptions === 1
      ? '1 row is in or out by an act of its own'
      : '{n} rows are in or out by acts of their own';
  const columns: English = cells === 1 ? '1 column is taken alone' : '{n} columns are taken alone';
  return exceptions === 0
    ? [texts.say('No exception: every row is as the rules have it')]
    : [
        texts.say(rows, { n: exceptions }),
        ...(cells > 0 ? [texts.say(columns, { n: cells })] : []),
      ];
}

const tabNames: Readonly<Record<Tab, English>> = {
  all: 'All differences',
  missing: 'Missing',
  changed: 'Changed',
  extra: 'Only in production',
  conflict: 'Conflicts',
};

function wholeWords(intent: ManyIntent, texts: Texts): string {
  const tab = texts.say(tabNames[intent.tab]);
  if (intent.kind === 'range') {
    const { first, last } = intent;
    return texts.say('Rows {n} to {m} of {tab}', { n: first + 1, m: last + 1, tab });
  }
  return intent.tab === 'all' ? tab : texts.say('All of {tab}', { tab });
}

function withSense(intent: ManyIntent, rule: string, texts: Texts): string {
  if (intent.kind === 'invert') {
    return texts.say('Inverted: {rule}', { rule });
  }
  return intent.selected ? rule : texts.say('Not: {rule}', { rule });
}

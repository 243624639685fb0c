import assert from 'node:assert/strict';
import { french } from '../../../src/protocol/french/french';
import type { RowGroup } from '../../../src/protocol/groups';
import type { ChosenRule } from '../../../src/protocol/selecting';
import { countWords, exceptionWords, ruleWords } from '../../../webview/review/choosing/ruleWords';
import { textsIn } from '../../../webview/review/texts';
import { review } from './sampleReview';

const english = textsIn('en', {});
const group: RowGroup = {
  id: 'x-730',
  kind: 'transaction',
  of: 'mixed',
  ...{ rows: 12, title: '730', detail: '', selectable: 12, selected: 0, selectableSelected: 0 },
};

describe('what the selection comes from, in words', () => {
  const said = (rule: ChosenRule, texts = english): string =>
    ruleWords(rule, { review: review(), groups: [group] }, texts).replaceAll('\u00a0', ' ');

  it('counts rules and exceptions, one of them as one, and says nothing of none', () => {
    assert.equal(countWords({ rules: 2, exceptions: 3 }, english), '2 rules, 3 exceptions');
    assert.equal(countWords({ rules: 1, exceptions: 1 }, english), '1 rule, 1 exception');
    assert.equal(countWords({ rules: 0, exceptions: 4 }, english), '4 exceptions');
    assert.equal(countWords({ rules: 0, exceptions: 0 }, english), '');
    const texts = textsIn('fr', french);
    assert.equal(countWords({ rules: 2, exceptions: 1 }, texts), '2 règles, 1 exception');
  });

  it('names the tab, the filter as its chips do, and how many rows it is about', () => {
    const missing = { kind: 'tab', tab: 'missing', selected: true } as const;
    assert.equal(said({ intent: missing, rows: 1200 }), 'All of Missing (1 200 rows)');
    const filter = { columns: [1], hides: ['reused'] } as const;
    const changed = { kind: 'tab', tab: 'changed', filter, selected: false } as const;
    assert.equal(
      said({ intent: changed, rows: 1 }),
      'Not: All of Changed · Without key reused · statut differs (1 row)',
    );
    assert.equal(
      said({ intent: changed, rows: 1 }, textsIn('fr', french)),
      'Sauf : Toutes : Modifiées · Sans clé réutilisée · statut diffère (1 ligne)',
    );
  });

  it('calls a group by its name, whatever tab it was chosen in', () => {
    const filter = { groups: ['x-730'] };
    const intent = { kind: 'tab', tab: 'all', filter, selected: true } as const;
    assert.equal(said({ intent, rows: 12 }), 'Transaction: 730 (12 rows)');
  });

  it('says in which order a range was counted, since its numbers mean other rows in another', () => {
    const order = { column: 1, side: 'live', descending: true } as const;
    const range = { kind: 'range', tab: 'all', first: 3, last: 9, order, selected: true } as const;
    assert.equal(
      said({ intent: range, rows: 7 }),
      'Rows 4 to 10 of All differences · by statut, live, descending (7 rows)',
    );
  });

  it('tells an inversion, and that a filter is by values it may not tell', () => {
    const intent = { kind: 'invert', tab: 'all' } as const;
    assert.equal(said({ intent, rows: 6 }), 'Inverted: All differences (6 rows)');
    const masked = { kind: 'tab', tab: 'missing', filter: {}, selected: true } as const;
    assert.equal(said({ intent: masked, rowsWhenChosen: 1 }), 'All of Missing (1 row when chosen)');
    assert.equal(said({ intent: masked, masked: true }), 'All of Missing · by masked values');
  });

  it('says how many rows are otherwise, and how many columns stand alone', () => {
    assert.deepEqual(exceptionWords({ exceptions: 0, cells: 0 }, english), [
      'No exception: every row is as the rules have it',
    ]);
    assert.deepEqual(exceptionWords({ exceptions: 3, cells: 1 }, english), [
      '3 rows are in or out by acts of their own',
      '1 column is taken alone',
    ]);
  });
});

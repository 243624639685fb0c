import assert from 'node:assert/strict';
import { mostRowsAsked } from '../../../src/protocol/shown';
import { readRequest } from '../../../src/protocol/readRequest';

const rows = { generation: 1, tab: 'missing', first: 0, count: 10 };

describe('readRequest', () => {
  it('reads only the fields that it knows', () => {
    const request = readRequest({ id: 3, method: 'rows', params: { ...rows, where: '1=1' } });

    assert.deepEqual(request, { id: 3, method: 'rows', params: rows });
  });

  it('reads each selection intent', () => {
    const intents = [
      { kind: 'row', tab: 'all', ordinal: 4, selected: true },
      { kind: 'range', tab: 'changed', first: 4, last: 9, selected: false },
      { kind: 'tab', tab: 'extra', selected: true },
      { kind: 'tab', tab: 'changed', filter: { hides: ['sameValue'] }, selected: true },
      { kind: 'invert', tab: 'missing' },
      { kind: 'cell', tab: 'changed', ordinal: 3, column: 2, selected: true },
      { kind: 'nothing' },
      { kind: 'undo' },
    ];
    for (const intent of intents) {
      const message = { id: 1, method: 'select', params: { generation: 2, intent } };
      assert.deepEqual(readRequest(message), message);
    }
  });

  const everything = {
    tab: 'changed',
    filter: {
      ...{ hides: ['sameValue', 'stale'], flags: ['reused', 'later'], columns: [0, 3] },
      ...{ groups: ['p-1', 'x-512'], range: { column: 2, from: '2026-11-18', to: '2026-11-20' } },
      text: { words: 'lot 18/11', column: 6, matchCase: true },
    },
    order: { column: 4, side: 'live', descending: true },
  } as const;

  it('reads all by which rows may be filtered and ordered', () => {
    const message = { id: 1, method: 'count', params: { generation: 2, ...everything } };
    assert.deepEqual(readRequest(message), message);
  });

  it('reads each request that looks for rows, takes them out, or says how they are looked at', () => {
    const shown = { generation: 2, tab: 'all' };
    const look = { widths: { statut: 120 }, order: ['statut'], hidden: ['agent'] };
    const messages = [
      { method: 'groups', params: { generation: 2 } },
      { method: 'rules', params: { generation: 2 } },
      { method: 'chart', params: { generation: 2, column: 3, count: true } },
      { method: 'find', params: { ...shown, text: 'lot', from: 7, column: 1, back: true } },
      { method: 'goToKey', params: { ...shown, key: ['64018'] } },
      { method: 'copy', params: { ...shown, first: 1, last: 4, column: 2, side: 'live' } },
      { method: 'exportShown', params: shown },
      { method: 'showCell', params: { ...shown, ordinal: 4, column: 2 } },
      { method: 'reveal', params: { column: 3 } },
      { method: 'maskAgain', params: { column: 3 } },
      { method: 'keepLook', params: { look: { ...look, arrangement: 'stacked' } } },
    ];
    for (const message of messages) {
      assert.deepEqual(readRequest({ id: 1, ...message }), { id: 1, ...message });
    }
  });

  const refused: readonly (readonly [string, unknown])[] = [
    ['no message at all', undefined],
    ['an unknown method', { id: 7, method: 'query', params: {} }],
    ['a method that every object has', { id: 7, method: 'constructor', params: {} }],
    ['an unknown tab', { id: 7, method: 'rows', params: { ...rows, tab: 'identical' } }],
    ...(
      [
        ['rows hidden by what is no flag', { filter: { hides: ['large'] } }],
        ['a filter that is a text', { filter: "statut = 'ANNULE'" }],
        ['words without an end to them', { filter: { text: { words: 'x'.repeat(201) } } }],
        ['a column by its name', { filter: { columns: ['statut'] } }],
        ['more groups than there may be', { filter: { groups: Array(501).fill('p-1') } }],
        ['a range without its column', { filter: { range: { from: '1' } } }],
        ['an order by neither side', { order: { column: 1, side: 'scratch' } }],
      ] as const
    ).map(
      ([what, more]) =>
        [what, { id: 7, method: 'rows', params: { ...rows, ...more } }] as [string, unknown],
    ),
    [
      'a look with columns wider than any screen',
      {
        ...{ id: 7, method: 'keepLook' },
        params: { look: { widths: { a: 1e6 }, order: [], hidden: [], arrangement: 'paired' } },
      },
    ],
    ['a negative ordinal', { id: 7, method: 'rows', params: { ...rows, first: -1 } }],
    ['an ordinal in text', { id: 7, method: 'rows', params: { ...rows, first: '0' } }],
    ['too many rows', { id: 7, method: 'rows', params: { ...rows, count: mostRowsAsked + 1 } }],
    ['an unknown step', { id: 7, method: 'start', params: { step: 'truncate' } }],
    [
      'a switch that is neither on nor off',
      { id: 7, method: 'allowDeletes', params: { allowed: 1 } },
    ],
    [
      'a selection without its kind',
      { id: 7, method: 'select', params: { generation: 1, intent: {} } },
    ],
  ];
  for (const [what, message] of refused) {
    it(`refuses ${what}`, () => {
      const answer = readRequest(message);
      assert.ok('failure' in answer);
      assert.equal(answer.failure.code, 'bad-request');
      assert.equal(answer.id, message === undefined ? 0 : 7);
    });
  }
});

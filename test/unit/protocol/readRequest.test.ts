import assert from 'node:assert/strict';
import { mostRowsAsked } from '../../../src/protocol/messages';
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
      { kind: 'tab', tab: 'changed', hidesSameValue: true, selected: true },
      { kind: 'nothing' },
    ];
    for (const intent of intents) {
      const message = { id: 1, method: 'select', params: { generation: 2, intent } };
      assert.deepEqual(readRequest(message), message);
    }
  });

  const refused: readonly (readonly [string, unknown])[] = [
    ['no message at all', undefined],
    ['an unknown method', { id: 7, method: 'query', params: {} }],
    ['a method that every object has', { id: 7, method: 'constructor', params: {} }],
    ['an unknown tab', { id: 7, method: 'rows', params: { ...rows, tab: 'identical' } }],
    [
      'rows that are hidden by halves',
      { id: 7, method: 'rows', params: { ...rows, hidesSameValue: 1 } },
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

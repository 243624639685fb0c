import assert from 'node:assert/strict';
import type { Cell } from '../../../../src/core/catalog/table';
import { cellTexts, rowTexts } from '../../../../src/core/review/cellText';
import { column } from '../../../support/planned';

const texts = (builtIn: string, ...cells: readonly Cell[]): readonly string[] =>
  cellTexts(cells, column('x', { builtIn })).map((shown) => shown?.text ?? '');

describe('The document of a cell', () => {
  it('has JSON over lines, its keys in their order and its numbers as written', () => {
    const json =
      '{"b": 1.50, "a": [1e3, "x, {y}: \\"z\\""], "none": {}, "empty": [], "big": 12345678901234567890}';
    const lines = [
      ...['{', '  "b": 1.50,', '  "a": [', '    1e3,', '    "x, {y}: \\"z\\""', '  ],'],
      ...['  "none": {},', '  "empty": [],', '  "big": 12345678901234567890', '}'],
    ];
    assert.deepEqual(texts('jsonb', json), [lines.join('\n')]);
    assert.deepEqual(texts('json', '{"a":1,"a":2}'), ['{\n  "a": 1,\n  "a": 2\n}']);
    assert.equal(cellTexts([json], column('x', { builtIn: 'jsonb' }))[0]?.language, 'json');
  });

  it('keeps what JSON parses to, whatever it is', () => {
    for (const json of [
      'null',
      '"a  b"',
      '[[],[{}]]',
      '{"":{"é\\u0000":[true,-0.0]}}',
      ' [ 1 ] ',
    ]) {
      assert.deepEqual(JSON.parse(texts('json', json)[0] ?? ''), JSON.parse(json));
    }
  });

  it('is the text as it is where it is no JSON, or so deep that lines would not show it', () => {
    const deep = '['.repeat(65) + ']'.repeat(65);
    assert.deepEqual(texts('jsonb', '{"a": 1'), ['{"a": 1']);
    assert.deepEqual(texts('jsonb', deep), [deep]);
    assert.deepEqual(texts('text', '{"a": 1}'), ['{"a": 1}']);
  });

  it('does not show JSON as equal that only has other spaces', () => {
    const [one, other] = ['{"a":1}', '{"a": 1}'];
    assert.deepEqual(texts('json', one, other), [one, other]);
    assert.deepEqual(texts('json', one, one), ['{\n  "a": 1\n}', '{\n  "a": 1\n}']);
  });

  it('shows bytes by their places, 16 a line, with what of them can be read', () => {
    const bytes = `\\x${Buffer.from('%PDF-1.7\n\u0000~ é|end').toString('hex')}`;
    assert.deepEqual(texts('bytea', bytes), [
      '00000000  25 50 44 46 2d 31 2e 37  0a 00 7e 20 c3 a9 7c 65  |%PDF-1.7..~ ..|e|\n' +
        '00000010  6e 64                                             |nd|',
    ]);
    assert.deepEqual(texts('bytea', '\\x'), ['(no bytes)']);
    const cut = '\\x255044... (9 bytes, SHA-256 9f2b…)';
    assert.deepEqual(texts('bytea', cut), [cut]);
  });

  it('is not there where the row is not', () => {
    const shown = cellTexts([undefined, '[]'], column('x', { builtIn: 'jsonb' }));
    assert.deepEqual(shown, [undefined, { text: '[]', language: 'json' }]);
  });

  it('tells NULL from the text of the same letters by the other side', () => {
    assert.deepEqual(texts('text', null, 'NULL'), ['(NULL)', 'NULL']);
  });
});

describe('The document of a row', () => {
  const columns = [
    ...[column('id'), column('note', { builtIn: 'text' })],
    ...[column('data', { builtIn: 'jsonb' }), column('scan', { builtIn: 'bytea' })],
  ];

  it('has a column a line, and below its name what the document of a cell has over several', () => {
    const [backup, live] = rowTexts(
      [
        ['1', null, '{"a": 1}', '\\x2550'],
        ['1', 'one\ntwo', '{"a": 2}', null],
      ],
      columns,
    );
    assert.equal(
      backup?.text,
      `id: 1\nnote: (NULL)\ndata:\n  {\n    "a": 1\n  }\nscan: 00000000  25 50${' '.repeat(43)}  |%P|`,
    );
    assert.equal(
      live?.text,
      'id: 1\nnote:\n  one\n  two\ndata:\n  {\n    "a": 2\n  }\nscan: (NULL)',
    );
  });

  it('is not there where the row is not', () => {
    assert.deepEqual(rowTexts([undefined, ['1', '', '{}', '\\x']], columns), [
      undefined,
      { text: 'id: 1\nnote: \ndata: {}\nscan: (no bytes)' },
    ]);
  });

  it('shows JSON as it is written where its sides differ in that alone', () => {
    const sides = rowTexts(
      [
        ['1', '', '{"a":1}', ''],
        ['1', '', '{"a": 1}', ''],
      ],
      columns,
    );
    assert.deepEqual(
      sides.map((side) => side?.text.split('\n')[2]),
      ['data: {"a":1}', 'data: {"a": 1}'],
    );
  });
});

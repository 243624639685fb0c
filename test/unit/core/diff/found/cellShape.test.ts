import assert from 'node:assert/strict';
import { changeKey, readingsOf } from '../../../../../src/core/diff/found/cellShape';
import { shapeText } from '../../../../../src/core/diff/found/shapeText';

/** In words, how a value of the type may have changed; the least last. */
function readings(builtIn: string, from: string | null, to: string | null): readonly string[] {
  const { shapes, least } = readingsOf(from, to, { builtIn });
  return [...shapes, least].map((shape) => shapeText('c', shape).slice(2));
}

const dates: readonly (readonly [from: string, to: string, ...string[]])[] = [
  ['2026-03-31', '2027-03-31', '+ 1 year', '+ 365 days'],
  ['2027-03-31', '2026-03-31', '− 1 year', '− 365 days'],
  ['2026-01-15', '2026-04-15', '+ 3 months', '+ 90 days'],
  ['2024-11-15', '2026-01-15', '+ 1 year 2 months', '+ 426 days'],
  ['2026-03-01', '2026-03-08', '+ 7 days'],
];

describe('How a date changed', () => {
  it('is told by months and by days', () => {
    for (const [from, to, ...words] of dates) {
      assert.deepEqual(readings('date', from, to), [...words, 'edited'], `${from} → ${to}`);
    }
  });

  it('is a month or a year also where the day is the last one of a shorter month, as of 29 February', () => {
    assert.equal(readings('date', '2024-02-29', '2025-02-28')[0], '+ 1 year');
    assert.equal(readings('date', '2026-01-31', '2026-02-28')[0], '+ 1 month');
    assert.equal(readings('date', '2026-01-30', '2026-02-27')[0], '+ 28 days');
    assert.equal(readings('date', '2025-02-28', '2024-02-29')[0], '− 365 days');
  });

  it('is of moments to the microsecond, whatever zone each is written in', () => {
    assert.deepEqual(readings('timestamptz', '2026-03-28 09:00:00+00', '2026-03-28 12:30:00+02'), [
      '+ 1 hour 30 minutes',
      'edited',
    ]);
    assert.equal(
      readings('timestamptz', '2026-06-30 23:30:00-02:30', '2026-07-02 02:00:00+00')[0],
      '+ 1 day',
    );
    assert.equal(
      readings('timestamp', '2026-03-31 10:00:00.000001', '2026-03-31 10:00:00')[0],
      '− 0.000001 seconds',
    );
    assert.equal(
      readings('timestamp', '2026-03-31 10:00:00', '2027-03-31 10:00:00')[0],
      '+ 1 year',
    );
  });

  it('is not guessed for infinity, years before Christ and what is no date', () => {
    assert.deepEqual(readings('date', '2026-03-31', 'infinity'), ['edited']);
    assert.deepEqual(readings('date', '0044-03-15 BC', '2026-03-15'), ['edited']);
    assert.deepEqual(readings('text', '2026-03-31', '2027-03-31'), ['edited']);
  });
});

describe('How a number changed', () => {
  it('is told to its last digit, without zeros at the end', () => {
    assert.deepEqual(readings('int4', '7', '10'), ['+ 3', 'edited']);
    assert.deepEqual(readings('numeric', '1.0', '3.50'), ['+ 2.5', 'edited']);
    assert.deepEqual(readings('numeric', '0.10', '-0.2'), ['− 0.3', 'edited']);
    assert.deepEqual(readings('numeric', '100', '200'), ['+ 100', 'edited']);
    assert.deepEqual(readings('int8', '-9223372036854775808', '9223372036854775807'), [
      '+ 18446744073709551615',
      'edited',
    ]);
  });

  it('is not told where one of them is none, or nothing was added', () => {
    assert.deepEqual(readings('numeric', '1', 'NaN'), ['edited']);
    assert.deepEqual(readings('numeric', '1.0', '1.00'), ['edited']);
  });
});

describe('How a text changed', () => {
  it('is told by what was written before or after it', () => {
    assert.deepEqual(readings('text', 'Cadastre', 'Cadastre | lot 18'), [
      'with “ | lot 18” after it',
      'edited',
    ]);
    assert.deepEqual(readings('varchar', 'rue 1', 'la rue 1'), ['with “la ” before it', 'edited']);
    assert.deepEqual(readings('text', 'rue 1', 'rue 2'), ['edited']);
  });

  it('is filled in or emptied where one is NULL or the empty text, which are not the same', () => {
    assert.deepEqual(readings('text', null, 'x'), ['filled in']);
    assert.deepEqual(readings('text', 'x', ''), ['emptied']);
    assert.deepEqual(readings('text', null, ''), ['edited']);
    const text = { builtIn: 'text' };
    assert.notEqual(changeKey(null, '', text), changeKey('', null, text));
  });
});

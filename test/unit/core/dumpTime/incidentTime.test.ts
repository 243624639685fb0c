import assert from 'node:assert/strict';
import { parseIncidentTime, zoneNamed } from '../../../../src/core/dumpTime/incidentTime';
import { withCode } from '../../../support/dumps';

const paris = zoneNamed('Europe/Paris');

function parsed(text: string): readonly string[] {
  const { from, to } = parseIncidentTime(text, paris);
  return [new Date(from).toISOString(), new Date(to).toISOString()];
}

describe('The time of an incident', () => {
  it('is by the clocks of the zone, written with a blank or a T, with seconds or without', () => {
    for (const text of ['2026-03-10 09:30', '2026-03-10T09:30:00', ' 2026-03-10 09:30:00 ']) {
      assert.deepEqual(parsed(text), ['2026-03-10T08:30:00.000Z', '2026-03-10T08:30:00.000Z']);
    }
  });

  it('is by its own offset where it has one', () => {
    for (const text of [
      '2026-03-10T08:30:00Z',
      '2026-03-10 08:30z',
      '2026-03-10T10:30+02:00',
      '2026-03-10T03:30:00-0500',
      '2026-03-10 10:30:00.5 +02',
    ]) {
      assert.deepEqual(parsed(text), ['2026-03-10T08:30:00.000Z', '2026-03-10T08:30:00.000Z']);
    }
  });

  it('is an interval where the clocks showed it twice', () => {
    assert.deepEqual(parsed('2026-10-25 02:30'), [
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T01:30:00.000Z',
    ]);
  });

  for (const text of [
    '',
    'yesterday',
    '2026-02-30 10:00',
    '2026-03-10',
    '2026-03-10 25:00',
    '2026-03-10 09:30 CET',
    '2026-03-10 09:30+99:00',
  ]) {
    it(`is refused when it is none: “${text}”`, () => {
      assert.throws(() => parsed(text), withCode('usage'));
    });
  }

  it('is not guessed for a zone that nobody knows', () => {
    assert.throws(() => zoneNamed('Paris'), withCode('usage'));
  });
});

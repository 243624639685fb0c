import assert from 'node:assert/strict';
import { type DumpTimeFacts, dumpInterval } from '../../../../src/core/dumpTime/dumpInterval';
import { timeInName } from '../../../../src/core/dumpTime/nameTime';
import { zoneNamed } from '../../../../src/core/dumpTime/incidentTime';

const paris = { clock: zoneNamed('Europe/Paris'), isGiven: true };

function interval(facts: Partial<Omit<DumpTimeFacts, 'writtenAt'>> & { readonly written: string }) {
  const { header, name = 'a.dump', written } = facts;
  const found = dumpInterval({ header, name, writtenAt: Date.parse(written) }, paris);
  const text = (instant: number | undefined): string | undefined =>
    instant === undefined ? undefined : new Date(instant).toISOString().slice(0, 19);
  return [found.source, text(found.from), text(found.to)];
}

describe('The time of a dump', () => {
  it('is that of its header, and ends when the file was written', () => {
    assert.deepEqual(
      interval({ header: '2026-03-10T02:00:00', written: '2026-03-10T01:02:09.4Z' }),
      ['header', '2026-03-10T01:00:00', '2026-03-10T01:02:10'],
    );
  });

  it('of a file that took hours, or was copied later, ends five minutes after the header', () => {
    assert.deepEqual(interval({ header: '2026-03-10T02:00:00', written: '2026-03-14T10:00:00Z' }), [
      'header',
      '2026-03-10T01:00:00',
      '2026-03-10T01:05:00',
    ]);
  });

  it('does not end before it begins, though the file’s time was set back', () => {
    assert.deepEqual(interval({ header: '2026-03-10T02:00:00', written: '2026-03-09T00:00:00Z' }), [
      'header',
      '2026-03-10T01:00:00',
      '2026-03-10T01:05:00',
    ]);
  });

  it('spans both hours in the night in which the clocks are put back', () => {
    assert.deepEqual(interval({ header: '2026-10-25T02:30:00', written: '2026-10-26T00:00:00Z' }), [
      'header',
      '2026-10-25T00:30:00',
      '2026-10-25T01:35:00',
    ]);
  });

  it('is taken from the name of a file without a header, of a script that may dump several', () => {
    const name = 'mairie_20260310_0200.sql.gz';
    assert.deepEqual(interval({ name, written: '2026-03-10T01:20:00Z' }), [
      'name',
      '2026-03-10T01:00:00',
      '2026-03-10T01:20:00',
    ]);
    assert.deepEqual(interval({ name, written: '2026-03-12T00:00:00Z' }), [
      'name',
      '2026-03-10T01:00:00',
      '2026-03-10T02:00:00',
    ]);
  });

  it('is somewhere in the day that its name says', () => {
    const name = 'mairie-2026-03-10.sql';
    assert.deepEqual(interval({ name, written: '2026-03-12T00:00:00Z' }), [
      'name',
      '2026-03-09T23:00:00',
      '2026-03-10T23:59:59',
    ]);
    assert.deepEqual(interval({ name, written: '2026-03-10T01:20:00Z' }), [
      'name',
      '2026-03-09T23:00:00',
      '2026-03-10T01:20:00',
    ]);
  });

  it('is in no assumed zone where its name says UTC', () => {
    const facts = { header: undefined, name: '2026-03-10T02-00-00Z.sql', writtenAt: Date.now() };
    const { from, zone } = dumpInterval(facts, paris);
    assert.equal(from, Date.UTC(2026, 2, 10, 2));
    assert.equal(zone, undefined);
  });

  it('is only an end where nothing but the file’s time is known', () => {
    assert.deepEqual(interval({ name: 'mairie.sql', written: '2026-03-10T01:20:00Z' }), [
      'file',
      undefined,
      '2026-03-10T01:20:00',
    ]);
  });

  it('is not taken from a header that holds no time', () => {
    const facts = { header: '1900-01-00T00:00:00', written: '2026-03-10T01:20:00Z' };
    assert.equal(interval(facts)[0], 'file');
  });
});

describe('The time in a file’s name', () => {
  const names = [
    ['mairie-2026-03-10.dump', '2026-03-10T00:00:00', '2026-03-10T23:59:59'],
    ['mairie_20260310_0200.sql.gz', '2026-03-10T02:00:00', '2026-03-10T02:00:00'],
    ['2026-03-10T02-00-05.sql', '2026-03-10T02:00:05', '2026-03-10T02:00:05'],
    ['mairie_full_20261119_020000.dump', '2026-11-19T02:00:00', '2026-11-19T02:00:00'],
    ['20260310020000.sql', '2026-03-10T02:00:00', '2026-03-10T02:00:00'],
    ['mairie_2026.03.10_4567.sql', '2026-03-10T00:00:00', '2026-03-10T23:59:59'],
    ['v15-20250101-mairie-2026_03_10 23h15.sql', '2026-03-10T23:15:00', '2026-03-10T23:15:00'],
  ] as const;
  for (const [name, from, to] of names) {
    it(`is found in ${name}`, () => {
      assert.deepEqual(timeInName(name), { from, to, isUtc: false });
    });
  }

  for (const name of ['mairie.sql', 'mairie_20261310.sql', 'id-12345678901.sql', '18240310.sql']) {
    it(`is not found in ${name}`, () => {
      assert.equal(timeInName(name), undefined);
    });
  }
});

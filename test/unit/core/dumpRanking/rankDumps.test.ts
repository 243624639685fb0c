import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DumpCandidate } from '../../../../src/core/dumpRanking/candidate';
import { rankDumps } from '../../../../src/core/dumpRanking/rankDumps';
import { type AssumedZone, dumpInterval } from '../../../../src/core/dumpTime/dumpInterval';
import { parseIncidentTime, zoneNamed } from '../../../../src/core/dumpTime/incidentTime';

const paris: AssumedZone = { clock: zoneNamed('Europe/Paris'), isGiven: true };
const later = Date.UTC(2027, 0);

/** An archive begun then by the clocks of Paris, and copied since. */
function dump(path: string, header: string, known: Partial<DumpCandidate> = {}): DumpCandidate {
  const time = dumpInterval({ header, name: path, writtenAt: later }, paris);
  return { path, time, verification: 'verified', ...known };
}

/** A file whose header is none. */
function file(path: string, written: string, known: Partial<DumpCandidate> = {}): DumpCandidate {
  const facts = { header: undefined, name: path, writtenAt: Date.parse(written) };
  return { path, time: dumpInterval(facts, paris), verification: 'verified', ...known };
}

function ranking(dumps: readonly DumpCandidate[], at = '2026-03-10 09:30') {
  const incident = { at: parseIncidentTime(at, paris.clock), table: 'metier.rdv' };
  return rankDumps(dumps, { ...incident, clock: paris.clock });
}

function order(dumps: readonly DumpCandidate[], at?: string): string[] {
  const { recommended, dumps: all } = ranking(dumps, at);
  return [
    recommended?.dump.path ?? '–',
    ...all.map(({ dump: { path }, rank }) => `${path}: ${rank}`),
  ];
}

describe('The right dump for an incident', () => {
  it('is the newest verified one from before it', () => {
    assert.deepEqual(
      order([
        dump('older', '2026-03-08T02:00:00'),
        dump('newest before', '2026-03-10T02:00:00'),
        dump('oldest', '2026-03-07T02:00:00'),
      ]),
      ['newest before', 'newest before: usable', 'older: usable', 'oldest: usable'],
    );
  });

  it('is not the newest of all when that was begun after the damage', () => {
    assert.deepEqual(
      order([
        dump('long after', '2026-03-12T02:00:00'),
        dump('after', '2026-03-11T02:00:00'),
        dump('before', '2026-03-09T02:00:00'),
      ]),
      ['before', 'before: usable', 'after: too-late', 'long after: too-late'],
    );
  });

  it('is none whose time touches that of the incident, not even where there is no other', () => {
    for (const header of ['2026-03-10T09:30:00', '2026-03-10T09:25:00']) {
      assert.deepEqual(order([dump('near', header)]), ['–', 'near: uncertain']);
    }
    assert.deepEqual(order([dump('near enough', '2026-03-10T09:24:00')]), [
      'near enough',
      'near enough: usable',
    ]);
  });

  it('is none that was not verified, nor a damaged one, however new', () => {
    assert.deepEqual(
      order([
        dump('damaged', '2026-03-10T04:00:00', { verification: 'damaged' }),
        dump('not verified', '2026-03-10T03:00:00', { verification: 'not verified' }),
        dump('verified', '2026-03-01T02:00:00'),
      ]),
      ['verified', 'verified: usable', 'not verified: not-verified', 'damaged: damaged'],
    );
  });

  it('is not one that holds a fraction of what its neighbours hold', () => {
    assert.deepEqual(
      order([
        dump('emptied', '2026-03-10T02:00:00', { rows: 12 }),
        dump('b', '2026-03-09T02:00:00', { rows: 20_100 }),
        dump('a', '2026-03-08T02:00:00', { rows: 19_900 }),
      ]),
      ['b', 'b: usable', 'a: usable', 'emptied: volume'],
    );
  });

  it('is not held against dumps from after the damage', () => {
    const after = [11, 12, 13, 14, 15].map((day) =>
      dump(`day ${day}`, `2026-03-${day}T02:00:00`, { rows: 12 }),
    );
    const [recommended] = order([
      ...after,
      dump('b', '2026-03-10T02:00:00', { rows: 20_100 }),
      dump('a', '2026-03-09T02:00:00', { rows: 19_900 }),
    ]);
    assert.equal(recommended, 'b');
  });

  it('is not refused for a few rows in a small table, nor beside one neighbour only', () => {
    const rows = (b: number, ...others: readonly number[]) =>
      order([
        dump('b', '2026-03-10T02:00:00', { rows: b }),
        ...others.map((number, at) =>
          dump(`a${at}`, `2026-03-0${9 - at}T02:00:00`, { rows: number }),
        ),
      ])[0];
    assert.equal(rows(1, 5, 6), 'b');
    assert.equal(rows(12, 20_000), 'b');
    assert.equal(rows(49, 100, 100), 'a0');
    assert.equal(rows(50, 100, 100), 'b');
    assert.equal(rows(200, 100, 100), 'b');
    assert.equal(rows(201, 100, 100), 'a0');
  });

  it('is none without the table, or without rows of it', () => {
    assert.deepEqual(
      order([
        dump('without', '2026-03-10T02:00:00', { rows: 'no such table' }),
        dump('empty', '2026-03-09T02:00:00', { rows: 0 }),
      ]),
      ['–', 'without: no-rows', 'empty: no-rows'],
    );
  });

  it('is uncertain in the night in which the clocks are put back, for an incident of the hour after', () => {
    const begun = dump('02:30', '2026-10-25T02:30:00');
    // 02:30 by winter time is 01:30 UTC; an incident at 01:10 UTC lies between the two 02:30s.
    assert.deepEqual(order([begun], '2026-10-25T01:10:00Z'), ['–', '02:30: uncertain']);
    assert.deepEqual(order([begun], '2026-10-25 02:45'), ['–', '02:30: uncertain']);
    assert.deepEqual(order([begun], '2026-10-25 03:00'), ['02:30', '02:30: usable']);
    assert.deepEqual(order([begun], '2026-10-25 01:59'), ['–', '02:30: too-late']);
  });

  it('is uncertain where the incident’s own time came twice, and the dump was begun between', () => {
    const utc = { clock: zoneNamed('UTC'), isGiven: true };
    const facts = { header: '2026-10-25T01:00:00', name: 'a', writtenAt: later };
    const between = { ...dump('a', facts.header), time: dumpInterval(facts, utc) };
    assert.deepEqual(order([between], '2026-10-25 02:45'), ['–', 'a: uncertain']);
  });

  it('is uncertain in the night in which the clocks are put forward, near the change', () => {
    const begun = dump('02:30', '2026-03-29T02:30:00');
    assert.deepEqual(order([begun], '2026-03-29 03:10'), ['–', '02:30: uncertain']);
    assert.deepEqual(order([begun], '2026-03-29 04:00'), ['02:30', '02:30: usable']);
    assert.deepEqual(order([begun], '2026-03-29 01:15'), ['–', '02:30: too-late']);
  });

  it('is another one where the clocks of the dumps’ machine are in another zone', () => {
    const zone = { clock: zoneNamed('America/New_York'), isGiven: true };
    const facts = { header: '2026-03-10T02:00:00', name: 'a', writtenAt: later };
    const abroad = { ...dump('a', facts.header), time: dumpInterval(facts, zone) };
    // 02:00 in New York is 07:00 in Paris.
    assert.deepEqual(order([abroad], '2026-03-10 06:00'), ['–', 'a: too-late']);
    assert.deepEqual(order([abroad], '2026-03-10 07:06'), ['a', 'a: usable']);
  });

  it('comes with a reason in one sentence, as do all the others', () => {
    const { dumps, whyNone } = ranking([
      dump('after', '2026-03-11T02:00:00'),
      dump('same', '2026-03-10T09:30:00'),
      file('plain.sql', '2026-03-12T01:00:00Z'),
      dump('cut', '2026-03-10T04:00:00', { verification: 'damaged', problem: 'It ends early.' }),
      dump('new', '2026-03-10T03:00:00', { verification: 'not verified' }),
      dump('old', '2026-03-09T02:00:00', { rows: 20_001 }),
      dump('right', '2026-03-10T02:00:00', { rows: 20_000 }),
      dump('few', '2026-03-08T02:00:00', { rows: 12 }),
      dump('none', '2026-03-07T02:00:00', { rows: 0 }),
      dump('without', '2026-03-06T02:00:00', { rows: 'no such table' }),
      file('mairie_20260305_0200.sql', '2026-03-05T01:02:00Z'),
    ]);
    const zone = 'assuming the time zone Europe/Paris';
    assert.equal(whyNone, undefined);
    assert.deepEqual(
      dumps.map((ranked) => [ranked.dump.path, ranked.reason]),
      [
        [
          'right',
          `Verified, and the newest verified one from before the incident; a newer one is not verified (begun 2026-03-10 02:00:00, ${zone}); it holds 20,000 rows of metier.rdv.`,
        ],
        [
          'old',
          `Verified, but older than the recommended one (begun 2026-03-09 02:00:00, ${zone}); it holds 20,001 rows of metier.rdv.`,
        ],
        [
          'mairie_20260305_0200.sql',
          `Verified, but older than the recommended one (by its name of 2026-03-05 02:00:00, ${zone}).`,
        ],
        ['new', `From before the incident, but not verified (begun 2026-03-10 03:00:00, ${zone}).`],
        [
          'few',
          `Holds 12 rows of metier.rdv, the dumps around it about 20,000 (begun 2026-03-08 02:00:00, ${zone}).`,
        ],
        [
          'plain.sql',
          'Written after the incident, and perhaps begun before it (its file was written 2026-03-12 02:00:00 (Europe/Paris); when it was begun is not known).',
        ],
        [
          'same',
          `Its time touches that of the incident: it may hold the damage (begun 2026-03-10 09:30:00, ${zone}).`,
        ],
        [
          'after',
          `Begun after the incident: it may hold the damage (begun 2026-03-11 02:00:00, ${zone}).`,
        ],
        ['none', 'Holds no rows of metier.rdv.'],
        ['without', 'Holds nothing of metier.rdv.'],
        ['cut', 'It ends early.'],
      ],
    );
  });

  it('relies on this machine’s zone where none is set, and says so', () => {
    const facts = { header: '2026-10-25T02:30:00', name: 'a', writtenAt: later };
    const time = dumpInterval(facts, { ...paris, isGiven: false });
    const { dumps } = ranking([{ path: 'a', time, verification: 'verified' }], '2026-10-25 02:45');
    assert.deepEqual(
      dumps.map(({ reason }) => reason),
      [
        'Made in the night of a clock change: it may be from before or from after the incident (begun 2026-10-25 02:30:00, a time that the clocks showed twice, assuming this machine’s time zone, Europe/Paris).',
      ],
    );
  });

  it('is none, for reasons that are said', () => {
    assert.equal(ranking([]).whyNone, 'There is no dump.');
    assert.equal(
      ranking([
        dump('a', '2026-03-10T02:00:00', { verification: 'not verified' }),
        dump('b', '2026-03-09T02:00:00', { verification: 'damaged' }),
        dump('c', '2026-03-11T02:00:00'),
        dump('d', '2026-03-12T02:00:00'),
      ]).whyNone,
      'No dump can be recommended: 1 from before the incident but not verified, 2 from after the incident, 1 damaged.',
    );
  });

  it('is always verified and ended before the incident, whatever dumps there are', () => {
    const time = fc
      .date({ min: new Date('2026-03-01Z'), max: new Date('2026-03-20Z'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 19));
    const verification = fc.constantFrom<DumpCandidate['verification']>(
      'verified',
      'damaged',
      'not verified',
    );
    const candidate = fc.oneof(
      fc
        .tuple(fc.string(), time, verification)
        .map(([path, at, known]) => dump(path, at, { verification: known })),
      fc
        .tuple(fc.string(), time, verification)
        .map(([path, at, known]) => file(path, `${at}Z`, { verification: known })),
    );
    fc.assert(
      fc.property(fc.array(candidate), time, (dumps, at) => {
        const { recommended, dumps: all, whyNone } = ranking(dumps, at);
        const incident = parseIncidentTime(at, paris.clock).from;
        const usable = dumps.filter(
          ({ time: { to }, verification: known }) => known === 'verified' && to < incident,
        );
        assert.equal(all.length, dumps.length);
        assert.equal(recommended, usable.length > 0 ? all[0] : undefined);
        assert.equal(whyNone === undefined, recommended !== undefined);
        const newest = Math.max(...usable.map(({ time: { to } }) => to));
        assert.equal(recommended?.dump.time.to, usable.length > 0 ? newest : undefined);
      }),
    );
  });
});

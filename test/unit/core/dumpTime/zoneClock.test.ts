import assert from 'node:assert/strict';
import fc from 'fast-check';
import { localTimeOf } from '../../../../src/core/dumpTime/localTime';
import { type ZoneClock, zoneClock } from '../../../../src/core/dumpTime/zoneClock';

function clock(zone: string): ZoneClock {
  const found = zoneClock(zone);
  assert.ok(found);
  return found;
}

function instants(zone: string, time: string): readonly string[] {
  const { from, to } = clock(zone).instantsOf(time);
  return [from, to].map((instant) => new Date(instant).toISOString().slice(0, 16));
}

const nights = [
  {
    name: 'a time of an ordinary day is one instant',
    zone: 'Europe/Paris',
    time: '2026-03-10T02:00:00',
    is: ['2026-03-10T01:00', '2026-03-10T01:00'],
  },
  {
    name: 'in the night in which Paris puts its clocks back, 02:30 comes twice',
    zone: 'Europe/Paris',
    time: '2026-10-25T02:30:00',
    is: ['2026-10-25T00:30', '2026-10-25T01:30'],
  },
  {
    name: 'in that night 01:59 comes once',
    zone: 'Europe/Paris',
    time: '2026-10-25T01:59:00',
    is: ['2026-10-24T23:59', '2026-10-24T23:59'],
  },
  {
    name: 'the hour after the one that came twice is winter time',
    zone: 'Europe/Paris',
    time: '2026-10-25T03:00:00',
    is: ['2026-10-25T02:00', '2026-10-25T02:00'],
  },
  {
    name: 'in the night in which Paris puts its clocks forward, 02:30 is around the change',
    zone: 'Europe/Paris',
    time: '2026-03-29T02:30:00',
    is: ['2026-03-29T00:30', '2026-03-29T01:30'],
  },
  {
    name: 'the last minute before that change is winter time',
    zone: 'Europe/Paris',
    time: '2026-03-29T01:59:00',
    is: ['2026-03-29T00:59', '2026-03-29T00:59'],
  },
  {
    name: 'the first minute after it is summer time',
    zone: 'Europe/Paris',
    time: '2026-03-29T03:00:00',
    is: ['2026-03-29T01:00', '2026-03-29T01:00'],
  },
  {
    name: 'New York puts its clocks back a week later',
    zone: 'America/New_York',
    time: '2026-11-01T01:30:00',
    is: ['2026-11-01T05:30', '2026-11-01T06:30'],
  },
  {
    name: 'New York puts its clocks forward on 8 March',
    zone: 'America/New_York',
    time: '2026-03-08T02:30:00',
    is: ['2026-03-08T06:30', '2026-03-08T07:30'],
  },
  {
    name: 'Lord Howe puts its clocks back by half an hour',
    zone: 'Australia/Lord_Howe',
    time: '2026-04-05T01:45:00',
    is: ['2026-04-04T14:45', '2026-04-04T15:15'],
  },
  {
    name: 'Lord Howe puts its clocks forward by half an hour',
    zone: 'Australia/Lord_Howe',
    time: '2026-10-04T02:15:00',
    is: ['2026-10-03T15:15', '2026-10-03T15:45'],
  },
  {
    name: 'UTC knows no such nights',
    zone: 'UTC',
    time: '2026-03-29T02:30:00',
    is: ['2026-03-29T02:30', '2026-03-29T02:30'],
  },
];

describe('The clocks of a time zone', () => {
  for (const { name, zone, time, is } of nights) {
    it(name, () => {
      assert.deepEqual(instants(zone, time), is);
    });
  }

  it('show every instant as a time whose instants hold it, in any zone', () => {
    const zones = ['Europe/Paris', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'];
    const second = fc.integer({ min: Date.UTC(2020, 0) / 1000, max: Date.UTC(2030, 0) / 1000 });
    fc.assert(
      fc.property(fc.constantFrom(...zones), second, (zone, seconds) => {
        const instant = seconds * 1000;
        const { from, to } = clock(zone).instantsOf(clock(zone).shownAt(instant));
        assert.ok(from === instant || to === instant, new Date(instant).toISOString());
      }),
    );
  });

  it('show whole seconds', () => {
    assert.equal(clock('UTC').shownAt(Date.UTC(2026, 2, 10, 2, 0, 0, 999)), '2026-03-10T02:00:00');
    assert.equal(localTimeOf(NaN), undefined);
  });

  it('are none where the zone has a name that nobody knows', () => {
    assert.equal(zoneClock('Europe/Mairie'), undefined);
  });
});

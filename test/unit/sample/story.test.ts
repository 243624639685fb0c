import assert from 'node:assert/strict';
import {
  type SampleRequest,
  anchorDay,
  appointments,
  defaultSample,
} from '../../../src/sample/appointments';
import { isoDate } from '../../../src/sample/calendar';
import {
  Casting,
  type Life,
  type LifeEvent,
  deletedPeriod,
  massUpdateScope,
} from '../../../src/sample/story';

describe('the sample’s story', () => {
  for (const rows of [1000, defaultSample.rows]) {
    describe(`with ${rows} appointments`, () => {
      const request = { seed: defaultSample.seed, rows };
      const casting = cast(request);
      const life = casting.life();
      const intruders = casting.intruders();
      const byId = new Map([...appointments(request)].map((row) => [row.id, row]));

      it('gives no appointment two parts', () => {
        const parts = [...events(life).flatMap(touched), ...intruders.map(({ id }) => id)];
        assert.equal(new Set(parts).size, parts.length);
      });

      it('keeps people away from what will be damaged', () => {
        for (const id of events(life).flatMap(touched)) {
          const row = byId.get(id);
          assert.ok(row && !row.cancellation);
          assert.ok(row.date < deletedPeriod.from || row.date >= deletedPeriod.before);
          assert.ok(
            row.service.code !== massUpdateScope.service || row.channel !== massUpdateScope.channel,
          );
        }
      });

      it('lets people act between any two events', () => {
        for (const stage of stagesOf(life)) {
          assert.ok(stage.some(({ act }) => act === 'create'));
          assert.ok(stage.some(({ act }) => act === 'cancel'));
        }
      });

      it('reuses ids for other people’s appointments of another day', () => {
        assert.equal(intruders.length, 120);
        for (const intruder of intruders) {
          const victim = byId.get(intruder.id);
          assert.ok(victim);
          assert.notEqual(intruder.citizen, victim.citizen);
          assert.notEqual(intruder.askedOn, isoDate(victim.askedOn));
          assert.ok(intruder.date >= isoDate(anchorDay));
        }
      });
    });
  }

  it('is the same for the same seed', () => {
    const [one, other] = [cast(defaultSample), cast(defaultSample)];
    assert.deepEqual(one.life(), other.life());
    assert.deepEqual(one.intruders(), other.intruders());
  });
});

function cast(request: SampleRequest): Casting {
  const casting = new Casting(request);
  for (const row of appointments(request)) {
    casting.consider(row);
  }
  return casting;
}

function stagesOf(life: Life): readonly (readonly LifeEvent[])[] {
  return [
    life.beforeGoodDump,
    life.beforeBrokenDump,
    life.beforeDeletion,
    life.beforeMassUpdate,
    life.beforeReuse,
    life.beforeNewestDump,
  ];
}

function events(life: Life): readonly LifeEvent[] {
  return stagesOf(life).flat();
}

function touched(event: LifeEvent): readonly number[] {
  return event.act === 'create' ? [] : [event.id];
}

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type DumpCandidate, localTime, rankDumps } from '../../../../src/recovery/dumps/rankDumps';
import { withCode } from '../../../support/dumps';

const incident = '2026-03-10 09:30';

function dump(
  path: string,
  createdAt: string | undefined,
  verification: DumpCandidate['verification'] = 'verified',
): DumpCandidate {
  return { path, createdAt, verification };
}

function order(...dumps: readonly DumpCandidate[]): string[] {
  const { recommended, others } = rankDumps(dumps, incident);
  return [recommended?.dump.path ?? '–', ...others.map((ranked) => ranked.dump.path)];
}

describe('The right dump for an incident', () => {
  it('is the newest verified one from before it', () => {
    assert.deepEqual(
      order(
        dump('older', '2026-03-08T02:00:00'),
        dump('newest before', '2026-03-10T02:00:00'),
        dump('oldest', '2026-03-07T02:00:00'),
      ),
      ['newest before', 'older', 'oldest'],
    );
  });

  it('is not the newest of all when that was begun after the damage', () => {
    assert.deepEqual(
      order(dump('after', '2026-03-11T02:00:00'), dump('before', '2026-03-09T02:00:00')),
      ['before', 'after'],
    );
  });

  it('is none that was begun at the very time of the incident', () => {
    assert.deepEqual(order(dump('same', '2026-03-10T09:30:00')), ['–', 'same']);
  });

  it('is none that was not verified, nor a damaged one, however new', () => {
    assert.deepEqual(
      order(
        dump('damaged', '2026-03-10T04:00:00', 'damaged'),
        dump('unread', undefined, 'not verified'),
        dump('not verified', '2026-03-10T03:00:00', 'not verified'),
        dump('verified', '2026-03-01T02:00:00'),
      ),
      ['verified', 'not verified', 'damaged', 'unread'],
    );
    assert.equal(
      rankDumps([dump('a', '2026-03-01T02:00:00', 'damaged')], incident).recommended,
      undefined,
    );
    assert.equal(rankDumps([], incident).recommended, undefined);
  });

  it('comes with a reason in one sentence, as do all the others', () => {
    const { recommended, others } = rankDumps(
      [
        dump('after', '2026-03-11T02:00:00'),
        dump('same', '2026-03-10T09:30:00'),
        dump('cut', '2026-03-10T04:00:00', 'damaged'),
        dump('new', '2026-03-10T03:00:00', 'not verified'),
        dump('old', '2026-03-09T02:00:00'),
        dump('right', '2026-03-10T02:00:00'),
        dump('unread', undefined, 'damaged'),
      ],
      incident,
    );
    assert.deepEqual(
      [recommended, ...others].map((ranked) => [ranked?.dump.path, ranked?.reason]),
      [
        ['right', 'Verified, and the newest from before the incident (2026-03-10 02:00:00).'],
        ['old', 'Verified, but older than the recommended one (2026-03-09 02:00:00).'],
        ['new', 'From before the incident (2026-03-10 03:00:00), but not verified.'],
        ['same', 'Begun at the very time of the incident: it may hold the damage.'],
        ['after', 'Begun after the incident (2026-03-11 02:00:00): it may hold the damage.'],
        ['cut', 'Damaged or cut short.'],
        ['unread', 'Its contents cannot be read.'],
      ],
    );
  });

  it('is always verified and from before the incident, whatever dumps there are', () => {
    const time = fc
      .date({ min: new Date('2026-03-01Z'), max: new Date('2026-03-20Z'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 19));
    const candidate = fc.record({
      path: fc.string(),
      createdAt: fc.option(time, { nil: undefined }),
      verification: fc.constantFrom(
        'verified' as const,
        'damaged' as const,
        'not verified' as const,
      ),
    });
    fc.assert(
      fc.property(fc.array(candidate), time, (dumps, at) => {
        const { recommended, others } = rankDumps(dumps, at);
        const usable = dumps.filter(
          ({ createdAt, verification }) =>
            verification === 'verified' && createdAt !== undefined && createdAt < at,
        );
        assert.equal(others.length + (recommended === undefined ? 0 : 1), dumps.length);
        assert.equal(
          recommended?.dump.createdAt,
          usable
            .map(({ createdAt }) => createdAt)
            .sort()
            .at(-1),
        );
        assert.equal(recommended?.dump.verification, usable.length > 0 ? 'verified' : undefined);
      }),
    );
  });
});

describe('The time of an incident', () => {
  it('may be written with a blank, and without seconds', () => {
    assert.equal(localTime('2026-03-10 09:30'), '2026-03-10T09:30:00');
    assert.equal(localTime('2026-03-10T09:30:15'), '2026-03-10T09:30:15');
  });

  for (const text of ['', 'yesterday', '2026-02-30 10:00', '2026-03-10', '2026-03-10 25:00']) {
    it(`is refused when it is none: “${text}”`, () => {
      assert.throws(() => localTime(text), withCode('usage'));
    });
  }
});

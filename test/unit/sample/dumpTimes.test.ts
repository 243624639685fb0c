import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { readContents } from '../../../src/core/archive/readContents';
import { dumpName, localTime, nightlyTimes, stampHeader } from '../../../src/sample/dumpTimes';

const archives = 'test/fixtures/archives';

describe('the sample’s dumps', () => {
  it('are named as the site names them, in local time', () => {
    assert.equal(dumpName(new Date(2026, 2, 9, 2, 0, 5)), 'mairie_full_20260309_020005.dump');
  });

  it('are taken at two each night, the broken one last', () => {
    const times = nightlyTimes(new Date(2026, 2, 10, 9, 30));
    assert.equal(localTime(times.first), '2026-03-08T02:00:00');
    assert.equal(localTime(times.good), '2026-03-09T02:00:00');
    assert.equal(localTime(times.broken), '2026-03-10T02:00:00');
  });

  it('are never of a night to come', () => {
    const times = nightlyTimes(new Date(2026, 2, 1, 0, 30));
    assert.equal(localTime(times.broken), '2026-02-28T02:00:00');
    assert.equal(localTime(times.first), '2026-02-26T02:00:00');
  });

  for (const name of ['pg15-custom.dump', 'pg18-custom.dump']) {
    it(`tell the time of their name (${name})`, async () => {
      const bytes = await readFile(`${archives}/${name}`);
      const stamped = stampHeader(bytes, new Date(2031, 11, 31, 23, 59, 58));
      const contents = await contentsOf(stamped);
      assert.equal(contents.createdAt, '2031-12-31T23:59:58');
      assert.deepEqual(contents, { ...(await contentsOf(bytes)), createdAt: contents.createdAt });
    });
  }

  it('must be archives to be given a time', () => {
    assert.throws(() => stampHeader(Buffer.from('-- PostgreSQL database dump'), new Date()));
  });
});

async function contentsOf(bytes: Uint8Array): ReturnType<typeof readContents> {
  return readContents({
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  });
}

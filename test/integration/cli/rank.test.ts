import assert from 'node:assert/strict';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stampDump } from '../../../src/sample/dumpTimes';
import { tableWithData, writeArchive } from '../../support/archiveWriter';
import { pra, praJson, temporaryFolder } from './pra';

const folder = temporaryFolder();

/** A nightly dump with so many rows, copied to this machine long after. */
async function nightly(dir: string, day: string, rows: number): Promise<string> {
  const lines = Array.from({ length: rows }, (_, at) => String(at));
  const file = path.join(dir, `mairie-${day}.dump`);
  const archive = { minor: 14, compression: 'none' } as const;
  await writeFile(file, writeArchive({ ...archive, entries: tableWithData('s', 't', lines) }));
  await stampDump(file, new Date(`${day}T02:30:00`));
  const copied = new Date('2026-12-01T12:00:00Z');
  await utimes(file, copied, copied);
  return file;
}

interface Ranked {
  readonly path: string;
  readonly rank: string;
  readonly reason: string;
  readonly time: Readonly<Record<string, unknown>>;
  readonly verified: boolean;
  readonly rows?: number | null;
}

function dumpsOf(json: Readonly<Record<string, unknown>>): readonly Ranked[] {
  // As cli.md describes it; what it holds is compared below.
  return json['dumps'] as readonly Ranked[];
}

describe('pra rank', () => {
  let dir: string;
  let good: string;
  let emptied: string;
  let older: string;
  let oldest: string;
  let after: string;

  before(async () => {
    dir = path.join(folder(), 'dumps');
    await mkdir(dir);
    oldest = await nightly(dir, '2026-10-21', 99);
    older = await nightly(dir, '2026-10-22', 100);
    good = await nightly(dir, '2026-10-23', 101);
    emptied = await nightly(dir, '2026-10-24', 12);
    // The night in which Paris puts its clocks back: 02:30 comes twice.
    after = await nightly(dir, '2026-10-25', 11);
    await writeFile(path.join(dir, 'notes.txt'), 'no dump');
  });

  const at = (incident: string, ...more: readonly string[]) =>
    praJson(['rank', dir, '--incident', incident, '--zone', 'Europe/Paris', ...more]);

  it('recommends the newest whole dump of before the incident whose volume is in line', async () => {
    const { status, json } = await at('2026-10-25 02:45', '--table', 's.t', '--verify');
    assert.equal(status, 0);
    assert.equal(json['recommended'], good);
    assert.deepEqual(
      dumpsOf(json).map((dump) => [dump.path, dump.rank, dump.verified, dump.rows]),
      [
        [good, 'usable', true, 101],
        [older, 'usable', true, 100],
        [oldest, 'usable', true, 99],
        [emptied, 'volume', true, 12],
        [after, 'uncertain', true, 11],
      ],
    );
    const [first, , , out, uncertain] = dumpsOf(json);
    assert.deepEqual(first?.time, {
      from: '2026-10-23T00:30:00.000Z',
      to: '2026-10-23T00:35:00.000Z',
      source: 'header',
      zone: 'Europe/Paris',
    });
    assert.match(out?.reason ?? '', /^Holds 12 rows of s\.t, the dumps around it about 100 /);
    assert.match(uncertain?.reason ?? '', /night of a clock change/);
    assert.deepEqual(
      [uncertain?.time['from'], uncertain?.time['to']],
      ['2026-10-25T00:30:00.000Z', '2026-10-25T01:35:00.000Z'],
    );
  });

  it('takes a time with an offset, whatever the zone of the dumps', async () => {
    const { json } = await at('2026-10-24T20:29:00-04:00', '--verify');
    assert.equal(json['recommended'], emptied);
    assert.equal(dumpsOf(json).at(-1)?.rank, 'too-late');
  });

  it('recommends none that was not read whole, says how to, and exits with 3', async () => {
    const { status, json } = await at('2026-10-25 12:00');
    assert.equal(status, 3);
    assert.equal(json['recommended'], null);
    assert.deepEqual(json['error'], {
      code: 'no-usable-dump',
      message: 'No dump can be recommended: 5 from before the incident but not verified.',
      hint: 'Read them whole first (--verify).',
    });
    assert.equal(dumpsOf(json)[0]?.path, after);
  });

  it('shows the reasons to people', async () => {
    const words = ['rank', good, older, '--incident', '2026-10-24 00:00', '--zone', 'UTC'];
    const { status, stdout } = await pra([...words, '--verify']);
    assert.equal(status, 0);
    assert.equal(
      stdout,
      [
        `Recommended: ${good}`,
        '    Verified, and the newest from before the incident (begun 2026-10-23 02:30:00, assuming the time zone UTC).',
        'The others, the most useful first:',
        `  ${older}`,
        '    Verified, but older than the recommended one (begun 2026-10-22 02:30:00, assuming the time zone UTC).',
        '',
      ].join('\n'),
    );
  });

  it('refuses what is no time, no zone, no dump and no table', async () => {
    assert.equal((await at('yesterday')).status, 2);
    const unknown = ['--incident', '2026-10-25 02:45', '--zone', 'Paris'];
    assert.equal((await pra(['rank', dir, ...unknown])).status, 2);
    assert.equal((await pra(['rank', dir])).status, 2);
    const notes = path.join(dir, 'notes.txt');
    assert.equal((await pra(['rank', notes, '--incident', '2026-10-25 02:45'])).status, 4);
    const { status, json } = await at('2026-10-25 02:45', '--table', 's.tt');
    assert.equal(status, 4);
    assert.equal((json['error'] as { readonly code: string }).code, 'table-not-in-dump');
  });

  it('finds a folder without dumps to hold nothing to recommend', async () => {
    const empty = path.join(folder(), 'empty');
    await mkdir(empty);
    const { status, stderr } = await pra(['rank', empty, '--incident', '2026-10-25 02:45']);
    assert.equal(status, 3);
    assert.match(stderr, /^There is no dump\./);
  });
});

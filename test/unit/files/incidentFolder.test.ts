import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ForeseenRows } from '../../../src/core/correction/foreseenRows';
import type { PlanOrigin } from '../../../src/core/correction/planFile';
import { RecoveryError } from '../../../src/core/errors';
import type { Outcome } from '../../../src/core/incident/outcome';
import { IncidentFolder } from '../../../src/files/incidentFolder';
import { smallPlan } from '../../support/planned';

const origin: PlanOrigin = {
  incident: 'rdv',
  dump: { path: 'mairie.dump', createdAt: '2026-03-10T02:00:00', sha256: undefined },
  createdAt: '2026-03-10T09:00:00Z',
  tool: 'pra 0.1.0',
  language: 'en',
};

const started: Outcome = {
  ...{ kind: 'apply', state: 'started', planId: 'p', planDigest: 'd', xid: '10' },
  ...{ systemIdentifier: '1', timeline: '1', at: '2026-03-10T10:00:00.000Z' },
};

function refusedWith(code: string) {
  return (error: unknown) => error instanceof RecoveryError && error.code === code;
}

describe('the folder of an incident', () => {
  let home: string;
  let path: string;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'pra-folder-'));
    path = join(home, 'incident');
  });

  afterEach(() => rm(home, { recursive: true, force: true }));

  it('gives back the plan that it was given', async () => {
    await (await IncidentFolder.create(path)).savePlan(smallPlan, origin);
    const { plan, counts } = await (await IncidentFolder.open(path)).plan();
    assert.deepEqual(plan, smallPlan);
    assert.deepEqual(counts, { insert: 1, update: 1, delete: 1 });
  });

  it('keeps rows, scripts and keys from other users and from git', async () => {
    const folder = await IncidentFolder.create(path);
    await folder.savePlan(smallPlan, origin);
    await folder.saveScript('correction.sql', ['select 1;']);
    await folder.saveImages('apply', '10', []);
    const mode = async (name: string): Promise<string> =>
      ((await stat(join(path, name))).mode & 0o777).toString(8);
    assert.equal(await mode('rows'), '700');
    assert.equal(await mode('rows/plan.jsonl'), '600');
    assert.equal(await mode('rows/images.jsonl'), '600');
    assert.equal(await mode('correction.sql'), '600');
    const ignored = await readFile(join(path, '.gitignore'), 'utf8');
    assert.deepEqual(ignored.trim().split('\n').slice(0, 3), ['rows/', '*.sql', 'rehearsal.json']);
  });

  it('is not made where there is one already', async () => {
    await IncidentFolder.create(path);
    await assert.rejects(IncidentFolder.create(path), refusedWith('in-use'));
  });

  it('is not taken for one where there is none', async () => {
    await assert.rejects(IncidentFolder.open(path), refusedWith('incident-unreadable'));
    await writeFile(path, '');
    await assert.rejects(IncidentFolder.open(path), refusedWith('incident-unreadable'));
  });

  it('says that the rows are missing when only what git holds is there', async () => {
    const folder = await IncidentFolder.create(path);
    await assert.rejects(folder.plan(), refusedWith('incident-unreadable'));
    await folder.savePlan(smallPlan, origin);
    await rm(join(path, 'rows'), { recursive: true });
    await assert.rejects(folder.plan(), refusedWith('incident-unreadable'));
    await assert.rejects(folder.images('apply', '10'), refusedWith('incident-unreadable'));
  });

  it('keeps images whole, with every kind of line end in them, and knows whose they are', async () => {
    const folder = await IncidentFolder.create(path);
    const images = [
      { key: ['1\u2028'], before: ['a\nb\r\u2028\u2029\u0085', null], after: null },
      { key: ['2'], before: null, after: ['é😀"\\', ''] },
      { key: ['3'], before: ['', '\\N'], after: [null, ''] },
    ];
    await folder.saveImages('undo', '10', images);
    assert.deepEqual(await folder.images('undo', '10'), images);
    await assert.rejects(folder.images('undo', '11'), refusedWith('incident-unreadable'));
    const file = join(path, 'rows', 'undo-images.jsonl');
    const text = await readFile(file, 'utf8');
    const lines = text.split('\n');
    for (const other of [
      `${lines.slice(0, 2).join('\n')}\n`,
      `${lines.slice(0, 3).join('\n')}\n`,
      text.replace('é😀', 'e😀'),
      '',
    ]) {
      await writeFile(file, other);
      await assert.rejects(folder.images('undo', '10'), refusedWith('incident-unreadable'));
    }
  });

  it('keeps the images of rows that a plan foresees as those of rows that were read', async () => {
    const folder = await IncidentFolder.create(path);
    const columns = smallPlan.table.columns.slice(0, 3);
    const table = { ...smallPlan.table, columns };
    const corrections = smallPlan.corrections.map((correction) =>
      correction.action === 'insert'
        ? correction
        : { ...correction, seen: correction.seen.slice(0, 3) },
    );
    const foreseen = ForeseenRows.of({ table, corrections }) ?? assert.fail('none');
    await folder.saveImages('apply', '10', foreseen);
    const kept = await readFile(join(path, 'rows', 'images.jsonl'), 'utf8');
    const images = foreseen.images().map(({ key, before, after }) => ({ key, before, after }));
    assert.deepEqual(await folder.images('apply', '10'), images);
    await folder.saveImages('apply', '10', images);
    assert.equal(await readFile(join(path, 'rows', 'images.jsonl'), 'utf8'), kept);
  });

  it('concludes an outcome only while the last attempt is still the same', async () => {
    const folder = await IncidentFolder.create(path);
    assert.equal(await folder.outcome('apply'), undefined);
    await folder.recordOutcome(started);
    const lost = { ...started, state: 'not-applied', why: 'connection-lost' } as const;
    await folder.concludeOutcome(lost);
    assert.equal((await folder.outcome('apply'))?.state, 'not-applied');
    await folder.recordOutcome({ ...started, xid: '11' });
    await folder.concludeOutcome(lost);
    assert.deepEqual(await folder.outcome('apply'), { ...started, xid: '11' });
    assert.equal(await folder.outcome('undo'), undefined);
    assert.deepEqual(
      (await readdir(path)).filter((name) => name.endsWith('.tmp')),
      [],
    );
  });

  it('does not read an outcome that somebody has edited away', async () => {
    const folder = await IncidentFolder.create(path);
    await writeFile(join(path, 'outcome.json'), '{"state":');
    await assert.rejects(folder.outcome('apply'), refusedWith('incident-unreadable'));
    await writeFile(join(path, 'outcome.json'), '[]');
    await assert.rejects(folder.outcome('apply'), refusedWith('incident-unreadable'));
  });

  it('says what the file system refused, as something to act on', async () => {
    const folder = await IncidentFolder.create(path);
    await rm(path, { recursive: true });
    await assert.rejects(folder.recordOutcome(started), refusedWith('usage'));
    await assert.rejects(folder.note({ step: 'note', text: 'un' }), refusedWith('usage'));
  });

  it('gives two who open it in the same millisecond a journal each', async () => {
    const now = (): Date => new Date('2026-03-10T10:00:00.123Z');
    const one = await IncidentFolder.create(path, 'owner', now);
    const other = await IncidentFolder.open(path, now);
    await one.note({ step: 'note', text: 'un' });
    await other.note({ step: 'note', text: 'deux' });
    assert.equal((await readdir(join(path, 'journal'))).length, 2);
  });

  it('numbers the lines of each writer, and leaves out a last line that was cut', async () => {
    const now = (): Date => new Date('2026-03-10T10:00:00.123Z');
    const folder = await IncidentFolder.create(path, 'owner', now);
    await Promise.all([
      folder.note({ step: 'note', text: 'un' }),
      folder.note({ step: 'note', text: 'deux' }),
    ]);
    const [name = ''] = await readdir(join(path, 'journal'));
    assert.match(name, /^20260310T100000\.123Z-.+-\d+\.jsonl$/);
    await appendFile(join(path, 'journal', name), '{"n":3,"at":"2026');
    assert.deepEqual(
      (await folder.entries()).map(({ n, at, step }) => [n, at, step]),
      [
        [1, '2026-03-10T10:00:00.123Z', 'note'],
        [2, '2026-03-10T10:00:00.123Z', 'note'],
      ],
    );
  });
});

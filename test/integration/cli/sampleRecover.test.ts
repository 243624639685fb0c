import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseConnection } from '../../../src/postgres/connection/parseConnection';
import { readRecord, recordName, type SampleRecord } from '../../../src/sample/record';
import { connected } from '../../support/postgres';
import {
  differences,
  dumpedAppointments,
  liveAppointments,
  type RowsById,
  sorted,
} from '../sample/sampleFixture';
import { praJson, temporaryFolder } from './pra';

const folder = temporaryFolder();

interface Story {
  readonly live: { readonly conn: string };
  readonly dumps: { readonly recommended: { readonly dump: { readonly path: string } } };
  readonly selected: { readonly missing: number; readonly transaction: { readonly xid: string } };
  readonly reused: readonly string[];
  readonly plan: { readonly insert: number; readonly update: number; readonly delete: number };
  readonly proof: { readonly selected: { readonly equal: number; readonly different: number } };
  readonly files: { readonly dir: string; readonly changes: string };
  readonly seconds: number;
}

/** Production's rows that differed when they were compared, by their id. */
async function comparedLive(story: Story): Promise<ReadonlyMap<string, readonly unknown[]>> {
  const lines = (await readFile(story.files.changes, 'utf8')).trimEnd().split('\n');
  return new Map(
    lines
      .map((line) => JSON.parse(line) as { key: [string]; live: Record<string, unknown> | null })
      .flatMap(({ key: [id], live }) => (live ? [[id, Object.values(live)] as const] : [])),
  );
}

describe('pra sample recover', () => {
  let home: Readonly<Record<string, string>>;
  let dir: string;
  let story: Story;
  let record: SampleRecord;
  let backup: RowsById;

  const production = (): Promise<RowsById> =>
    connected(parseConnection(story.live.conn), liveAppointments);

  before(async function () {
    this.timeout(120_000);
    home = { PRA_HOME: path.join(folder(), 'home') };
    dir = path.join(folder(), 'sample');
    const { status, json, stderr } = await praJson(['sample', 'recover', '--dir', dir], home);
    assert.equal(status, 0, JSON.stringify(json) + stderr);
    // What cli.md promises of this document.
    story = json as unknown as Story;
    const read = await readRecord(path.join(dir, recordName));
    assert.ok(read);
    record = read;
    backup = await dumpedAppointments(story.dumps.recommended.dump.path);
  });

  after(async () => {
    await praJson(['sample', 'stop', '--dir', dir], home);
    await praJson(['scratch', 'stop'], home);
  });

  it('takes the newest whole dump from before the incident', () => {
    assert.equal(path.basename(story.dumps.recommended.dump.path), record.dumps[1]);
  });

  it('finds the deleted period, the wrong update’s transaction, and the reused ids', () => {
    const { periodDeleted, massUpdate, idsReused } = record.damages;
    assert.equal(story.selected.missing, periodDeleted.ids.length);
    assert.equal(story.selected.transaction.xid, massUpdate.xid);
    assert.deepEqual(sorted(story.reused.map(Number)), idsReused.ids);
    const [insert, update] = [periodDeleted.ids.length, massUpdate.ids.length];
    assert.deepEqual(story.plan, { insert, update, delete: 0 });
    assert.deepEqual(story.proof.selected, { equal: insert + update, different: 0 });
    assert.ok(story.seconds < 60);
  });

  it('corrects every damaged row and touches no legitimate change or new appointment', async () => {
    const { legitimate, damages } = record;
    const { cancelled, statusChanged, commented, moved, created } = legitimate;
    const now = await production();
    const found = differences(backup, now);
    const edited = [...cancelled, ...statusChanged, ...commented, ...moved];
    assert.deepEqual(found.missing, []);
    assert.deepEqual(found.extra, sorted(created));
    assert.deepEqual(found.changed, sorted([...edited, ...damages.idsReused.ids]));
    const before = await comparedLive(story);
    for (const id of [...edited, ...created, ...damages.idsReused.ids].map(String)) {
      assert.deepEqual(now.get(id), before.get(id));
    }
  });

  it('can be undone, which gives back the damaged state exactly', async () => {
    const words = ['undo', story.files.dir, '--live', story.live.conn];
    const { status } = await praJson([...words, '--confirm', 'metier.demandes_rdv'], home);
    assert.equal(status, 0);
    const now = await production();
    const found = differences(backup, now);
    const before = await comparedLive(story);
    assert.deepEqual(found.missing, record.damages.periodDeleted.ids);
    assert.equal(found.changed.length + found.extra.length, before.size);
    for (const id of [...found.changed, ...found.extra].map(String)) {
      assert.deepEqual(now.get(id), before.get(id));
    }
  });
});

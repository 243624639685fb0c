import assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseTableName } from '../../../src/core/catalog/tableName';
import type { EngineHost } from '../../../src/engine/engineHost';
import { keepInIncident } from '../../../src/engine/tableSnapshots';
import { IncidentFolder } from '../../../src/files/incidentFolder';
import { keepDamagedState } from '../../../src/recovery/snapshot/keepDamagedState';
import { quiet } from '../../support/postgres';
import {
  apply,
  appointments,
  correcting,
  newFolder,
  refusedWith,
  removeFolders,
  type Scene,
  scene,
  sql,
  tableDigest,
  undo,
} from './scene';

const host: EngineHost = {
  work: quiet,
  say: () => undefined,
  program: {
    ...{ tool: 'pra test', language: 'en' as const, mediaFolder: 'media' },
    ...{ pgRestore: undefined, postgresBinaries: undefined },
  },
};

describe('The damaged table is kept before the first apply', () => {
  afterEach(removeFolders);

  /** An incident in which nothing was said of a snapshot. */
  async function unsaid(): Promise<Scene> {
    const made = await scene(appointments);
    return { ...made, folder: await newFolder(made.stored.plan, { declined: false }) };
  }

  async function steps({ folder }: Scene): Promise<readonly string[]> {
    const entries = await (await IncidentFolder.open(folder)).entries();
    return entries.map(({ step }) => step);
  }

  async function snapshots({ folder }: Scene): Promise<readonly string[]> {
    const names = await readdir(join(folder, 'rows'));
    return names.filter((name) => name.startsWith('snapshot')).toSorted();
  }

  it('whole, for its owner alone, and the journal tells of it before anything is written', async () => {
    const incident = await unsaid();
    const result = await apply(incident);
    assert.equal(result.outcome, 'applied');
    const file = join(incident.folder, 'rows', 'snapshot.sql');
    assert.deepEqual([result.snapshot?.path, result.snapshot?.rows], [file, 95]);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    const text = await readFile(file, 'utf8');
    assert.match(text, /ANNULE/);
    assert.match(text, /en trop/);
    const [first] = await steps(incident);
    assert.equal(first, 'snapshot');
  });

  it('once: not again after an undo', async () => {
    const incident = await unsaid();
    await apply(incident);
    await undo(incident);
    const again = await apply(incident);
    assert.equal(again.outcome, 'applied');
    assert.equal(again.snapshot, undefined);
    assert.deepEqual(await snapshots(incident), ['snapshot.sql', 'snapshot.sql.sha256']);
  });

  it('not where that was declined with a reason', async () => {
    const incident = await scene(appointments);
    const result = await apply(incident);
    assert.equal(result.outcome, 'applied');
    assert.deepEqual(await snapshots(incident), []);
  });

  it('not again where it was kept when the incident was opened, before anything was compared', async () => {
    const incident = await unsaid();
    const folder = await IncidentFolder.open(incident.folder);
    const table = parseTableName(incident.table);
    const kept = await keepInIncident({ incident: folder, live: incident.live, table }, host);
    assert.deepEqual([kept.path, kept.rows], [join(incident.folder, 'rows', 'snapshot.sql'), 95]);
    assert.deepEqual(await steps(incident), ['snapshot']);
    const result = await apply(incident);
    assert.ok(result.outcome === 'applied' && result.snapshot === undefined);
  });

  it('also where a snapshot was taken of another table', async () => {
    const incident = await unsaid();
    const folder = await IncidentFolder.open(incident.folder);
    const other = { systemIdentifier: '1', databaseOid: '2', tableOid: '3' };
    await folder.note({ step: 'snapshot', file: 'f', bytes: 1, rows: 1, sha256: 'x', ...other });
    const result = await apply(incident);
    assert.ok(result.outcome === 'applied' && result.snapshot);
  });

  it('beside any that is there', async () => {
    const incident = await unsaid();
    const { plan, origin } = incident.stored;
    const keeping = {
      ...(await correcting(incident)),
      ...{ identity: plan.table.identity, tool: origin.tool },
    };
    await keepDamagedState(keeping, quiet);
    await keepDamagedState(keeping, quiet);
    assert.ok((await snapshots(incident)).includes('snapshot-2.sql'));
  });

  it('and where it cannot be, nothing is written', async () => {
    const incident = await unsaid();
    await sql(incident.live, 'create table metier.fresh (like metier.rdv including all)');
    await sql(incident.live, 'drop table metier.rdv');
    await sql(incident.live, 'alter table metier.fresh rename to rdv');
    const before = await tableDigest(incident.live, incident.table);
    await assert.rejects(apply(incident), refusedWith('wrong-table'));
    assert.equal(await tableDigest(incident.live, incident.table), before);
    assert.deepEqual(await snapshots(incident), []);
    assert.deepEqual(await steps(incident), []);
  });
});

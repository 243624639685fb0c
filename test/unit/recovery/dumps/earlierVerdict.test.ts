import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { IncidentFolder } from '../../../../src/files/incidentFolder';
import { noteEarlierVerdict } from '../../../../src/recovery/dumps/earlierVerdict';
import type { KeptVerification } from '../../../../src/recovery/dumps/keptVerification';

const dump = '/backups/mairie.dump';
const kept: KeptVerification = {
  ...{ path: dump, bytes: 100, modifiedAt: 0, ok: true, at: '2026-03-10T08:00:00.000Z' },
  ...{ problem: undefined, tables: [], sha256: 'ab'.repeat(32) },
  ...{ checksummed: true, differsFrom: undefined },
};

describe('What reading a dump whole showed before its incident was opened', () => {
  let folder: string;
  let incident: IncidentFolder;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'pra-verdict-'));
    incident = await IncidentFolder.create(path.join(folder, 'incident'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('goes into its journal once, with when it was read and its hash', async () => {
    await noteEarlierVerdict(incident, dump, kept);
    await noteEarlierVerdict(incident, dump, kept);
    assert.deepEqual(await noted(), [{ dump, ok: true, when: kept.at, sha256: kept.sha256 }]);
  });

  it('does not where the journal has a later reading of that dump', async () => {
    await incident.note({
      step: 'dump-verified',
      dump,
      ok: false,
      when: '2026-03-10T09:00:00.000Z',
    });
    await noteEarlierVerdict(incident, dump, kept);
    assert.equal((await noted()).length, 1);
  });

  it('does beside the reading of another dump', async () => {
    await incident.note({ step: 'dump-verified', dump: '/backups/other.dump', ok: true });
    await noteEarlierVerdict(incident, dump, kept);
    assert.equal((await noted()).length, 2);
  });

  it('is nothing where it was never read', async () => {
    await noteEarlierVerdict(incident, dump, undefined);
    assert.deepEqual(await noted(), []);
  });

  async function noted(): Promise<readonly unknown[]> {
    return (await incident.entries()).flatMap((entry) => {
      if (entry.step !== 'dump-verified') {
        return [];
      }
      const { ok, when, sha256 } = entry;
      return [{ dump: entry.dump, ok, when, sha256 }];
    });
  }
});

import assert from 'node:assert/strict';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defaultSample } from '../../../src/sample/appointments';
import { type SampleIncident, createSample } from '../../../src/sample/createSample';
import { findPgDump } from '../../../src/sample/findPgDump';
import { dropMairie } from '../../../src/sample/loadMairie';
import { type LifeRecord, type SampleRecord, readRecord } from '../../../src/sample/record';
import { dumpFiles } from '../../../src/files/dumpFile';
import { verifyDump } from '../../../src/recovery/dumps/verifyDump';
import { connected, quiet, testServer } from '../../support/postgres';
import { compareCells } from '../compare/sides';
import { withRestored } from '../restore/restoring';
import {
  type RowsById,
  appointmentsTable,
  differences,
  dumpedAppointments,
  liveAppointments,
  liveLines,
  sorted,
  withDump,
} from './sampleFixture';

const mediaDump = 'media/sample/mairie.dump';

// Where the machine has no pg_dump, both are made from the kept dump, and all of it must hold as well.
for (const how of ['by pg_dump', 'from the kept dump'] as const) {
  describe(`the sample incident, dumped ${how}`, () => {
    let dir: string;
    let sample: SampleIncident;
    let record: SampleRecord;
    let production: RowsById;

    before(async () => {
      const server = await testServer();
      dir = await mkdtemp(path.join(tmpdir(), 'pra-sample-'));
      const pgDump = how === 'by pg_dump' ? await findPgDump(server.major) : undefined;
      const { superuser } = server;
      sample = await createSample(
        { superuser, dir, rows: defaultSample.rows, now: new Date(), pgDump, mediaDump },
        quiet,
      );
      const read = await readRecord(sample.record);
      assert.ok(read);
      record = read;
      production = await connected(sample.live, liveAppointments);
    });

    after(async () => {
      await dropMairie((await testServer()).superuser);
      await rm(dir, { recursive: true, force: true });
    });

    it('differs from the good dump by what its record says, and by nothing else', async () => {
      const { damages, legitimate } = record;
      const found = differences(await dumpedAppointments(sample.dumps[1]), production);
      assert.deepEqual(found.missing, damages.periodDeleted.ids);
      assert.deepEqual(found.extra, sorted(legitimate.created));
      assert.deepEqual(
        found.changed,
        sorted([...damages.massUpdate.ids, ...damages.idsReused.ids, ...edited(legitimate)]),
      );
    });

    it('is found by comparing, each row with every value of both sides', async () => {
      const backup = await dumpedAppointments(sample.dumps[1]);
      const request = { dump: sample.dumps[1], table: appointmentsTable, engine: 'auto' } as const;
      await withRestored(request, async ({ connection }) => {
        const sides = { backup: connection, live: sample.live };
        const identity = ['citoyen_id', 'date_demande'];
        const { comparison, changes } = await compareCells(sides, {
          ...{ table: 'metier.demandes_rdv', identity },
        });
        const { missing, extra, changed } = differences(backup, production);
        const expected = sorted([...missing, ...extra, ...changed]).map((id) => ({
          ...(backup.has(String(id)) ? { backup: backup.get(String(id)) } : {}),
          ...(production.has(String(id)) ? { live: production.get(String(id)) } : {}),
        }));
        const found = changes.map((change) => ({
          ...('backup' in change ? { backup: change.backup } : {}),
          ...('live' in change ? { live: change.live } : {}),
        }));
        assert.deepEqual(found, expected);
        const reused = changes.filter((change) => change.kind === 'changed' && change.reused);
        assert.deepEqual(
          reused.map(({ key }) => Number(key[0])),
          record.damages.idsReused.ids,
        );
        assert.equal(comparison.rows.identical, backup.size - missing.length - changed.length);
      });
    });

    it('has three damages of plausible sizes on different rows', () => {
      const { periodDeleted, massUpdate, idsReused } = record.damages;
      const part = (ids: readonly number[]): number => ids.length / record.request.rows;
      assert.ok(part(periodDeleted.ids) > 0.03 && part(periodDeleted.ids) < 0.04);
      assert.ok(part(massUpdate.ids) > 0.02 && part(massUpdate.ids) < 0.05);
      assert.equal(idsReused.ids.length, 120);
      const all = [...periodDeleted.ids, ...massUpdate.ids, ...idsReused.ids];
      assert.equal(new Set(all).size, all.length);
    });

    it('has each damage done by one transaction that did nothing else', async () => {
      for (const { xid, ids } of [record.damages.massUpdate, record.damages.idsReused]) {
        assert.deepEqual(await writtenBy(sample, xid), ids);
      }
      assert.deepEqual(await writtenBy(sample, record.damages.periodDeleted.xid), []);
    });

    it('has people’s own changes before, between and after the damages', async () => {
      const { periodDeleted, massUpdate, idsReused } = record.damages;
      const limits = [periodDeleted, massUpdate, idsReused].map(({ xid }) => Number(xid));
      const ids = [...edited(record.legitimate), ...record.legitimate.created];
      const written = await connected(sample.live, (session) =>
        session.rows(
          `select xmin::text
             from metier.demandes_rdv
            where rdv_id = any ($1::integer[])`,
          [ids.map(String)],
        ),
      );
      assert.equal(written.length, ids.length);
      const eras = written.map(([xid]) => limits.filter((limit) => limit < Number(xid)).length);
      assert.deepEqual([...new Set(eras)].sort(), [0, 1, 2, 3]);
    });

    it('moved the wrongly updated appointments by a year and cancelled them', async () => {
      const backup = await dumpedAppointments(sample.dumps[1]);
      for (const id of record.damages.massUpdate.ids.map(String)) {
        const [before, now] = [backup.get(id), production.get(id)];
        assert.equal(now?.[6], 'ANNULE');
        assert.equal(Number(now[5]?.slice(0, 4)), Number(before?.[5]?.slice(0, 4)) + 1);
        assert.deepEqual(now.toSpliced(5, 2), before?.toSpliced(5, 2));
      }
    });

    it('put other citizens’ appointments of other days under the reused ids', async () => {
      const backup = await dumpedAppointments(sample.dumps[1]);
      for (const id of record.damages.idsReused.ids.map(String)) {
        assert.notEqual(production.get(id)?.[1], backup.get(id)?.[1]);
        assert.notEqual(production.get(id)?.[4], backup.get(id)?.[4]);
      }
    });

    it('recorded people’s cancellations in the history', async () => {
      const rows = await connected(sample.live, (session) =>
        session.rows(
          `select distinct h.rdv_id::text
             from metier.histo_demandes_rdv as h
             join metier.demandes_rdv as d using (rdv_id)
            where h.rdv_id = any ($1::bigint[])
              and d.statut = 'ANNULE'`,
          [record.legitimate.cancelled.map(String)],
        ),
      );
      assert.equal(rows.length, record.legitimate.cancelled.length);
    });

    it('has dumps that tell the time of their names, the last one only after the damage', async () => {
      const times = await Promise.all(sample.dumps.map(createdAt));
      assert.deepEqual(times, [...times].sort());
      assert.ok(times.every((time, index) => time < sample.noticedAt === index < 3));
      for (const [index, file] of sample.dumps.entries()) {
        const time = times[index] ?? '';
        const stamp = time.replaceAll(/[-:]/g, '').replace('T', '_');
        assert.equal(path.basename(file), `mairie_full_${stamp}.dump`);
        const { mtime, mode } = await stat(file);
        assert.equal(mtime.getTime(), new Date(time).getTime());
        assert.equal(mode & 0o777, 0o600);
      }
    });

    it('has healthy dumps, and one that broke off', async () => {
      const verified = [];
      for (const file of sample.dumps) {
        verified.push(await verifyDump(dumpFiles, file, quiet));
      }
      assert.deepEqual(
        verified.map(({ error }) => error?.code),
        [undefined, undefined, 'dump-truncated', undefined],
      );
    });

    it('has a first dump from before the good one’s changes', async () => {
      const [first, good] = [
        await dumpedAppointments(sample.dumps[0]),
        await dumpedAppointments(sample.dumps[1]),
      ];
      assert.equal(first.size, record.request.rows);
      assert.deepEqual(differences(first, good), {
        missing: [],
        extra: sorted(record.beforeBackup.created),
        changed: sorted(edited(record.beforeBackup)),
      });
    });

    it('has a newest dump that holds production as it is, damage and all', async () => {
      const newest = sample.dumps[3];
      assert.deepEqual(differences(await dumpedAppointments(newest), production), {
        missing: [],
        extra: [],
        changed: [],
      });
      await connected(sample.live, async (session) => {
        await session.query("set timezone = 'UTC'");
        const [last] = await session.row('select last_value from metier.demandes_rdv_rdv_id_seq');
        const history = await liveLines(session, 'metier.histo_demandes_rdv');
        await withDump(newest, async ({ contents, lines }) => {
          const entry = (desc: string, tag: string) =>
            contents.entries.find((one) => one.desc === desc && one.tag === tag);
          const set = entry('SEQUENCE SET', 'demandes_rdv_rdv_id_seq')?.definition;
          assert.ok(set?.includes(`, ${String(last)}, true)`));
          const data = entry('TABLE DATA', 'histo_demandes_rdv');
          assert.ok(data);
          assert.deepEqual([...(await lines(data))].sort(), [...history].sort());
        });
      });
    });

    it('connects to production as its owner, who is no superuser', async () => {
      const [user, superuser, ownsTable] = await connected(sample.live, (session) =>
        session.row(
          `select current_user,
                  rolsuper,
                  pg_catalog.pg_get_userbyid(c.relowner) = current_user
             from pg_catalog.pg_roles, pg_catalog.pg_class as c
            where rolname = current_user
              and c.oid = 'metier.demandes_rdv'::regclass`,
        ),
      );
      assert.deepEqual([user, superuser, ownsTable], ['db_admin', 'f', 't']);
    });

    it('keeps its record for its owner’s eyes', async () => {
      assert.equal((await stat(sample.record)).mode & 0o777, 0o600);
    });
  });
}

function edited(life: LifeRecord): readonly number[] {
  return [...life.cancelled, ...life.statusChanged, ...life.commented, ...life.moved];
}

async function writtenBy(sample: SampleIncident, xid: string): Promise<readonly number[]> {
  const rows = await connected(sample.live, (session) =>
    session.rows(
      `select rdv_id
         from metier.demandes_rdv
        where xmin = $1::xid
        order by rdv_id`,
      [xid],
    ),
  );
  return rows.map(([id]) => Number(id));
}

async function createdAt(file: string): Promise<string> {
  return withDump(file, ({ contents }) => Promise.resolve(contents.createdAt));
}

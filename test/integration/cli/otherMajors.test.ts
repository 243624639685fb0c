import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { defaultSample } from '../../../src/sample/appointments';
import { createSample, leastRows, type SampleIncident } from '../../../src/sample/createSample';
import { findPgDump } from '../../../src/sample/findPgDump';
import { dropMairie } from '../../../src/sample/loadMairie';
import { readRecord, type SampleRecord } from '../../../src/sample/record';
import { otherMajors } from '../../support/otherMajors';
import {
  connected,
  furtherTestServers,
  quiet,
  testServer,
  type TestServer,
  testServerOf,
} from '../../support/postgres';
import { hasPsql, psql } from '../../support/psql';
import { liveAppointments } from '../sample/sampleFixture';
import { type Document, praJson, temporaryFolder, uri } from './pra';

const table = 'metier.demandes_rdv';
const folder = temporaryFolder();

const newest = 18;

/** A server for scratch databases: none that production is on. */
async function serverBeside(major: number): Promise<TestServer> {
  const other = major === newest ? (await furtherTestServers(1))[0] : await testServerOf(newest);
  return other ?? testServer();
}

for (const major of otherMajors) {
  describe(`The sample incident with production on PostgreSQL ${major}, scratch on ${major === newest ? 'another server' : 'the newest'}`, () => {
    let sample: SampleIncident;
    let record: SampleRecord;
    let home: Readonly<Record<string, string>>;
    let scratch: string;
    let incident: string;
    let damaged: string;
    let recovered: string;

    const ok = async (...words: readonly string[]): Promise<Document['json']> => {
      const { status, json, stderr } = await praJson(words, home);
      assert.equal(status, 0, JSON.stringify(json) + stderr);
      return json;
    };
    const production = async (): Promise<string> =>
      connected(sample.live, async (session) =>
        JSON.stringify([...(await liveAppointments(session)).values()].toSorted()),
      );
    const live = (): readonly string[] => ['--live', uri(sample.live)];
    const confirm = (): readonly string[] => [...live(), '--confirm', table];

    before(async function () {
      const server = await testServerOf(major);
      if (!server) {
        this.skip();
      }
      const { owner } = await serverBeside(major);
      const password = owner.password ?? '';
      scratch = uri({ ...owner, password: undefined });
      const dir = path.join(folder(), `sample-${major}`);
      home = { PRA_HOME: path.join(folder(), `home-${major}`), PGPASSWORD: password };
      incident = path.join(folder(), `incident-${major}`);
      const pgDump = await findPgDump(major);
      sample = await createSample(
        {
          ...{ superuser: server.superuser, dir, now: new Date(), pgDump },
          rows: pgDump === undefined ? defaultSample.rows : leastRows,
          mediaDump: 'media/sample/mairie.dump',
        },
        quiet,
      );
      const read = await readRecord(sample.record);
      assert.ok(read);
      record = read;
      damaged = await production();
    });

    after(async () => {
      const server = await testServerOf(major);
      await (server && dropMairie(server.superuser));
    });

    it('restores the dump and compares it, row by row', async () => {
      const restored = await ok('restore', sample.dumps[1], '--table', table, '--scratch', scratch);
      const { conn, database } = restored['scratch'] as { conn: string; database: string };
      const { rows } = await ok('compare', '--backup', conn, ...live(), '--table', table);
      const { missing, changed, extra } = rows as Readonly<Record<string, number>>;
      const { cancelled, statusChanged, commented, moved, created } = record.legitimate;
      const { periodDeleted, massUpdate, idsReused } = record.damages;
      const edited = new Set([...cancelled, ...statusChanged, ...commented, ...moved]);
      assert.deepEqual(
        [missing, changed, extra],
        [
          periodDeleted.ids.length,
          massUpdate.ids.length + idsReused.ids.length + edited.size,
          created.length,
        ],
      );
      await ok('scratch', 'drop', database, '--scratch', scratch);
    });

    it('recovers: plans the lost rows and those of the wrong update', async () => {
      const identity = ['--identity', 'citoyen_id,date_demande'];
      const where = ['--table', table, '--scratch', scratch, '--out', incident];
      const found = await ok('recover', sample.dumps[1], ...live(), ...where, ...identity);
      const { transactions } = found['compare'] as {
        transactions: readonly { readonly xid: string; readonly committedAt?: string }[];
      };
      const wrong = transactions.find(({ xid }) => xid === record.damages.massUpdate.xid);
      assert.ok(wrong?.committedAt);
      const { plan } = await ok('replan', incident, '--select', 'missing');
      assert.deepEqual(plan, {
        ...{ insert: record.damages.periodDeleted.ids.length, update: 0, delete: 0 },
      });
    });

    it('rehearses, applies and proves, and a second apply changes nothing', async () => {
      await ok('rehearse', incident, ...live());
      assert.equal(await production(), damaged);
      const applied = await ok('apply', incident, ...confirm());
      assert.deepEqual(
        [applied['outcome'], applied['insert']],
        ['applied', record.damages.periodDeleted.ids.length],
      );
      const { selected, unselected } = await ok('prove', incident, ...live());
      assert.deepEqual(selected, { equal: applied['insert'], different: 0 });
      assert.deepEqual(unselected, { writtenByUs: 0, changedByOthers: 0 });
      assert.equal((await ok('apply', incident, ...confirm()))['outcome'], 'already-applied');
      recovered = await production();
    });

    it('gives everything back when it is undone', async () => {
      assert.equal((await ok('undo', incident, ...confirm()))['outcome'], 'undone');
      assert.equal(await production(), damaged);
    });

    it('runs its scripts there, as they are but for the COMMIT', async () => {
      await runScript('correction.sql');
      assert.equal(await production(), recovered);
      await runScript('undo.sql');
      assert.equal(await production(), damaged);
    });

    it('rehearses a script as a file, and applies it', async () => {
      await ok('rehearse', incident, ...live(), '--file', path.join(incident, 'correction.sql'));
      assert.equal(await production(), damaged);
      await ok('apply', incident, ...confirm(), '--file', path.join(incident, 'correction.sql'));
      assert.equal(await production(), recovered);
      await runScript('undo.sql');
      assert.equal(await production(), damaged);
    });

    it('applies in batches, proves them and takes them back', async () => {
      const batches = ['--batch-rows', '300'];
      assert.equal((await ok('apply', incident, ...confirm(), ...batches))['outcome'], 'applied');
      assert.equal(await production(), recovered);
      await ok('prove', incident, ...live());
      assert.equal((await ok('undo', incident, ...confirm()))['outcome'], 'undone');
      assert.equal(await production(), damaged);
    });

    it('makes starter checks from the table and runs them', async () => {
      const dir = ['--checks', path.join(incident, 'checks')];
      await ok('checks', ...live(), ...dir, '--table', table, '--generate');
      await ok('checks', ...live(), ...dir);
    });

    async function runScript(name: string): Promise<void> {
      const text = await readFile(path.join(incident, name), 'utf8');
      const script = text.replace(/^ROLLBACK;$/m, 'COMMIT;');
      assert.notEqual(script, text);
      if (hasPsql) {
        const { status, stderr } = await psql(sample.live, script, ['-v', 'ON_ERROR_STOP=1']);
        assert.equal(status, 0, stderr);
      } else {
        await connected(sample.live, (session) => session.script(script));
      }
    }
  });
}

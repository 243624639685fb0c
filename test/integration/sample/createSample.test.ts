import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defaultSample } from '../../../src/sample/appointments';
import { type SampleOrder, createSample } from '../../../src/sample/createSample';
import { findPgDump } from '../../../src/sample/findPgDump';
import { liveOnAnchorDay } from '../../../src/sample/life';
import { createMairie, dropMairie, loadMairie } from '../../../src/sample/loadMairie';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { connected, quiet, testServer } from '../../support/postgres';
import { dataEntries, liveLines, withDump } from './sampleFixture';

const mediaDump = 'media/sample/mairie.dump';

describe('making the sample', () => {
  let superuser: ConnectionSettings;
  let order: SampleOrder;

  beforeEach(async () => {
    ({ superuser } = await testServer());
    const dir = await mkdtemp(path.join(tmpdir(), 'pra-sample-'));
    const { rows } = defaultSample;
    order = { superuser, dir, rows, now: new Date(), pgDump: undefined, mediaDump };
  });

  afterEach(async () => {
    await dropMairie(superuser);
    await rm(order.dir, { recursive: true, force: true });
  });

  it('never replaces a database', async () => {
    const { dumps } = await createSample(order, quiet);
    await assert.rejects(createSample(order, quiet), { code: 'in-use' });
    const left = await readdir(path.join(order.dir, 'dumps'));
    assert.deepEqual(
      left.sort(),
      dumps.map((file) => path.basename(file)),
    );
  });

  it('takes a former sample’s dumps away, and nothing else of the folder', async () => {
    const former = await createSample({ ...order, now: new Date(2026, 0, 5, 8) }, quiet);
    const own = path.join(order.dir, 'dumps', 'mairie_full_20200101_020000.dump');
    await writeFile(own, 'somebody’s own');
    await dropMairie(superuser);
    const latter = await createSample({ ...order, now: new Date(2026, 5, 6, 8) }, quiet);
    const names = (files: readonly string[]) => files.map((file) => path.basename(file));
    assert.notDeepEqual(names(former.dumps), names(latter.dumps));
    assert.deepEqual((await readdir(path.join(order.dir, 'dumps'))).sort(), [
      path.basename(own),
      ...names(latter.dumps),
    ]);
  });

  it('never overwrites somebody’s own dump', async () => {
    const own = path.join(order.dir, 'dumps', 'mairie_full_20260105_020000.dump');
    await mkdir(path.dirname(own));
    await writeFile(own, 'somebody’s own');
    const now = new Date(2026, 0, 5, 8);
    await assert.rejects(createSample({ ...order, now }, quiet), { code: 'in-use' });
    assert.equal(await readFile(own, 'utf8'), 'somebody’s own');
    assert.deepEqual(await databases(superuser), []);
  });

  for (const moment of [
    'writing appointments',
    'taking the good dump',
    'taking a dump that breaks off',
    'damaging production',
  ]) {
    it(`leaves neither database nor dumps when it is stopped while ${moment}`, async () => {
      const pgDump = await findPgDump((await testServer()).major);
      const stop = new AbortController();
      const work = {
        signal: stop.signal,
        progress: ({ phase }: { readonly phase: string }) => {
          if (phase === moment) {
            // Not at once: in the midst of it.
            setTimeout(() => {
              stop.abort(new Error('stopped'));
            }, 5);
          }
        },
      };
      await assert.rejects(createSample({ ...order, pgDump }, work), { message: 'stopped' });
      assert.deepEqual(await databases(superuser), []);
      assert.deepEqual(await readdir(order.dir), []);
    });
  }

  it('says that other sizes need pg_dump', async () => {
    await assert.rejects(createSample({ ...order, rows: 50_000 }, quiet), {
      code: 'usage',
      message: /--rows needs pg_dump/,
    });
  });

  it('refuses a size too small for its story', async () => {
    await assert.rejects(createSample({ ...order, rows: 10 }, quiet), { code: 'usage' });
  });

  it('writes the very rows that the kept dump holds', async () => {
    const owner = await createMairie(superuser, 'for this test');
    await connected(owner, async (session) => {
      const casting = await loadMairie(session, defaultSample, quiet);
      await liveOnAnchorDay(session, casting.life().beforeGoodDump, quiet.signal);
      await session.query("set timezone = 'UTC'");
      await withDump(mediaDump, async ({ contents, lines }) => {
        assert.equal(contents.version.minor, 14);
        assert.equal(dataEntries(contents).length, 13);
        for (const entry of dataEntries(contents)) {
          const source = entry.copyStatement?.replace(/^COPY (.*) FROM stdin;\n$/, '$1') ?? '';
          const [kept, written] = [await lines(entry), await liveLines(session, source)];
          assert.ok(kept.length > 0 || entry.namespace === 'monitoring');
          assert.deepEqual([...written].sort(), [...kept].sort(), source);
        }
      });
    });
  });
});

describe('the sample’s database', () => {
  let owner: ConnectionSettings;

  before(async () => {
    const { superuser } = await testServer();
    owner = await createMairie(superuser, 'for this test');
    await connected(owner, (session) => loadMairie(session, { seed: 5, rows: 1000 }, quiet));
  });

  after(async () => {
    await dropMairie((await testServer()).superuser);
  });

  it('has reports that show something', async () => {
    await connected(owner, async (session) => {
      for (const view of [
        'reporting.v_rdv_par_jour_service',
        'reporting.v_charge_quotidienne',
        'reporting.v_citoyens_activite',
        'dba.table_size',
      ]) {
        const [some] = await session.row(`select count(*) > 10 from ${view}`);
        assert.equal(some, 't', view);
      }
    });
  });

  it('shows a citizen his own appointments only, and a granted role without policy none', async () => {
    const { superuser } = await testServer();
    await connected({ ...superuser, database: 'mairie' }, async (session) => {
      const count = 'select count(*) from metier.demandes_rdv';
      const [citizen] = await session.row('select min(citoyen_id) from metier.demandes_rdv');
      const [own] = await session.row(`${count} where citoyen_id = $1::integer`, [citizen ?? '']);
      await session.query('set role role_app_portail_citoyen');
      assert.deepEqual(await session.row(count), ['0']);
      await session.row("select set_config('app.citoyen_id', $1, false)", [citizen ?? '']);
      assert.deepEqual(await session.row(count), [own]);
      await session.query('set role role_admin_bd');
      assert.deepEqual(await session.row(count), ['0']);
    });
  });

  it('refuses an appointment before its request, and cancels twice with one change', async () => {
    const create = `select metier.creer_demande_rdv(
      1, 1, 'état civil', '2026-11-20', $1::date, 'Guichet'
    )`;
    await connected(owner, async (session) => {
      await assert.rejects(session.row(create, ['2026-11-19']), { sqlstate: '23514' });
      const [id] = await session.row(create, ['2026-11-25']);
      for (const reason of ['fermeture', 'encore']) {
        await session.query('call metier.annuler_demande_rdv($1::bigint, $2, $3)', [
          String(id),
          reason,
          'accueil',
        ]);
      }
      assert.deepEqual(
        await session.rows(
          `select d.type_rdv, d.canal, d.statut, d.commentaire, h.ancien_statut, h.nouveau_statut
             from metier.demandes_rdv as d
             join metier.histo_demandes_rdv as h using (rdv_id)
            where d.rdv_id = $1::integer
            order by h.histo_id`,
          [String(id)],
        ),
        [
          ['ETAT_CIVIL', 'GUICHET', 'ANNULE', 'fermeture', 'EN_ATTENTE', 'ANNULE'],
          ['ETAT_CIVIL', 'GUICHET', 'ANNULE', 'fermeture', 'ANNULE', 'ANNULE'],
        ],
      );
    });
  });
});

async function databases(superuser: ConnectionSettings): Promise<readonly unknown[]> {
  return connected(superuser, (session) =>
    session.rows("select 1 from pg_catalog.pg_database where datname = 'mairie'"),
  );
}

import assert from 'node:assert/strict';
import { RecoveryError } from '../../../src/core/errors';
import type { ConnectionSettings } from '../../../src/recovery/connectionSettings';
import { connected, testServer } from '../../support/postgres';
import { refusedWith, sql } from '../apply/scene';
import { Installation, removeInstallations } from './freezing';

describe('A frozen table', () => {
  let live: ConnectionSettings;
  let installation: Installation;

  before(async function () {
    this.timeout(120_000);
    live = await (await testServer()).createDatabase();
    installation = await Installation.make();
    await connected(live, async (session) => {
      await session.query(`
        create schema metier;
        create table metier.rdv (id int primary key, statut text);
        insert into metier.rdv select n, 'CONFIRME' from generate_series(1, 10) n`);
    });
    await installation.freeze(live, 'metier.rdv');
  });

  after(removeInstallations);

  it('takes no write from its owner, and says who froze it and why', async () => {
    await assert.rejects(
      sql(live, `update metier.rdv set statut = 'ANNULE' where id = 1`),
      (error: unknown) => {
        assert.ok(error instanceof RecoveryError);
        assert.equal(error.sqlstate, '25006');
        assert.match(
          error.message,
          /^table metier\.rdv is frozen since .* by marie, incident 2026-03-10-rdv: wrong statuses/,
        );
        return true;
      },
    );
  });

  it('is written by who gives the token to the transaction', async () => {
    const token = await installation.token(live, 'metier.rdv');
    await connected(live, async (session) => {
      await session.query('begin');
      await session.query(`select set_config('pra.token', $1, true)`, [token]);
      const { count } = await session.query(`update metier.rdv set statut = 'ANNULE' where id = 1`);
      assert.equal(count, 1);
      await session.query('rollback');
      await assert.rejects(session.query(`delete from metier.rdv`), refusedWith('frozen'));
    });
  });

  it('is found by another installation, which holds no token', async () => {
    const [frozen] = await (await Installation.make()).frozen(live);
    assert.deepEqual(frozen?.table, { schema: 'metier', name: 'rdv' });
    assert.equal(frozen.freeze.owner, 'marie');
    assert.equal(frozen.freeze.incident, '2026-03-10-rdv');
    assert.equal(frozen.freeze.reason, 'wrong statuses');
    assert.equal(frozen.tokenHeld, false);
    assert.deepEqual(frozen.gaps, []);
  });

  it('cannot be frozen twice', async () => {
    await assert.rejects(installation.freeze(live, 'metier.rdv'), refusedWith('frozen'));
  });

  it('is as before once it is unfrozen', async () => {
    const { tokenHeld, notices } = await installation.unfreeze(live, 'metier.rdv');
    assert.deepEqual([tokenHeld, notices], [true, []]);
    assert.deepEqual(await sql(live, `select nspname from pg_namespace where nspname = 'pra'`), []);
    await sql(live, `update metier.rdv set statut = 'ANNULE' where id = 1`);
    assert.deepEqual(await installation.frozen(live), []);
  });
});
